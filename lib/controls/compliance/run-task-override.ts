import type { Act } from '#domain/act.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import { failedIf, notApplicable, notAvailable, passed, type Reason } from '#domain/evaluation.ts';

/** `role/admin`: what a role is called, without the account it is in. */
const short = (role: string): string => role.replace(/^arn:[^:]*:iam::\d*:/, '');

export default defineBehaviour({
  id: 'run-task-override',
  title: 'Tasks are started as their definition says, with its roles and without secrets in the environment',
  guidance: ['CMP-1', 'IAM-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::::Account'],
  events: [{ service: 'ecs', calls: ['RunTask', 'StartTask'] }],
  facts: [],
  parameters: [],
  why: 'Whoever starts a task may give it another role and other variables than its definition was reviewed with: a harmless definition then acts with somebody else’s power. A secret in a variable is readable for everybody who may describe tasks.',
  blindSpots: [
    'An override that names the very role of the definition counts too: which role that is, the event does not say.',
    'Whether the other role may do more is not compared.',
    'Values of variables never leave the event bus, so a secret is told by the name of its variable only; one under a harmless name is not seen. Where a record keeps its variables back nothing is known of them.',
    'A command in place of the definition’s is not judged: that is how migrations run.',
  ],
  remediation: {
    text: 'Give the task a definition of its own with the role it needs, and secrets by reference (secrets, valueFrom). Allow iam:PassRole for the roles of definitions that this principal may run, and for no others. Rotate a secret that was passed as a variable.',
    cli: 'aws iam list-attached-role-policies --role-name <role>\naws iam list-role-policies --role-name <role>',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: run-tasks\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: iam:PassRole\n            Resource: <role of the task definition>\n            Condition:\n              StringEquals:\n                iam:PassedToService: ecs-tasks.amazonaws.com\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html'],
  evaluate: (act) => {
    const { principal, overrides, call } = act;
    if (principal.kind === 'service') return notApplicable('an AWS service acts');
    if (!overrides) return passed();
    const reasons = reasonsOf(act, overrides);
    if (reasons.length > 0) return failedIf(reasons);
    return overrides.hidden ? notAvailable(`the record of ${call} keeps the variables back`) : passed();
  },
});

function reasonsOf({ call }: Act, overrides: NonNullable<Act['overrides']>): readonly Reason[] {
  const { taskRole, executionRole, secrets } = overrides;
  const evidence = { calls: [`ecs:${call}`] };
  const role = (code: string, what: string, arn: string | undefined): readonly Reason[] =>
    arn === undefined
      ? []
      : [
          {
            code,
            subject: short(arn),
            message: `started a task with ${short(arn)} as its ${what}`,
            evidence,
          },
        ];
  return [
    ...role('task-role', 'task role', taskRole),
    ...role('execution-role', 'execution role', executionRole),
    ...secrets.map((name) => ({
      code: 'secret-variable',
      subject: name,
      message: `started a task with what looks like a secret in the variable ${name}`,
      evidence,
    })),
  ];
}
