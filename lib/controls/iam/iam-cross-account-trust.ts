import { ECS_WRITES, isAdministrator } from '#controls/ecs-powers.ts';
import { holdingOf } from '#controls/holding.ts';
import { isServiceLinked, SERVICE_LINKED, sayUnread } from '#controls/over-principal.ts';
import { isForeignForSure, isTakenByAnyWorkflow, outsidersIn, trustOf } from '#controls/role-trust.ts';
import { defineControl } from '#domain/control.ts';
import type { Organization } from '#domain/credentials.ts';
import { failedIf, notApplicable, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Holder } from '#policy/holder.ts';
import type { OutsideAccess } from '#policy/outside-access.ts';
import { actionsOf } from '#policy/services/catalogue.ts';
import { somewhere } from '#policy/somewhere.ts';

export default defineControl({
  id: 'iam-cross-account-trust',
  title: 'Only trusted accounts take roles with power over ECS or ECR',
  guidance: ['IAM-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  facts: ['principal'],
  optionalFacts: ['organization'],
  parameters: ['trustedAccounts', 'thirdParties', 'organizationId'],
  why:
    'Roles are how other accounts work here, and each account that a role trusts decides by itself who takes it. A role that everybody ' +
    'may take (CRITICAL) needs no account of ours to be lost.',
  blindSpots: [
    'An account is foreign unless it is listed under trustedAccounts, or the trust is bound to your organisation (aws:PrincipalOrgID); while no list is set it is MEDIUM.',
    'Accounts under thirdParties need an external id (sts:ExternalId) in the trust; whether it is hard to guess is not seen.',
    'Federated people and services of AWS are of no account; of GitHub’s workflows it is asked whether those of any repository may take the role.',
    'Roles that can do nothing in ECS and pull nothing from ECR are not judged.',
    'While the organisation is not known, a trust that is bound to one is taken to be yours.',
  ],
  remediation: {
    text:
      'Name the roles of the account that take it instead of the account, and bind the trust by aws:PrincipalOrgID, for a vendor by ' +
      'sts:ExternalId. List accounts of yours under trustedAccounts, vendors under thirdParties.',
    cli: 'aws iam update-assume-role-policy --role-name <role> --policy-document file://trust.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument:\n    Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n' +
      '        Principal:\n          AWS: arn:aws:iam::<account>:role/<role>\n        Action: sts:AssumeRole\n' +
      '        Condition:\n          StringEquals:\n            aws:PrincipalOrgID: <organization>\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  ],
  evaluate: ({ principal, organization }, { now, parameters }) => {
    if (isServiceLinked(principal)) return notApplicable(SERVICE_LINKED);
    const trust = trustOf(principal);
    if (typeof trust === 'string') return notAvailable(trust);
    const organizationId = parameters.organizationId ?? idOf(organization);
    const outsiders = outsidersIn(trust, principal, organizationId);
    const anyWorkflow = isTakenByAnyWorkflow(principal, trust);
    if (outsiders.length === 0 && !anyWorkflow) return passed();
    const { holder, unread, limitUnread } = holdingOf(principal, now);
    const level = levelOf(holder);
    if (limitUnread || (level === undefined && unread.length > 0)) return notAvailable(sayUnread(unread));
    if (level === undefined) return notApplicable('it has no power over ECS or ECR');
    const known = outsiders.filter((access) => isForeignForSure(access, principal));
    const reasons = [
      ...known.filter(isCertain).flatMap((access) => reasonOf(access, level, parameters)),
      ...(anyWorkflow ? [workflowReason(level)] : []),
    ];
    if (reasons.length > 0) return failedIf(reasons);
    const maybe = outsiders.find(
      (access) =>
        !known.includes(access) && isCertain(access) && reasonOf(access, level, parameters).length > 0,
    );
    if (maybe?.who.kind === 'account')
      return notAvailable(`whether ${maybe.who.account} is the account it will be deployed to is not known`);
    const open = outsiders.filter((access) => !isCertain(access)).flatMap(({ dependsOn }) => dependsOn);
    return open.length === 0
      ? passed()
      : notAvailable(`who may take it depends on ${[...new Set(open)].join(', ')}`);
  },
});

const idOf = (organization: Organization | Unavailable): string | undefined =>
  !isUnavailable(organization) && 'id' in organization ? organization.id : undefined;

const PULL = ['ecr:BatchGetImage'];
const ECR_WRITES = actionsOf('ecr', { levels: ['Write'] });

/** What whoever takes the role gets; undefined: nothing of ECS and ECR. */
function levelOf(holder: Holder): 'administer' | 'write' | 'pull' | undefined {
  if (isAdministrator(holder)) return 'administer';
  if (somewhere(holder, [...ECS_WRITES, ...ECR_WRITES]).length > 0) return 'write';
  return somewhere(holder, PULL).length > 0 ? 'pull' : undefined;
}

/** An external id is known to who was given it; of other keys nobody here knows whether an outsider has the value. */
const isCertain = ({ dependsOn }: OutsideAccess): boolean =>
  dependsOn.every((key) => key.toLowerCase() === 'sts:externalid');

type Trusted = Pick<Parameters, 'trustedAccounts' | 'thirdParties'>;

function reasonOf(
  { who, dependsOn, statements }: OutsideAccess,
  level: string,
  { trustedAccounts, thirdParties }: Trusted,
): readonly Reason[] {
  const evidence = {
    statements: statements.map(({ sid, index }) => `statement ${index}${sid ? ` "${sid}"` : ''}`),
    externalId: dependsOn.length > 0,
  };
  const fails = (subject: string, message: string, severity: Reason['severity'], code = 'foreign-trust') => [
    { code, subject: `${subject} ${level}`, message, ...(severity && { severity }), evidence },
  ];
  if (who.kind === 'everyone')
    return fails('*', 'everybody may take it', dependsOn.length === 0 ? 'CRITICAL' : 'HIGH');
  if (who.kind === 'organization')
    return fails(who.organizationId, `any account of organisation ${who.organizationId} may take it`, 'HIGH');
  const { account } = who;
  if (thirdParties.includes(account))
    return dependsOn.length > 0
      ? []
      : fails(account, `vendor ${account} may take it without an external id`, 'HIGH', 'no-external-id');
  if (trustedAccounts.includes(account)) return [];
  const isListed = trustedAccounts.length + thirdParties.length > 0;
  return fails(account, `account ${account} may take it`, isListed ? 'HIGH' : 'MEDIUM');
}

const workflowReason = (level: string): Reason => ({
  code: 'any-workflow',
  subject: `token.actions.githubusercontent.com ${level}`,
  severity: 'HIGH',
  message: 'workflows of any repository on GitHub may take it',
});
