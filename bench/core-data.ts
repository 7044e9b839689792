import type { Arn } from '#domain/arn.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
export const FAMILY: Arn = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/web`;
export const REVISION: Arn = `${FAMILY}:7`;

const container = (n: number): Record<string, unknown> => ({
  name: `c${n}`,
  image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/app-${n}:v1`,
  privileged: n === 0,
  readonlyRootFilesystem: n % 2 === 0,
  essential: true,
  mountPoints: [{ containerPath: '/tmp', sourceVolume: 'tmp' }],
});

/** A definition with so many containers, as DescribeTaskDefinition shows it. */
export const rawDefinition = (containers: number, arn: Arn = REVISION): Record<string, unknown> => ({
  taskDefinitionArn: arn,
  family: 'web',
  revision: 7,
  status: 'ACTIVE',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: Array.from({ length: containers }, (_, n) => container(n)),
});

export const event: Record<string, unknown> = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run`,
    accountId: ACCOUNT,
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/deploy` } },
  },
  eventTime: '2026-04-14T08:00:00Z',
  eventSource: 'ecs.amazonaws.com',
  eventName: 'UpdateService',
  awsRegion: REGION,
  requestParameters: { cluster: 'shop', service: 'web', taskDefinition: 'web:7' },
  responseElements: {
    service: { serviceArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:service/shop/web`, taskDefinition: REVISION },
  },
  eventID: '00000000-0000-4000-8000-000000000001',
  recipientAccountId: ACCOUNT,
};

/** An account of so many resources: half families, a quarter services, a quarter repositories. */
export function accountOf(size: number): Record<Arn, Record<string, unknown>> {
  const resources: Record<Arn, Record<string, unknown>> = {};
  for (let n = 0; n < size; n += 4) {
    const name = `svc-${n}`;
    for (const family of [name, `${name}-job`]) {
      const arn = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${family}:1`;
      resources[arn] = { taskDefinition: { ...rawDefinition(2, arn), family, revision: 1 } };
    }
    const serviceArn = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/shop/${name}`;
    const service = {
      serviceArn,
      clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/shop`,
      status: 'ACTIVE',
      launchType: 'EC2',
      taskDefinition: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${name}:1`,
    };
    resources[serviceArn] = { service };
    const repositoryArn = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${name}`;
    resources[repositoryArn] = {
      repository: {
        repositoryArn,
        repositoryName: name,
        imageTagMutability: n % 8 === 0 ? 'MUTABLE' : 'IMMUTABLE',
      },
    };
  }
  return resources;
}
