import { callOf, ECS_AND_ECR } from '#controls/acting.ts';
import { defineBehaviour } from '#domain/behaviour.ts';
import { failedIf, notApplicable, passed } from '#domain/evaluation.ts';

/** Calls to Secrets Manager that write (IAM's service authorisation data); those that read reach no event bus. */
const SECRETS = [
  'CancelRotateSecret',
  'CreateSecret',
  'DeleteResourcePolicy',
  'DeleteSecret',
  'PutResourcePolicy',
  'PutSecretValue',
  'RemoveRegionsFromReplication',
  'ReplicateSecretToRegions',
  'RestoreSecret',
  'RotateSecret',
  'StopReplicationToReplica',
  'TagResource',
  'UntagResource',
  'UpdateSecret',
  'UpdateSecretVersionStage',
];

export default defineBehaviour({
  id: 'ecs-call-below-tls-1-2',
  title: 'ECS, ECR and Secrets Manager are called with TLS 1.2 or later',
  guidance: ['NET-1'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::Role',
  alsoOn: ['AWS::IAM::User', 'AWS::::Account'],
  events: [...ECS_AND_ECR, { service: 'secretsmanager', calls: SECRETS }],
  facts: [],
  parameters: [],
  why: 'Older versions of TLS can be broken by whoever stands between the caller and AWS: the session, and secrets with it, can be read and changed on the way.',
  blindSpots: [
    'Calls whose record does not say its TLS version are not judged: AWS services among each other, and some consoles.',
    'Calls that only read reach no event bus, so a client that never changes anything is not seen.',
    'How tasks talk to each other and to their users is not an AWS call.',
  ],
  remediation: {
    text: 'Update the client: its SDK or CLI, its Java or OpenSSL, or the proxy that ends its TLS. The finding names who called and with which user agent.',
    cli: 'aws iam list-access-keys --user-name <user>',
    cloudFormation:
      'Type: AWS::IAM::Role\nProperties:\n  Policies:\n    - PolicyName: tls-1-2\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Deny\n            Action: ["ecs:*", "ecr:*", "secretsmanager:*"]\n            Resource: "*"\n            Condition:\n              Bool:\n                aws:SecureTransport: "false"\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  ],
  evaluate: (act) => {
    const { tls } = act;
    if (tls === undefined) return notApplicable('the record does not say its TLS version');
    if (tls !== 'TLSv1.0' && tls !== 'TLSv1.1' && !tls.startsWith('SSL')) return passed(`called with ${tls}`);
    const message = `called ${act.service} with ${tls}`;
    const evidence = { calls: [callOf(act)], userAgents: [act.change.userAgent ?? 'unknown'] };
    // An older version still is another weakness.
    return failedIf([{ code: 'old-tls', subject: `${act.service} ${tls}`, message, evidence }]);
  },
});
