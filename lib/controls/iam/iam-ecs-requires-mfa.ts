import { conditionsOf, ECS_WRITES, statementsBehind } from '#controls/ecs-powers.ts';
import { overPowers } from '#controls/over-principal.ts';
import { NO_MFA, NO_SESSION, peopleOf } from '#controls/people.ts';
import { privilegeOf, SAYS } from '#controls/privileged.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { somewhere } from '#policy/somewhere.ts';

const privilegeIn = (action: string) => privilegeOf(action.slice('ecs:'.length));
const PRIVILEGED = ECS_WRITES.filter((action) => privilegeIn(action) !== undefined);

export default defineControl({
  id: 'iam-ecs-requires-mfa',
  title: 'People need MFA for what is privileged in ECS',
  guidance: ['IAM-5', 'IAM-6'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  parameters: ['principals'],
  why: 'Where policies ask for MFA, a stolen password or key alone runs, changes and deletes nothing.',
  blindSpots: [
    'Each privileged action is decided as if the request came without MFA: from a session that had none, and for users from a long-term key, of which BoolIfExists lets everything pass.',
    'Roles that only services, other roles or federated people take are not judged: MFA is asked for elsewhere.',
    'Those under principals.automation are taken for programs.',
    'That people do use MFA shows in ecs-privileged-action-without-mfa.',
  ],
  remediation: {
    text:
      'Require MFA in the trust policy of the role, or deny what is privileged while aws:MultiFactorAuthPresent is false or absent ' +
      '(a Deny with BoolIfExists).',
    cli: 'aws iam put-group-policy --group-name <group> --policy-name ecs-needs-mfa --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument:\n    Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n' +
      '        Principal:\n          AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root\n        Action: sts:AssumeRole\n' +
      '        Condition:\n          Bool:\n            aws:MultiFactorAuthPresent: "true"\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'IA-2(1)' }],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  evaluate: ({ principal }, situation) => {
    const people = peopleOf(principal, situation.parameters.principals);
    if ('unread' in people) return notAvailable(people.unread);
    if (!people.people) return notApplicable(people.why);
    if (people.mfaToAssume) return passed('its trust policy asks for MFA');
    // Sessions of roles always say whether there was MFA.
    const requests = principal.kind === 'role' ? [NO_MFA] : [NO_MFA, NO_SESSION];
    return overPowers(principal, situation, (holder) => {
      const powers = requests.flatMap((values) => somewhere(holder, PRIVILEGED, values));
      const byPrivilege = [...Map.groupBy(powers, ({ action }) => privilegeIn(action) ?? 'change')];
      return failedIf(
        byPrivilege.map(([privilege, found]) => ({
          code: 'without-mfa',
          subject: privilege,
          severity: 'LOW',
          message: `it may ${SAYS[privilege].may} in ECS without MFA`,
          evidence: {
            actions: [...new Set(found.map(({ action }) => action))],
            statements: statementsBehind(found),
            conditions: conditionsOf(found),
          },
        })),
      );
    });
  },
});
