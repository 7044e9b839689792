import { statementsBehind } from '#controls/ecs-powers.ts';
import { gainBy, type Might, passes, passesAny, sayMight, type Way, wayOf } from '#controls/escalation.ts';
import { overPowers } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { type PassableRoles, roleName } from '#domain/task-roles.ts';
import type { Holder } from '#policy/holder.ts';
import type { Power } from '#policy/powers.ts';

export default defineControl({
  id: 'iam-ecs-privilege-escalation',
  title: 'Running a task gives nobody more power than they have',
  guidance: ['IAM-1'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::IAM::Group'],
  facts: ['principal'],
  optionalFacts: ['passableRoles'],
  parameters: ['principals'],
  why:
    'Who starts a task says what runs in it and with which role. A role that may do more than they may themselves is theirs ' +
    'as soon as they can pass it.',
  blindSpots: [
    'A role is mightier when it may do everything, give itself policies, or take any role, and the principal may not; other powers that it has more are not compared.',
    'PassRole on every role of the account fails whichever roles there are: the next one may be an administrator’s.',
    'When a role becomes mightier, those who can pass it are looked at again by the next sweep.',
    'A pipeline that passes named roles with powers of their own passes.',
    'Tasks on container instances also reach the role of the instance: container-instance-imds and container-instance-role-minimal.',
    'Service and resource control policies of the organisation are not seen.',
  ],
  remediation: {
    text: 'Pass only the roles that the tasks need: by their ARNs or a path of their own, and to ecs-tasks.amazonaws.com.',
    cli: 'aws iam put-role-policy --role-name <role> --policy-name pass-role --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: pass-role\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n' +
      '          - Effect: Allow\n            Action: iam:PassRole\n            Resource:\n              - <arn of the task role>\n              - <arn of the execution role>\n' +
      '            Condition:\n              StringEquals:\n                iam:PassedToService: ecs-tasks.amazonaws.com\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
  evaluate: ({ principal, passableRoles }, situation) =>
    overPowers(principal, situation, (holder) => {
      const way = wayOf(holder);
      if (!way) return passed('it starts no tasks of its own making');
      return judge(holder, way, principal, passableRoles, situation.now);
    }),
});

function judge(
  holder: Holder,
  way: Way,
  principal: PrincipalRecord,
  passable: PassableRoles | Unavailable,
  now: Instant,
): Evaluation {
  const any = passesAny(holder);
  const reached = isUnavailable(passable)
    ? []
    : passable.roles.flatMap((role) => {
        const gain = role.arn === principal.arn ? undefined : gainBy(role, holder, now);
        const passing = gain && passes(holder, role);
        return gain && passing ? [{ role, gain, passing }] : [];
      });
  const reasons = [
    ...(any.length > 0 ? [reasonOf('*', 'any role that tasks can have', way, any)] : []),
    ...reached.flatMap(({ role, gain, passing }) =>
      gain === 'unread' ? [] : [reasonOf(roleName(role.arn), sayRole(role, gain), way, [passing])],
    ),
  ];
  if (reasons.length > 0) return failedIf(reasons);
  if (isUnavailable(passable))
    return notAvailable(`roles that tasks can have were not read (${sayUnavailable(passable)})`);
  const unread = reached.map(({ role }) => roleName(role.arn));
  return unread.length > 0
    ? notAvailable(`what role ${unread.slice(0, 3).join(', ')} may do was not read in full`)
    : passed();
}

const sayRole = ({ arn }: PrincipalRecord, gain: Might): string =>
  `${roleName(arn)}, which ${sayMight(gain)}`;

const reasonOf = (subject: string, role: string, way: Way, passing: readonly Power[]): Reason => ({
  code: 'runs-as',
  subject,
  severity: 'HIGH',
  message: `by ${way.says} and iam:PassRole it can be ${role}`,
  evidence: {
    by: [...way.powers, ...passing].map(({ action }) => action),
    statements: statementsBehind([...way.powers, ...passing]),
  },
});
