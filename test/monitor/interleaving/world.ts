import type { Arn } from '#domain/arn.ts';
import { factSpec, type ReadFactName } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import type { FactSource } from '#domain/ports.ts';

/** An account's life: what it looked like from each moment on, and the events that told of it. */
export const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
const arn = (service: string, resource: string): Arn =>
  `arn:aws:${service}:${PLACE.region}:${PLACE.account}:${resource}`;

export type Account = Readonly<Record<Arn, Readonly<Record<string, unknown>>>>;

const FAMILIES = ['web', 'batch'] as const;
const SERVICES = ['web', 'api'] as const;
const REPOSITORIES = ['app', 'cache/base'] as const;
const CLUSTER = arn('ecs', 'cluster/main');
const REGISTRY = arn('ecr', 'registry');
/** What the monitor may not read; no event tells when that changes. */
const MONITOR = arn('iam', 'role/monitor');
const REFUSED: readonly ReadFactName[] = ['repository', 'repositoryScanning', 'lifecyclePolicy', 'cluster'];

/** One thing that somebody does to the account. */
export type Deed =
  | {
      readonly do: 'register';
      readonly family: number;
      readonly privileged: boolean;
      readonly readOnly: boolean;
      readonly image: number;
    }
  | { readonly do: 'deploy'; readonly service: number; readonly family: number; readonly publicIp: boolean }
  | { readonly do: 'delete service'; readonly service: number }
  | { readonly do: 'deregister'; readonly family: number }
  | { readonly do: 'mutability'; readonly repository: number; readonly mutable: boolean }
  | { readonly do: 'delete repository'; readonly repository: number }
  | { readonly do: 'run task'; readonly family: number }
  | { readonly do: 'cache rule'; readonly present: boolean }
  | { readonly do: 'permission'; readonly fact: number; readonly granted: boolean };

const IMAGES = [
  `${PLACE.account}.dkr.ecr.${PLACE.region}.amazonaws.com/app:v1`,
  `${PLACE.account}.dkr.ecr.${PLACE.region}.amazonaws.com/cache/base:latest`,
  'nginx:latest',
];

export const EMPTY: Account = {
  [CLUSTER]: { cluster: { clusterArn: CLUSTER, status: 'ACTIVE' }, tasks: [] },
  [REGISTRY]: { pullThroughCacheRules: [] },
};

const revisionsOf = (account: Account, family: string): readonly number[] =>
  Object.keys(account)
    .filter((each) => each.startsWith(`${arn('ecs', `task-definition/${family}`)}:`))
    .map((each) => Number(each.split(':').at(-1)))
    .sort((a, b) => a - b);

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('empty list');
  return item;
};

const refusedIn = (account: Account): readonly string[] =>
  (account[MONITOR]?.['refused'] as readonly string[] | undefined) ?? [];

/** The account's source as the monitor's permissions let it read; what is not there is not there for anybody. */
export const asPermitted = (source: FactSource, account: Account): FactSource => ({
  ...source,
  read: async (fact, resource, context) => {
    const reading = await source.read(fact, resource, context);
    const refused = !('missing' in reading) && refusedIn(account).includes(fact);
    return refused ? { unavailable: 'denied', what: factSpec(fact).actions[0] ?? fact } : reading;
  },
});

/** The account after a deed, and the CloudTrail record of it (without time and id; none for a permission); undefined when it cannot be done. */
export function perform(
  deed: Deed,
  account: Account,
): { account: Account; record?: Record<string, unknown> } | undefined {
  switch (deed.do) {
    case 'register': {
      const family = at(FAMILIES, deed.family);
      const revision = (revisionsOf(account, family).at(-1) ?? 0) + 1;
      const taskDefinitionArn = arn('ecs', `task-definition/${family}:${revision}`);
      const container = {
        name: 'app',
        image: at(IMAGES, deed.image),
        privileged: deed.privileged,
        readonlyRootFilesystem: deed.readOnly,
        essential: true,
      };
      const taskDefinition = {
        taskDefinitionArn,
        family,
        revision,
        status: 'ACTIVE',
        containerDefinitions: [container],
      };
      return {
        account: { ...account, [taskDefinitionArn]: { taskDefinition } },
        record: ecs(
          'RegisterTaskDefinition',
          { family },
          { taskDefinition: { taskDefinitionArn, family, revision } },
        ),
      };
    }
    case 'deregister': {
      const family = at(FAMILIES, deed.family);
      const revision = revisionsOf(account, family).at(-1);
      if (revision === undefined) return undefined;
      const taskDefinitionArn = arn('ecs', `task-definition/${family}:${revision}`);
      const before = account[taskDefinitionArn]?.['taskDefinition'] as Record<string, unknown>;
      return {
        account: { ...account, [taskDefinitionArn]: { taskDefinition: { ...before, status: 'INACTIVE' } } },
        record: ecs(
          'DeregisterTaskDefinition',
          { taskDefinition: taskDefinitionArn },
          { taskDefinition: { taskDefinitionArn } },
        ),
      };
    }
    case 'deploy': {
      const name = at(SERVICES, deed.service);
      const revision = revisionsOf(account, at(FAMILIES, deed.family)).at(-1);
      if (revision === undefined) return undefined;
      const serviceArn = arn('ecs', `service/main/${name}`);
      const taskDefinition = arn('ecs', `task-definition/${at(FAMILIES, deed.family)}:${revision}`);
      const networkConfiguration = {
        awsvpcConfiguration: {
          subnets: ['subnet-1'],
          securityGroups: ['sg-1'],
          assignPublicIp: deed.publicIp ? 'ENABLED' : 'DISABLED',
        },
      };
      const service = {
        serviceArn,
        serviceName: name,
        clusterArn: CLUSTER,
        status: 'ACTIVE',
        launchType: 'EC2',
        taskDefinition,
        networkConfiguration,
        desiredCount: 1,
      };
      const creates = account[serviceArn] === undefined;
      return {
        account: { ...account, [serviceArn]: { service } },
        record: ecs(
          creates ? 'CreateService' : 'UpdateService',
          { cluster: 'main', [creates ? 'serviceName' : 'service']: name },
          { service: { serviceArn, taskDefinition } },
        ),
      };
    }
    case 'delete service': {
      const name = at(SERVICES, deed.service);
      const serviceArn = arn('ecs', `service/main/${name}`);
      if (!account[serviceArn]) return undefined;
      return {
        account: without(account, serviceArn),
        record: ecs('DeleteService', { cluster: 'main', service: name }, { service: { serviceArn } }),
      };
    }
    case 'mutability': {
      const name = at(REPOSITORIES, deed.repository);
      const repositoryArn = arn('ecr', `repository/${name}`);
      const imageTagMutability = deed.mutable ? 'MUTABLE' : 'IMMUTABLE';
      const creates = account[repositoryArn] === undefined;
      const repository = { repositoryArn, repositoryName: name, imageTagMutability };
      return {
        account: {
          ...account,
          [repositoryArn]: {
            repository,
            scanningConfiguration: { scanFrequency: deed.mutable ? 'MANUAL' : 'SCAN_ON_PUSH' },
          },
        },
        record: ecr(
          creates ? 'CreateRepository' : 'PutImageTagMutability',
          { repositoryName: name, imageTagMutability },
          creates ? { repository } : { repositoryName: name },
        ),
      };
    }
    case 'delete repository': {
      const name = at(REPOSITORIES, deed.repository);
      const repositoryArn = arn('ecr', `repository/${name}`);
      if (!account[repositoryArn]) return undefined;
      return {
        account: without(account, repositoryArn),
        record: ecr('DeleteRepository', { repositoryName: name }, { repository: { repositoryArn } }),
      };
    }
    case 'run task': {
      const family = at(FAMILIES, deed.family);
      const revision = revisionsOf(account, family).at(-1);
      if (revision === undefined) return undefined;
      const taskDefinitionArn = arn('ecs', `task-definition/${family}:${revision}`);
      const before = account[CLUSTER] as { cluster: unknown; tasks: readonly unknown[] };
      const task = {
        taskArn: arn('ecs', `task/main/${before.tasks.length}`),
        taskDefinitionArn,
        lastStatus: 'RUNNING',
        group: `family:${family}`,
      };
      return {
        account: { ...account, [CLUSTER]: { ...before, tasks: [...before.tasks, task] } },
        record: ecs(
          'RunTask',
          { cluster: 'main', taskDefinition: family },
          { tasks: [{ ...task, clusterArn: CLUSTER }], failures: [] },
        ),
      };
    }
    case 'permission': {
      const fact = at(REFUSED, deed.fact);
      const others = refusedIn(account).filter((each) => each !== fact);
      return { account: { ...account, [MONITOR]: { refused: deed.granted ? others : [...others, fact] } } };
    }
    case 'cache rule': {
      const rule = {
        ecrRepositoryPrefix: 'cache',
        upstreamRegistryUrl: 'registry-1.docker.io',
        upstreamRegistry: 'docker-hub',
      };
      return {
        account: { ...account, [REGISTRY]: { pullThroughCacheRules: deed.present ? [rule] : [] } },
        record: ecr(
          deed.present ? 'CreatePullThroughCacheRule' : 'DeletePullThroughCacheRule',
          { ecrRepositoryPrefix: 'cache' },
          { ecrRepositoryPrefix: 'cache' },
        ),
      };
    }
  }
}

const without = (account: Account, gone: Arn): Account =>
  Object.fromEntries(Object.entries(account).filter(([each]) => each !== gone));

const call =
  (service: 'ecs' | 'ecr') =>
  (eventName: string, requestParameters: unknown, responseElements: unknown): Record<string, unknown> => ({
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${PLACE.account}:assumed-role/deploy/run`,
      accountId: PLACE.account,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${PLACE.account}:role/deploy` } },
    },
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: PLACE.region,
    requestParameters,
    responseElements,
    recipientAccountId: PLACE.account,
    eventType: 'AwsApiCall',
  });
const ecs = call('ecs');
const ecr = call('ecr');

/** A record as CloudTrail delivers it: its time in whole seconds. */
export const stamped = (
  record: Record<string, unknown>,
  eventID: string,
  time: Instant,
): Record<string, unknown> => ({ ...record, eventID, eventTime: `${time.slice(0, 19)}Z` });
