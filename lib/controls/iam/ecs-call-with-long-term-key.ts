import { callOf, ECS_AND_ECR, isAmong, serviceActs } from '#controls/acting.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import { failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';

export default defineBehaviour({
  id: 'ecs-call-with-long-term-key',
  title: 'ECS and ECR are changed with temporary credentials, and never as root',
  guidance: ['IAM-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::User',
  alsoOn: ['AWS::::Account'],
  events: ECS_AND_ECR,
  facts: [],
  parameters: ['principals'],
  why: 'An access key of a user works from anywhere until somebody deletes it. Whoever finds it in a repository or a laptop can change what runs, for years; the root user can do so without any limit.',
  blindSpots: [
    'Calls that only read are not seen: most of them reach no event bus.',
    'A session that a user took with GetSessionToken or AssumeRole counts as temporary, though a long-term key began it.',
    'What an AWS service calls on behalf of a user is not held against the key.',
  ],
  remediation: {
    text: 'Let people sign in through Identity Center and pipelines take a role (OIDC), then deactivate the key and delete it once nothing breaks. A key that cannot go belongs into parameters.principals.accessKeyUsers.',
    cli: 'aws iam list-access-keys --user-name <user>\naws iam update-access-key --user-name <user> --access-key-id "<key>" --status Inactive',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument:\n    Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n        Principal:\n          Federated: <OIDC provider of the pipeline>\n        Action: sts:AssumeRoleWithWebIdentity\n# then delete AWS::IAM::User\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  evaluate: (act, { parameters }) => {
    const { principal, key } = act;
    const service = serviceActs(act);
    if (service !== undefined) return notApplicable(service);
    const evidence = { calls: [callOf(act)] };
    if (principal.kind === 'root') {
      const message = 'the root user changed ECS or ECR';
      return failedIf([{ code: 'root', subject: '-', message, severity: 'CRITICAL', evidence }]);
    }
    if (key.kind === 'unknown') return notAvailable('the record does not say which kind of key was used');
    if (key.kind === 'temporary') return passed();
    const isAccepted = isAmong(act, parameters.principals.accessKeyUsers);
    const message = `changed ECS or ECR with the long-term access key ${key.id ?? 'of a user'}`;
    return failedIf([
      {
        code: 'long-term-key',
        // Another key of the same user is another way in.
        subject: key.id ?? '-',
        message,
        severity: isAccepted ? 'LOW' : 'HIGH',
        evidence,
      },
    ]);
  },
});
