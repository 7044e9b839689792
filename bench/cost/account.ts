import type { Arn } from '#domain/arn.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const ecs = (resource: string): Arn => `arn:aws:ecs:${REGION}:${ACCOUNT}:${resource}`;
const repository = (name: string): Arn => `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${name}`;
const serviceName = (n: number): string => `service-${n}`;
const CLUSTERS = 5;
const clusterOf = (n: number): string => `cluster-${n % CLUSTERS}`;

export type Resources = Record<Arn, Record<string, unknown>>;

/** A revision as teams write it: an application and a sidecar; a faulty one is privileged. */
function revision(n: number, number: number, faulty: boolean): Resources {
  const arn = ecs(`task-definition/${serviceName(n)}:${number}`);
  const container = (name: string): Record<string, unknown> => ({
    name,
    image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${serviceName(n)}@sha256:${'a'.repeat(64)}`,
    essential: name === 'app',
    user: '1000',
    privileged: faulty && name === 'app',
    // A quarter of all families has a writable root, so that there is something open.
    readonlyRootFilesystem: n % 4 !== 0,
    logConfiguration: { logDriver: 'awslogs', options: {} },
  });
  return {
    [arn]: {
      taskDefinition: {
        taskDefinitionArn: arn,
        family: serviceName(n),
        revision: number,
        status: 'ACTIVE',
        requiresCompatibilities: ['EC2'],
        networkMode: 'awsvpc',
        containerDefinitions: [container('app'), container('proxy')],
      },
    },
  };
}

function service(n: number, number: number): Resources {
  const arn = ecs(`service/${clusterOf(n)}/${serviceName(n)}`);
  return {
    [arn]: {
      service: {
        serviceArn: arn,
        serviceName: serviceName(n),
        clusterArn: ecs(`cluster/${clusterOf(n)}`),
        status: 'ACTIVE',
        launchType: 'EC2',
        taskDefinition: ecs(`task-definition/${serviceName(n)}:${number}`),
      },
    },
  };
}

/** So many services, each with its family and its repository. */
export function accountOf(services: number): Resources {
  const resources: Resources = {};
  for (let n = 0; n < CLUSTERS; n += 1) {
    const arn = ecs(`cluster/cluster-${n}`);
    resources[arn] = { cluster: { clusterArn: arn, clusterName: `cluster-${n}`, status: 'ACTIVE' } };
  }
  for (let n = 0; n < services; n += 1) {
    const arn = repository(serviceName(n));
    Object.assign(resources, revision(n, 1, false), service(n, 1), {
      [arn]: {
        repository: { repositoryArn: arn, repositoryName: serviceName(n), imageTagMutability: 'IMMUTABLE' },
      },
    });
  }
  return resources;
}

interface Deploy {
  /** What the account is afterwards. */
  readonly resources: Resources;
  /** What CloudTrail and ECS say of it. */
  readonly events: readonly Record<string, unknown>[];
}

/** A deployment: a new revision, the service running it, and what ECS itself says while it does. */
export function deploy(n: number, number: number, at: string, faulty: boolean): Deploy {
  const taskDefinitionArn = ecs(`task-definition/${serviceName(n)}:${number}`);
  const serviceArn = ecs(`service/${clusterOf(n)}/${serviceName(n)}`);
  const call = (eventName: string, requestParameters: object, responseElements: object) => ({
    eventVersion: '1.11',
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run` },
    eventTime: at,
    eventSource: 'ecs.amazonaws.com',
    eventName,
    awsRegion: REGION,
    requestParameters,
    responseElements,
    eventID: `${eventName}-${n}-${number}`,
    recipientAccountId: ACCOUNT,
  });
  const state = (eventName: string) => ({
    version: '0',
    id: `${eventName}-${n}-${number}`,
    'detail-type': 'ECS Deployment State Change',
    source: 'aws.ecs',
    account: ACCOUNT,
    time: at,
    region: REGION,
    resources: [serviceArn],
    detail: { eventType: 'INFO', eventName, deploymentId: 'ecs-svc/1', updatedAt: at, reason: 'because' },
  });
  return {
    resources: { ...revision(n, number, faulty), ...service(n, number) },
    events: [
      call(
        'RegisterTaskDefinition',
        { family: serviceName(n) },
        { taskDefinition: { taskDefinitionArn, family: serviceName(n), revision: number } },
      ),
      call(
        'UpdateService',
        { cluster: clusterOf(n), service: serviceName(n), taskDefinition: taskDefinitionArn },
        { service: { serviceArn, taskDefinition: taskDefinitionArn } },
      ),
      state('SERVICE_DEPLOYMENT_IN_PROGRESS'),
      state('SERVICE_DEPLOYMENT_COMPLETED'),
    ],
  };
}

export const HOME = { account: ACCOUNT, region: REGION };
