import type { UsedAs } from '#domain/credentials.ts';
import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, roleOf } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const INSTANCE: UsedAs = {
  uses: [{ as: 'container-instance', by: 'arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/abc' }],
};
const given = (principal: PrincipalRecord, usedAs: UsedAs = INSTANCE): Given => ({
  facts: { principal, usedAs },
  arn: principal.arn,
});
const host = (statements: object | readonly object[], says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  roleOf('ec2.amazonaws.com', statements, { name: 'ecsInstanceRole', ...says });
const fails = (each: Given, ...what: readonly string[]) => ({
  ...each,
  reasons: what.map((one) => `too-much ${one}`),
  severity: 'MEDIUM' as const,
});

const AGENT = allow([
  'ec2:DescribeTags',
  'ecs:CreateCluster',
  'ecs:DeregisterContainerInstance',
  'ecs:DiscoverPollEndpoint',
  'ecs:Poll',
  'ecs:RegisterContainerInstance',
  'ecs:StartTelemetrySession',
  'ecs:UpdateContainerInstancesState',
  'ecs:Submit*',
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);
const managed = (name: string, statements: object): PolicyDocument =>
  document(statements, `arn:aws:iam::aws:policy/${name}`);

export default {
  passes: {
    'the actions of the managed policy': given(host(AGENT)),
    'the managed policy itself, whatever is in it by now': given(
      host([], {
        policies: [
          managed('service-role/AmazonEC2ContainerServiceforEC2Role', allow(['ecs:Poll', 'ec2:New'])),
        ],
      }),
    ),
    'Session Manager and the CloudWatch agent': given(
      host([AGENT, allow(['ssm:UpdateInstanceInformation', 'ssmmessages:*', 'cloudwatch:PutMetricData'])]),
    ),
    'a Deny of the rest': given(host([AGENT, allow('s3:*'), deny('s3:*')])),
    'a boundary': given(host([AGENT, allow('s3:*')], { boundary: document(AGENT) })),
  },
  fails: {
    'another service': fails(given(host([AGENT, allow('s3:GetObject')])), 's3 read'),
    'more of ECS': fails(given(host([AGENT, allow('ecs:*')])), 'ecs read', 'ecs write'),
    'pushes images': fails(given(host([AGENT, allow('ecr:PutImage')])), 'ecr write'),
    'another policy of AWS': fails(
      given(host([], { policies: [managed('AmazonS3ReadOnlyAccess', allow(['s3:Get*', 's3:List*']))] })),
      's3 read',
    ),
    'a policy of ours by the name of one of AWS': fails(
      given(
        host([], {
          policies: [
            document(
              allow('sqs:SendMessage'),
              'arn:aws:iam::123456789012:policy/service-role/AmazonEC2ContainerServiceforEC2Role',
            ),
          ],
        }),
      ),
      'sqs write',
    ),
    'an administrator': fails(given(host(allow('*'))), '* write'),
  },
  notApplicable: {
    'a role that no instance uses': {
      ...given(host(allow('s3:*')), {
        uses: [{ as: 'task', by: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web' }],
      }),
      why: /no container instance/,
    },
    'a service-linked role': {
      ...given(host(AGENT, { path: '/aws-service-role/x.amazonaws.com/' })),
      why: /service-linked/,
    },
  },
  notAvailable: {
    'a policy that was not read': {
      ...given(host(AGENT, { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: {
    before: given(host([AGENT, allow('s3:GetObject')])),
    after: given(host([AGENT, allow(['s3:GetObject', 's3:PutObject'])])),
  },
} satisfies Cases;
