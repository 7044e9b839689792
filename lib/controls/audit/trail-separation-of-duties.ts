import { ecsEverywhere, isAllOfEcs, statementsBehind } from '#controls/ecs-powers.ts';
import { actorsIn, DELETES, logArns, powersOn, sayPrincipal } from '#controls/log-access.ts';
import { isKnownAdministrator } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, type Reason } from '#domain/evaluation.ts';
import { placeOf } from '#domain/resource.ts';
import type { RegionalTrail } from '#domain/trail.ts';
import { type Holder, mayDo } from '#policy/holder.ts';
import { type Power, powerIn } from '#policy/powers.ts';

export default defineControl({
  id: 'trail-separation-of-duties',
  title: 'Who administers ECS cannot touch the audit trail',
  guidance: ['AUD-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::::Account',
  facts: ['trails', 'accountPrincipals'],
  parameters: ['principals'],
  why:
    'A log that its subject can stop or delete proves nothing. Who administers ECS and who keeps the trail, its bucket and its key ' +
    'should be different people.',
  blindSpots: [
    'To administer ECS is to change all of it, as iam-ecs-full-access says; those under principals.administrators are INFORMATIONAL.',
    'Judged are trails of this account, each in its home region; a trail of the organisation is out of reach here.',
    'The policies of the bucket and of the key are not decided: a Deny in them may take away what the principal’s own policies give.',
    'A change of a user or role is seen at the latest by the next sweep.',
    'What the organisation forbids (service control policies) is not seen.',
  ],
  remediation: {
    text:
      'Keep the trail in the management account, as a trail of the organisation, with its bucket in a log archive. Until then take the calls ' +
      'on trail, bucket and key away from those who administer ECS.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name keep-the-trail --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: keep-the-trail\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Deny\n            Action:\n              - cloudtrail:StopLogging\n              - cloudtrail:DeleteTrail\n' +
      '              - cloudtrail:UpdateTrail\n              - cloudtrail:PutEventSelectors\n            Resource: "*"\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-5' }],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html',
  ],
  evaluate: ({ trails, accountPrincipals }, { resource, now, parameters }) => {
    const { region, account } = placeOf(resource.arn);
    if (region === 'global') return notApplicable('trails are judged in each region of the account');
    if (trails.isSilent) return notApplicable('the account file says nothing of trails');
    if (accountPrincipals.isSilent) return notApplicable('the account file says nothing of users and roles');
    const own = trails.trails.filter(
      ({ arn }) => placeOf(arn).region === region && placeOf(arn).account === account,
    );
    if (own.length === 0) return notApplicable('no trail of the account has its home in this region');
    const actors = actorsIn(accountPrincipals, now);
    const reasons = actors.flatMap(({ record, holder }): Reason[] => {
      if (!isAllOfEcs(ecsEverywhere(holder))) return [];
      const powers = own.flatMap((trail) => blinding(holder, trail));
      if (powers.length === 0) return [];
      return [
        {
          code: 'both-duties',
          subject: sayPrincipal(record),
          severity: isKnownAdministrator(record, parameters) ? 'INFORMATIONAL' : 'MEDIUM',
          message: `${record.kind} ${record.name} administers ECS and can blind the trail`,
          evidence: {
            actions: [...new Set(powers.map(({ action }) => action))],
            statements: statementsBehind(powers),
          },
        },
      ];
    });
    const unread = actors.filter(({ certain }) => !certain).map(({ record }) => sayPrincipal(record));
    if (reasons.length === 0 && unread.length > 0)
      return notAvailable(
        `policies of ${unread.slice(0, 3).join(', ')}${unread.length > 3 ? ' and more' : ''} were not read`,
      );
    return failedIf(reasons);
  },
});

const ON_TRAIL = [
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:StopLogging',
  'cloudtrail:UpdateTrail',
];
const ON_KEY = ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

/** What somebody may do that blinds a trail: on itself, its bucket and its key. */
function blinding(holder: Holder, { arn, bucket, kmsKey }: RegionalTrail): readonly Power[] {
  const on = (actions: readonly string[], resource: string): readonly Power[] =>
    actions.flatMap((action) => powerIn(action, [mayDo(holder, action, resource)]) ?? []);
  return [
    ...on(ON_TRAIL, arn),
    ...(typeof bucket === 'string' ? powersOn(holder, DELETES, logArns(bucket, arn)) : []),
    ...(typeof kmsKey === 'string' ? on(ON_KEY, kmsKey) : []),
  ];
}
