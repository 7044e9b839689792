import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, role, roleOf } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord): Given => ({ facts: { principal }, arn: principal.arn });
const infrastructure = (
  statements: object | readonly object[],
  says: Partial<PrincipalRecord> = {},
): PrincipalRecord => roleOf('ecs.amazonaws.com', statements, { name: 'ecsInfrastructureRole', ...says });
const fails = (each: Given, ...what: readonly string[]) => ({
  ...each,
  reasons: what.map((one) => `too-much ${one}`),
  severity: 'MEDIUM' as const,
});
const managed = (name: string, statements: object): PolicyDocument =>
  document(statements, `arn:aws:iam::aws:policy/${name}`);

const VOLUMES = allow(['ec2:CreateVolume', 'ec2:CreateTags', 'ec2:AttachVolume', 'ec2:DescribeVolumes']);
const FOR_VOLUMES = 'service-role/AmazonECSInfrastructureRolePolicyForVolumes';

export default {
  passes: {
    'the managed policy': given(
      infrastructure([], {
        policies: [managed(FOR_VOLUMES, allow(['ec2:CreateVolume', 'ec2:ModifyVolume']))],
      }),
    ),
    'its actions in a policy of ours': given(infrastructure(VOLUMES)),
    'a Deny of the rest': given(infrastructure([VOLUMES, allow('s3:*'), deny('s3:*')])),
    'a boundary': given(infrastructure(allow('*'), { boundary: document(VOLUMES) })),
    'in China': given(
      infrastructure([], {
        policies: [document(allow('ec2:Other'), `arn:aws-cn:iam::aws:policy/${FOR_VOLUMES}`)],
      }),
    ),
  },
  fails: {
    'another service': fails(given(infrastructure([VOLUMES, allow('s3:PutObject')])), 's3 write'),
    'all of EC2': fails(given(infrastructure(allow('ec2:*'))), 'ec2 write'),
    'passes roles': fails(given(infrastructure([VOLUMES, allow('iam:PassRole')])), 'iam write'),
    'another policy of AWS': fails(
      given(
        infrastructure([], { policies: [managed('SecretsManagerReadWrite', allow('secretsmanager:*'))] }),
      ),
      'secretsmanager write',
    ),
    'an administrator': fails(given(infrastructure(allow('*'))), '* write'),
  },
  notApplicable: {
    'a role that ECS does not take': {
      ...given(role(allow('s3:*'))),
      why: /ecs.amazonaws.com does not take it/,
    },
    'a role of tasks': { ...given(roleOf('ecs-tasks.amazonaws.com', allow('*'))), why: /does not take it/ },
    'a service-linked role': {
      ...given(infrastructure(allow('*'), { path: '/aws-service-role/ecs.amazonaws.com/' })),
      why: /service-linked/,
    },
  },
  notAvailable: {
    'a trust policy that is none': {
      ...given(infrastructure(VOLUMES, { trust: { name: 'trust policy', document: [] } })),
      why: /trust policy cannot be read/,
    },
    'a policy that was not read': {
      ...given(infrastructure(VOLUMES, { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: {
    before: given(infrastructure([VOLUMES, allow('s3:GetObject')])),
    after: given(infrastructure([VOLUMES, allow(['s3:GetObject', 'sqs:*'])])),
  },
} satisfies Cases;
