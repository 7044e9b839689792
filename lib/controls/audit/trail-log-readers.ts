import { isAdministrator, statementsBehind } from '#controls/ecs-powers.ts';
import { policyIn } from '#controls/holding.ts';
import { actorsIn, DELETES, logArns, powersOn, READS, sayPrincipal } from '#controls/log-access.ts';
import { isKnownAdministrator } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, type Reason } from '#domain/evaluation.ts';
import type { AccountPrincipals } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { placeOf } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import { matchesGlob } from '#domain/suppression.ts';
import type { Policy } from '#policy/document.ts';
import { outsideAccess } from '#policy/outside-access.ts';

export default defineControl({
  id: 'trail-log-readers',
  title: 'Few can read the audit log, and nobody can delete it',
  guidance: ['AUD-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::CloudTrail::Trail',
  facts: ['trail', 'trailBucket', 'logBucketPolicy', 'accountPrincipals'],
  parameters: ['logReaders', 'principals', 'trustedAccounts', 'organizationId'],
  why:
    'Whoever can delete the log or change who may can hide what they did; whoever reads it knows how the account is run. It should ' +
    'lie in an account of its own, out of reach of those it is about.',
  blindSpots: [
    'The policies of each user and role and that of the bucket are decided together. To read an encrypted log takes the key as well, which is not asked for.',
    'While logReaders is not set, administrators are not counted, deleting is MEDIUM and reading is LOW.',
    'A bucket of another account is not judged: who reads it is for that account to say. That the bucket lies in the account is no finding for a trail of the organisation.',
    'A change of a user or role is seen when the trail is looked at again, at the latest by the next sweep.',
    'Copies of the log (CloudWatch Logs, replicas of the bucket) and access points are not seen, nor what the organisation forbids.',
  ],
  remediation: {
    text:
      'Let the trail deliver to a bucket of a log archive account. Until then deny all but the readers in the policy of the bucket, and list ' +
      'them under logReaders.',
    cli: 'aws s3api put-bucket-policy --bucket <bucket> --policy file://policy.json',
    cloudFormation:
      'Type: AWS::CloudTrail::Trail\nProperties:\n  IsLogging: true\n  S3BucketName: <bucket of the log archive account>\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AU-9(4)' }],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html',
  ],
  evaluate: ({ trail, trailBucket, logBucketPolicy, accountPrincipals }, { resource, now, parameters }) => {
    if (accountPrincipals.isSilent) return notApplicable('the account file says nothing of users and roles');
    const broken: string[] = [];
    const { document } = logBucketPolicy;
    const policy =
      document === undefined
        ? undefined
        : policyIn({ name: 'policy of the bucket', document }, 'resource', broken);
    if (broken.length > 0) return notAvailable(broken.join(', '));
    const log: Log = { arns: logArns(trailBucket.name, resource.arn), policy, trail: resource.arn };
    // The trail of the organisation lies in its management account, as the guidance prefers.
    const here: readonly Reason[] =
      trail.organization === true
        ? []
        : [
            {
              code: 'log-in-account',
              subject: trailBucket.name,
              severity: 'LOW',
              message: `the log lies in bucket ${trailBucket.name} of the account that it is about`,
            },
          ];
    return failedIf([
      ...here,
      ...outsiderReasons(log, parameters),
      ...principalReasons(log, accountPrincipals, now, parameters),
    ]);
  },
});

interface Log {
  readonly arns: ReturnType<typeof logArns>;
  readonly policy: Policy | undefined;
  readonly trail: string;
}
type Settings = Pick<Parameters, 'logReaders' | 'principals' | 'trustedAccounts' | 'organizationId'>;
type Level = 'delete' | 'read';

const VERBS: Readonly<Record<Level, string>> = {
  delete: 'delete the log or change who may',
  read: 'read the log',
};
const severityOf = (level: Level, isSet: boolean): Severity => {
  if (level === 'delete') return isSet ? 'HIGH' : 'MEDIUM';
  return isSet ? 'MEDIUM' : 'LOW';
};

/** What the policy of the bucket gives to other accounts; that everybody may is trail-log-bucket-public's matter, too. */
function outsiderReasons(
  { arns, policy, trail }: Log,
  { logReaders, trustedAccounts, organizationId }: Settings,
): readonly Reason[] {
  if (!policy) return [];
  const { account } = placeOf(trail);
  return (['delete', 'read'] as const).flatMap((level) => {
    const calls = level === 'delete' ? DELETES : READS;
    const found = calls.flatMap(([action, on]) =>
      outsideAccess(policy, [action], {
        resource: arns[on],
        account,
        ...(organizationId !== undefined && { organizationId }),
      }),
    );
    const foreign = found.flatMap(({ who, dependsOn }) => {
      if (dependsOn.length > 0 || who.kind === 'organization') return [];
      if (who.kind === 'everyone') return ['*'];
      return trustedAccounts.includes(who.account) ? [] : [who.account];
    });
    return [...new Set(foreign)].map((who) => ({
      code: 'foreign-access',
      subject: `${who} ${level}`,
      severity: severityOf(level, logReaders !== undefined),
      message: `${who === '*' ? 'everybody' : `account ${who}`} can ${VERBS[level]} by the policy of the bucket`,
    }));
  });
}

function principalReasons(
  { arns, policy }: Log,
  everybody: AccountPrincipals,
  now: Instant,
  { logReaders, principals }: Settings,
): readonly Reason[] {
  return actorsIn(everybody, now).flatMap(({ record, holder }) => {
    if (logReaders?.some((pattern) => matchesGlob(pattern, record.name))) return [];
    if (isKnownAdministrator(record, { principals })) return [];
    if (logReaders === undefined && isAdministrator(holder)) return [];
    const deletes = powersOn(holder, DELETES, arns, policy);
    const powers = deletes.length > 0 ? deletes : powersOn(holder, READS, arns, policy);
    const level: Level = deletes.length > 0 ? 'delete' : 'read';
    if (powers.length === 0) return [];
    return [
      {
        code: 'log-access',
        subject: `${sayPrincipal(record)} ${level}`,
        severity: severityOf(level, logReaders !== undefined),
        message: `${record.kind} ${record.name} can ${VERBS[level]}`,
        evidence: { actions: powers.map(({ action }) => action), statements: statementsBehind(powers) },
      },
    ];
  });
}
