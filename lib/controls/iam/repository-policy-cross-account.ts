import { grantReason, type OutsideGrant, outsideGrants, sayUndecided } from '#controls/ecr-outsiders.ts';
import { defineControl } from '#domain/control.ts';
import type { EcrAccess } from '#domain/ecr-access.ts';
import { failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import { isAccountKnown } from '#domain/undeployed.ts';

export default defineControl({
  id: 'repository-policy-cross-account',
  title: 'Only trusted accounts share a repository',
  guidance: ['IAM-7'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  alsoOn: ['AWS::ECR::Registry'],
  facts: ['ecrAccess'],
  parameters: ['trustedAccounts', 'organizationId'],
  why:
    'An account that may push decides what your tasks run next; one that may pull has your images and what is built ' +
    'into them. Both should be accounts that somebody decided on.',
  blindSpots: [
    'An account that a policy names is foreign unless it is listed under trustedAccounts, even if it is of your organisation: who belongs to it is not read.',
    'While organizationId is not set, an organisation that a policy is bound to is taken to be yours; the verdict says so.',
    'What other accounts copy here is theirs to say; what this registry copies to others is seen.',
    'Access for services of AWS, such as Lambda or CodeBuild, is not held against an account.',
  ],
  remediation: {
    text:
      'Take out what the account does not need (pushing first), bound the statement by aws:PrincipalOrgID, or list ' +
      'the account under trustedAccounts if it is one of yours.',
    cli: 'aws ecr set-repository-policy --repository-name <repository> --policy-text file://policy.json',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  RepositoryPolicyText:\n    Version: "2012-10-17"\n    Statement:\n' +
      '      - Effect: Allow\n        Principal: "*"\n        Action:\n          - ecr:BatchGetImage\n          - ecr:GetDownloadUrlForLayer\n' +
      '        Condition:\n          StringEquals:\n            aws:PrincipalOrgID: <organization>\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html',
  ],
  evaluate: ({ ecrAccess }, { resource, parameters }) => {
    const { organizationId } = parameters;
    const { grants, unread } = outsideGrants(ecrAccess, resource, organizationId);
    // Of what is not deployed yet, an account that is named may be the own one.
    const isOwnKnown = isAccountKnown(placeOf(resource.arn).account);
    const foreign = grants.filter((grant) => isForeign(grant, parameters));
    const isCertain = ({ kind, dependsOn }: OutsideGrant): boolean =>
      dependsOn.length === 0 && (isOwnKnown || kind !== 'account');
    const replicated = replicationReasons(ecrAccess, resource, parameters);
    const reasons = [...foreign.filter(isCertain).map(reasonOf), ...(isOwnKnown ? replicated : [])];
    if (reasons.length > 0) return failedIf(reasons);
    const { replication } = ecrAccess;
    const undecided = [
      ...unread,
      ...(isUnavailable(replication) ? [sayUnavailable(replication)] : []),
      ...foreign.map((grant) =>
        grant.dependsOn.length > 0 ? sayUndecided(grant) : sayOwnUnknown(grant.who),
      ),
      ...(isOwnKnown ? [] : replicated.map(({ subject }) => sayOwnUnknown(subject.split(' ')[0] ?? ''))),
    ];
    if (undecided.length > 0) return notAvailable(undecided.join(', '));
    const taken = grants.filter(({ kind }) => kind === 'organization').map(({ who }) => who);
    return taken.length === 0
      ? passed()
      : passed(
          `organisation ${[...new Set(taken)].join(', ')} is taken to be yours: organizationId is not set`,
        );
  },
});

const sayOwnUnknown = (account: string): string =>
  `whether ${account} is the account it will be deployed to is not known`;

type Trust = Pick<Parameters, 'trustedAccounts' | 'organizationId'>;

/** Everybody at once is the matter of another control. */
function isForeign({ kind, who }: OutsideGrant, { trustedAccounts, organizationId }: Trust): boolean {
  if (kind === 'organization') return organizationId !== undefined;
  return kind === 'account' && !trustedAccounts.includes(who);
}

const reasonOf = (grant: OutsideGrant): Reason => ({
  ...grantReason(
    grant,
    'foreign-access',
    `${grant.kind === 'account' ? 'account' : 'organisation'} ${grant.who}`,
  ),
  severity: grant.level === 'push' || grant.level === 'administer' ? 'HIGH' : 'MEDIUM',
});

function replicationReasons(
  { replication }: EcrAccess,
  resource: Resource,
  { trustedAccounts }: Trust,
): readonly Reason[] {
  if (isUnavailable(replication)) return [];
  const own = placeOf(resource.arn).account;
  const foreign = replication.filter(({ account }) => account !== own && !trustedAccounts.includes(account));
  return [...Map.groupBy(foreign, ({ account }) => account)].map(([account, targets]) => ({
    code: 'replicates-to',
    subject: `${account} pull`,
    message: `images are copied to account ${account}`,
    severity: 'MEDIUM',
    evidence: { regions: targets.map(({ region }) => region) },
  }));
}
