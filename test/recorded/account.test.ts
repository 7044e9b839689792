import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import { toRepository } from '#domain/normalise/repository.ts';
import type { ReadContext } from '#domain/ports.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import type { Edge } from '#domain/use.ts';
import { type RecordedAccount, recordedAccount } from '#recorded/account.ts';
import { parseAccount } from '#recorded/account-file.ts';
import { hostileJson } from '../support/hostile-json.ts';

const NOW = '2026-03-01T10:20:30.000Z';
const PLACE = 'eu-central-1:111122223333';
const ecs = (rest: string) => `arn:aws:ecs:${PLACE}:${rest}`;
const ecr = (rest: string, region = 'eu-central-1') => `arn:aws:ecr:${region}:111122223333:${rest}`;
const elb = (rest: string) => `arn:aws:elasticloadbalancing:${PLACE}:${rest}`;
const efs = (rest: string) => `arn:aws:elasticfilesystem:${PLACE}:${rest}`;
const WEB = ecs('service/shop/web');
const denied = { $unavailable: 'denied', what: 'x:Y' };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const NO_IMAGES = { images: [], complete: true };
const context = (more: Partial<ReadContext> = {}): ReadContext => ({
  users: [],
  now: NOW,
  known: {},
  ...more,
});
const READ_FACTS: readonly ReadFactName[] = [
  'family',
  'service',
  'loadBalancers',
  'cluster',
  'standaloneTasks',
  'repository',
  'repositoryScanning',
  'lifecyclePolicy',
  'pullThroughCache',
  'imageRepositories',
  'ecrAccess',
  'runningImages',
  'image',
  'imageContent',
  'imageScan',
  'approvedBases',
  'imageSignatures',
  'fileSystem',
  'fileSystemPolicy',
  'accessPoints',
  'familyImages',
  'encryptionKey',
  'principal',
  'roleTrust',
  'credentials',
  'rootCredentials',
  'organization',
  'tagAuthorization',
  'passableRoles',
  'accountPrincipals',
  'rolePolicies',
];
const read = (
  account: RecordedAccount,
  fact: ReadFactName,
  arn: string,
  more?: Partial<ReadContext>,
): Promise<unknown> => account.read(fact, at(arn), context(more));
const at = (arn: string): Resource => resourceOf(arn) ?? { type: 'AWS::::Account', arn };
const edge = (revision: number): Edge => ({
  used: ecs('task-definition/web'),
  user: WEB,
  features: [`revision:${revision}`],
  confirmedAt: NOW,
});
const account = (resources: Record<string, Record<string, unknown>>) =>
  recordedAccount({ version: 1, resources });
const definition = (status: string, image = 'nginx') => ({
  taskDefinition: { status, containerDefinitions: [{ name: 'web', image }] },
});

describe('a family', () => {
  const family = ecs('task-definition/web');
  const revisions = {
    [`${family}:9`]: definition('ACTIVE'),
    [`${family}:10`]: definition('ACTIVE'),
    [`${family}:11`]: definition('INACTIVE'),
    [`${family}-2:50`]: definition('ACTIVE'),
  };
  const inScope = async (
    users: readonly Edge[],
    resources: Record<string, Record<string, unknown>> = revisions,
  ) => {
    const reading = await account(resources).read('family', at(family), context({ users }));
    return 'value' in reading
      ? reading.value.revisions.map(({ revision, latest }) => `${revision}${latest ? ' latest' : ''}`)
      : reading;
  };

  it('has its latest ACTIVE revision, by number', async () => {
    expect(await inScope([])).toEqual(['10 latest']);
  });

  it('has the revisions somebody runs, INACTIVE ones too, but none that is gone', async () => {
    expect(await inScope([edge(11), edge(9), edge(3)])).toEqual(['11', '10 latest', '9']);
  });

  it('is gone without a revision in scope', async () => {
    expect(await inScope([], { [`${family}:11`]: definition('INACTIVE') })).toEqual({ missing: true });
  });

  it('cannot be told when its latest revision could not be read', async () => {
    expect(await inScope([edge(9)], { ...revisions, [`${family}:12`]: { taskDefinition: denied } })).toEqual({
      unavailable: 'denied',
      what: 'x:Y',
    });
    expect(await inScope([], { [`${family}:1`]: {} })).toEqual({
      unavailable: 'unreadable',
      what: 'taskDefinition of the account file',
    });
  });

  it('says of an older revision in use that it could not be read', async () => {
    const reading = await account({ ...revisions, [`${family}:9`]: { taskDefinition: denied } }).read(
      'family',
      at(family),
      context({ users: [edge(9)] }),
    );
    expect('value' in reading && reading.value.revisions.at(-1)?.description).toEqual({
      unavailable: 'denied',
      what: 'x:Y',
    });
  });

  it('may be one of daemons', async () => {
    const arn = ecs('daemon-task-definition/agent');
    const reading = await account({
      [`${arn}:2`]: { daemonTaskDefinition: { containerDefinitions: [] } },
    }).read('family', at(arn), context());
    expect('value' in reading && reading.value.revisions[0]?.description).toMatchObject({
      kind: 'daemon',
      family: 'agent',
      revision: 2,
    });
  });
});

describe('a service', () => {
  const cluster = (fields: object) => ({ [ecs('cluster/shop')]: { cluster: fields } });
  test.each<[string, Record<string, Record<string, unknown>>, object]>([
    ['that is not named is missing', {}, { missing: true }],
    ['that is INACTIVE is missing', { [WEB]: { service: { status: 'INACTIVE' } } }, { missing: true }],
    [
      'that is DRAINING is there',
      { [WEB]: { service: { status: 'DRAINING' } } },
      { value: { arn: WEB, status: 'DRAINING', cluster: ecs('cluster/shop') } },
    ],
    ['that could not be read', { [WEB]: { service: denied } }, { unavailable: 'denied', what: 'x:Y' }],
    ['of which nothing could be read', { [WEB]: denied }, { unavailable: 'denied' }],
    [
      'without a description',
      { [WEB]: {} },
      { unavailable: 'unreadable', what: 'service of the account file' },
    ],
    [
      'has the capacity of its cluster',
      {
        [WEB]: { service: {} },
        ...cluster({ defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] }),
      },
      { value: { capacity: ['FARGATE'] } },
    ],
    [
      'has the capacity of a recorded provider',
      {
        [WEB]: { service: { capacityProviderStrategy: [{ capacityProvider: 'p' }] } },
        [ecs('capacity-provider/p')]: { capacityProvider: { name: 'p', type: 'MANAGED_INSTANCES' } },
      },
      { value: { capacity: ['MANAGED_INSTANCES'] } },
    ],
    [
      'cannot be told without its cluster',
      { [WEB]: { service: {} }, [ecs('cluster/shop')]: { cluster: denied } },
      { unavailable: 'denied' },
    ],
  ])('%s', async (_name, resources, expected) => {
    expect(await read(account(resources), 'service', WEB)).toMatchObject(expected);
  });
});

describe('the load balancers of a service', () => {
  const [TG, LB, CLASSIC] = [
    elb('targetgroup/web/1'),
    elb('loadbalancer/app/shop/2'),
    elb('loadbalancer/old'),
  ];
  const behind = (...names: readonly string[]) => ({
    [WEB]: {
      service: {
        loadBalancers: names.map((name) =>
          name === 'old' ? { loadBalancerName: name } : { targetGroupArn: name },
        ),
      },
    },
  });
  const group = (...loadBalancerArns: readonly string[]) => ({ targetGroup: { loadBalancerArns } });
  test.each<[string, Record<string, Record<string, unknown>>, object]>([
    ['are none', behind(), { value: { facing: 'none', internetFacing: [] } }],
    [
      'face the internet',
      { ...behind(TG), [TG]: group(LB), [LB]: { loadBalancer: { scheme: 'internet-facing' } } },
      { value: { facing: 'internet', internetFacing: ['shop'] } },
    ],
    [
      'face inside, in the spelling of the API',
      {
        ...behind(TG),
        [TG]: { targetGroup: { LoadBalancerArns: [LB] } },
        [LB]: { loadBalancer: { Scheme: 'internal' } },
      },
      { value: { facing: 'internal' } },
    ],
    [
      'may be classic',
      { ...behind('old'), [CLASSIC]: { loadBalancer: { scheme: 'internet-facing' } } },
      { value: { facing: 'internet', internetFacing: ['old'] } },
    ],
    ['are unknown without their target group', behind(TG), { value: { facing: 'unknown' } }],
    [
      'are unknown when they are not recorded',
      { ...behind(TG), [TG]: group(LB) },
      { value: { facing: 'unknown' } },
    ],
    [
      'face the internet when another is not recorded',
      { ...behind(TG, 'old'), [CLASSIC]: { loadBalancer: { scheme: 'internet-facing' } } },
      { value: { facing: 'internet' } },
    ],
    [
      'are none behind a target group without one',
      { ...behind(TG), [TG]: group() },
      { value: { facing: 'none' } },
    ],
    ['could not be read', { ...behind(TG), [TG]: { targetGroup: denied } }, { unavailable: 'denied' }],
    [
      'face the internet though another could not be read',
      { ...behind(TG, 'old'), [TG]: denied, [CLASSIC]: { loadBalancer: { scheme: 'internet-facing' } } },
      { value: { facing: 'internet' } },
    ],
    ['go with the service', {}, { missing: true }],
  ])('%s', async (_name, resources, expected) => {
    expect(await read(account(resources), 'loadBalancers', WEB)).toMatchObject(expected);
  });
});

describe('a cluster', () => {
  const CLUSTER = ecs('cluster/shop');
  const task = {
    taskDefinitionArn: ecs('task-definition/job:3'),
    group: 'family:job',
    lastStatus: 'RUNNING',
    containers: [{ name: 'job', imageDigest: DIGEST }],
  };
  test.each<[string, Record<string, unknown> | undefined, object]>([
    [
      'with a task of its own',
      { cluster: { status: 'ACTIVE' }, tasks: [task] },
      {
        value: {
          status: 'ACTIVE',
          revisions: [task.taskDefinitionArn],
          ranLately: true,
          execRevisions: [],
          images: {
            images: [{ definition: task.taskDefinitionArn, container: 'job', digest: DIGEST }],
            complete: true,
          },
        },
      },
    ],
    [
      'without tasks',
      { cluster: {} },
      { value: { status: 'ACTIVE', revisions: [], execRevisions: [], images: NO_IMAGES } },
    ],
    [
      'whose tasks could not be listed',
      { cluster: {}, tasks: denied },
      { unavailable: 'denied', what: 'x:Y' },
    ],
    [
      'whose tasks are no list',
      { cluster: {}, tasks: 'x' },
      { unavailable: 'unreadable', what: 'tasks of the account file' },
    ],
    ['that is INACTIVE', { cluster: { status: 'INACTIVE' } }, { missing: true }],
    ['that is not named', undefined, { missing: true }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account(facts ? { [CLUSTER]: facts } : {}), 'standaloneTasks', CLUSTER)).toEqual(
      expected,
    );
  });
});

describe('what ECS Exec can open in a cluster', () => {
  const CLUSTER = ecs('cluster/shop');
  const revision = ecs('task-definition/job:3');
  const definition = {
    taskDefinition: {
      containerDefinitions: [
        { name: 'job', logConfiguration: { logDriver: 'awslogs' } },
        { name: 'router', logConfiguration: { logDriver: 'fluentd' } },
      ],
    },
  };
  const use = async (
    configuration: unknown,
    more: Record<string, Record<string, unknown>> = { [revision]: definition },
  ) => {
    const source = account({
      [CLUSTER]: {
        cluster: { configuration },
        tasks: [{ taskDefinitionArn: revision, group: 'family:job', enableExecuteCommand: true }],
      },
      ...more,
    });
    const known = Object.fromEntries(
      await Promise.all(
        (['cluster', 'standaloneTasks'] as const).map(async (fact) => {
          const reading = await read(source, fact, CLUSTER);
          return [fact, (reading as { readonly value: unknown }).value] as const;
        }),
      ),
    );
    return source.read(
      'execUse',
      { type: 'AWS::ECS::Cluster', arn: CLUSTER },
      { users: [], now: '2026-03-01T10:00:00.000Z', known },
    );
  };
  const opened = { arn: revision, users: [CLUSTER] };

  it('a standalone task, and what logs its containers where the cluster leaves it to them', async () => {
    const containers = [
      { name: 'job', awslogs: true },
      { name: 'router', awslogs: false },
    ];
    expect(await use(undefined)).toEqual({
      value: { usage: 'used', revisions: [{ ...opened, containers }] },
    });
  });

  it('the definition is not read where the cluster decides', async () => {
    const none = { executeCommandConfiguration: { logging: 'NONE' } };
    expect(await use(none)).toEqual({ value: { usage: 'used', revisions: [opened] } });
  });

  it('a definition that may not be read says so by itself', async () => {
    expect(await use(undefined, { [revision]: denied })).toMatchObject({
      value: { revisions: [{ containers: { unavailable: 'denied' } }] },
    });
  });
});

describe('a repository', () => {
  const REPO = ecr('repository/team/web');
  test.each<[string, Record<string, unknown> | undefined, object]>([
    [
      'with tags',
      { repository: { imageTagMutability: 'MUTABLE' }, tags: [{ Key: 'a', Value: 'b' }] },
      { value: { arn: REPO, name: 'team/web', tagMutability: 'MUTABLE', tags: { a: 'b' } } },
    ],
    [
      'whose tags could not be read',
      { repository: {}, tags: { $unavailable: 'throttled' } },
      { unavailable: 'throttled', what: 'not said in the account file' },
    ],
    [
      'with a failure of a kind that is new to us',
      { repository: { $unavailable: 'odd', what: 'x' } },
      { unavailable: 'unreadable', what: 'x' },
    ],
    ['that is not named', undefined, { missing: true }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account(facts ? { [REPO]: facts } : {}), 'repository', REPO)).toMatchObject(expected);
  });
});

describe('the key of a repository', () => {
  const REPO = ecr('repository/team/web');
  const KEY = `arn:aws:kms:${PLACE}:key/1`;
  const known = {
    known: { repository: toRepository({ repositoryArn: REPO, encryptionConfiguration: { kmsKey: KEY } }) },
  };
  test.each<[string, Record<string, Record<string, unknown>>, object]>([
    [
      'with its rotation',
      {
        [KEY]: {
          key: { KeyManager: 'CUSTOMER', KeyState: 'Enabled' },
          rotation: { KeyRotationEnabled: true },
        },
      },
      { value: { kind: 'own', arn: KEY, manager: 'CUSTOMER', state: 'Enabled', rotates: true } },
    ],
    ['that is not recorded', {}, { unavailable: 'unreadable', what: 'key of the account file' }],
    ['that could not be read', { [KEY]: { key: denied } }, { unavailable: 'denied', what: 'x:Y' }],
  ])('%s', async (_name, resources, expected) => {
    expect(await read(account(resources), 'encryptionKey', REPO, known)).toEqual(expected);
  });
});

describe('the settings of a cluster', () => {
  const CLUSTER = ecs('cluster/shop');
  test.each<[string, Record<string, unknown> | undefined, object]>([
    [
      'with Container Insights',
      {
        cluster: {
          settings: [{ name: 'containerInsights', value: 'enhanced' }],
          tags: [{ key: 'a', value: 'b' }],
        },
      },
      { value: { arn: CLUSTER, name: 'shop', containerInsights: 'enhanced', tags: { a: 'b' } } },
    ],
    ['that could not be read', { cluster: denied }, { unavailable: 'denied', what: 'x:Y' }],
    ['of one that is INACTIVE', { cluster: { status: 'INACTIVE' } }, { missing: true }],
    ['of one that is not named', undefined, { missing: true }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account(facts ? { [CLUSTER]: facts } : {}), 'cluster', CLUSTER)).toMatchObject(
      expected,
    );
  });
});

describe('how a repository is scanned', () => {
  const REPO = ecr('repository/team/web');
  test.each<[string, Record<string, unknown> | undefined, object]>([
    [
      'in effect',
      { scanningConfiguration: { scanFrequency: 'CONTINUOUS_SCAN' } },
      { value: { frequency: 'CONTINUOUS_SCAN' } },
    ],
    [
      'could not be read',
      { scanningConfiguration: { $unavailable: 'unsupported', what: 'ecr:BatchGet' } },
      { unavailable: 'unsupported', what: 'ecr:BatchGet' },
    ],
    [
      'is not known when it is not recorded, whatever the old setting says',
      { repository: { imageScanningConfiguration: { scanOnPush: true } } },
      { unavailable: 'unreadable', what: 'scanningConfiguration of the account file' },
    ],
    ['goes with the repository', undefined, { missing: true }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account(facts ? { [REPO]: facts } : {}), 'repositoryScanning', REPO)).toEqual(expected);
  });
});

describe('a lifecycle policy', () => {
  const REPO = ecr('repository/team/web');
  const text = (lifecyclePolicyText: unknown) => ({ lifecyclePolicy: { lifecyclePolicyText } });
  test.each<[string, Record<string, unknown> | undefined, object]>([
    ['with rules', text('{"rules":[{},{}]}'), { value: { rules: 2 } }],
    ['that is not recorded is none', {}, { value: { rules: undefined } }],
    ['that is null is none', { lifecyclePolicy: null }, { value: { rules: undefined } }],
    ['could not be read', { lifecyclePolicy: denied }, { unavailable: 'denied', what: 'x:Y' }],
    ['without a text', text(7), { unavailable: 'unreadable', what: 'lifecyclePolicy of the account file' }],
    ['goes with the repository', undefined, { missing: true }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account(facts ? { [REPO]: facts } : {}), 'lifecyclePolicy', REPO)).toEqual(expected);
  });
});

describe('who is let in', () => {
  const REPO = ecr('repository/team/web');
  const REGISTRY = ecr('registry');
  const none = { policy: undefined, replication: [], templates: [] };
  const to = (...destinations: readonly object[]) => ({
    replicationConfiguration: { rules: [{ destinations }] },
  });
  const there = { registryId: '444455556666', region: 'eu-west-1' };

  test.each<[string, string, Record<string, unknown> | undefined, object]>([
    ['by a policy', REPO, { repositoryPolicy: { policyText: '{}' } }, { value: { ...none, policy: '{}' } }],
    ['by no policy', REPO, {}, { value: none }],
    ['to a repository that is not there', REPO, undefined, { missing: true }],
    ['could not be read', REPO, { repositoryPolicy: denied }, { unavailable: 'denied', what: 'x:Y' }],
    [
      'is no text',
      REPO,
      { repositoryPolicy: {} },
      { unavailable: 'unreadable', what: 'repositoryPolicy of the account file' },
    ],
    ['to a registry that is not recorded', REGISTRY, undefined, { value: none }],
    [
      'to a registry',
      REGISTRY,
      { registryPolicy: { policyText: '{}' } },
      { value: { ...none, policy: '{}' } },
    ],
    [
      'by replication, each registry once',
      REGISTRY,
      to(there, there),
      { value: { ...none, replication: [{ account: '444455556666', region: 'eu-west-1' }] } },
    ],
    [
      'by replication to nowhere',
      REGISTRY,
      to({ region: 'eu-west-1' }),
      {
        value: {
          ...none,
          replication: { unavailable: 'unreadable', what: 'a destination of the replication' },
        },
      },
    ],
    [
      'by replication that could not be read',
      REGISTRY,
      { replicationConfiguration: denied },
      { value: { ...none, replication: { unavailable: 'denied', what: 'x:Y' } } },
    ],
    [
      'by templates',
      REGISTRY,
      { repositoryCreationTemplates: [{ prefix: 'ROOT' }, { prefix: 'p', repositoryPolicy: '{}' }] },
      {
        value: {
          ...none,
          templates: [
            { prefix: 'ROOT', policy: undefined, encryption: undefined, tags: {} },
            { prefix: 'p', policy: '{}', encryption: undefined, tags: {} },
          ],
        },
      },
    ],
    [
      'by a template of nothing',
      REGISTRY,
      { repositoryCreationTemplates: [{}] },
      {
        value: { ...none, templates: { unavailable: 'unreadable', what: 'a repository creation template' } },
      },
    ],
  ])('%s', async (_name, arn, facts, expected) => {
    expect(await read(account(facts ? { [arn]: facts } : {}), 'ecrAccess', arn)).toEqual(expected);
  });
});

describe('the roles of a family', () => {
  const family = ecs('task-definition/web');
  const ROLE = 'arn:aws:iam::111122223333:role/team/web';
  const roles = async (recorded: Record<string, Record<string, unknown>>, taskRoleArn = ROLE) => {
    const source = account({
      [`${family}:1`]: {
        taskDefinition: {
          status: 'ACTIVE',
          taskRoleArn,
          containerDefinitions: [{ name: 'web', image: 'nginx' }],
        },
      },
      ...recorded,
    });
    const found = (await read(source, 'family', family)) as {
      readonly value: ReadContext['known']['family'];
    };
    return read(source, 'rolePolicies', family, { known: { family: found.value } as ReadContext['known'] });
  };
  test.each<[string, Record<string, Record<string, unknown>>, string, object]>([
    [
      'with its trust policy',
      { [ROLE]: { role: { AssumeRolePolicyDocument: { a: 1 } } } },
      ROLE,
      { trust: { name: 'trust policy', document: { a: 1 } } },
    ],
    ['without a trust policy', { [ROLE]: { role: {} } }, ROLE, { kind: 'role', path: '/team/' }],
    [
      'that is not recorded',
      {},
      ROLE,
      { unavailable: 'unreadable', what: 'role web is not in the account file' },
    ],
    ['that is not there', { [ROLE]: { role: null } }, ROLE, { missing: true }],
    ['that could not be read', { [ROLE]: { role: denied } }, ROLE, { unavailable: 'denied', what: 'x:Y' }],
    ['by its name', { 'arn:aws:iam::111122223333:role/web': { role: {} } }, 'web', { path: '/' }],
    [
      'of another account',
      {},
      'arn:aws:iam::444455556666:role/web',
      { unavailable: 'elsewhere', what: 'role web' },
    ],
  ])('%s', async (_name, recorded, role, expected) => {
    expect(await roles(recorded, role)).toMatchObject({ value: { [role]: expected } });
  });
});

describe('pull-through rules', () => {
  const rule = { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'u' };
  const registries = {
    [ecr('registry')]: { pullThroughCacheRules: [rule] },
    [ecr('registry', 'us-east-1')]: { pullThroughCacheRules: denied },
  };

  it('of a repository are those of its region', async () => {
    expect(await read(account(registries), 'pullThroughCache', ecr('repository/x'))).toEqual({
      value: { 'eu-central-1': [{ prefix: 'hub', upstreamUrl: 'u' }] },
    });
  });

  it('of a family are those of its own region and of its images of this account', async () => {
    const image = (region: string, owner = '111122223333') =>
      `${owner}.dkr.ecr.${region}.amazonaws.com/hub/x:1`;
    const resources = {
      ...registries,
      [ecs('task-definition/web:1')]: {
        taskDefinition: {
          containerDefinitions: [
            image('us-east-1'),
            image('eu-west-1'),
            image('ap-south-1', '999999999999'),
          ].map((each) => ({ image: each })),
        },
      },
    };
    const source = account(resources);
    const family = await source.read('family', at(ecs('task-definition/web:1')), context());
    const reading = await read(source, 'pullThroughCache', ecs('task-definition/web'), {
      known: 'value' in family ? { family: family.value } : {},
    });
    expect(reading).toEqual({
      value: {
        'eu-central-1': [{ prefix: 'hub', upstreamUrl: 'u' }],
        'eu-west-1': [],
        'us-east-1': { unavailable: 'denied', what: 'x:Y' },
      },
    });
  });
});

describe('a listing', () => {
  it('has each resource of a type, families once, and nothing that is over', async () => {
    const source = account({
      [ecs('task-definition/web:2')]: definition('ACTIVE'),
      [ecs('task-definition/web:1')]: definition('ACTIVE'),
      [ecs('task-definition/old:1')]: definition('INACTIVE'),
      [WEB]: { service: { status: 'ACTIVE' } },
      [`${WEB}-2`]: { service: { status: 'INACTIVE' } },
      [ecr('registry')]: {},
    });
    expect((await source.list('AWS::ECS::TaskDefinition')).items).toEqual([ecs('task-definition/web')]);
    expect((await source.list('AWS::ECS::Service')).items).toEqual([WEB]);
    expect((await source.list('AWS::ECR::Registry')).items).toEqual([ecr('registry')]);
    expect(await source.list('AWS::ECR::Repository')).toEqual({ items: [] });
  });

  it('has the account once for each region that something is recorded of', async () => {
    const source = account({
      [WEB]: {},
      [ecr('registry')]: {},
      [ecr('registry', 'us-east-1')]: {},
      [elb('targetgroup/web/1').replace('eu-central-1', 'eu-north-1')]: {},
    });
    expect((await source.list('AWS::::Account')).items).toEqual([
      'arn:aws:iam::111122223333:root/eu-central-1',
      'arn:aws:iam::111122223333:root/us-east-1',
    ]);
    source.apply({ [ecr('registry', 'us-east-1')]: null });
    expect((await source.list('AWS::::Account')).items).toHaveLength(1);
  });

  it('goes on behind its last ARN, whatever has gone since', async () => {
    const arns = Array.from({ length: 250 }, (_, index) =>
      ecr(`repository/r${String(index).padStart(3, '0')}`),
    );
    const source = account(Object.fromEntries(arns.map((arn) => [arn, { repository: {} }])));
    const first = await source.list('AWS::ECR::Repository');
    expect(first.items).toHaveLength(100);
    source.apply(Object.fromEntries(arns.slice(0, 50).map((arn) => [arn, null])));
    const second = await source.list('AWS::ECR::Repository', first.next);
    const third = await source.list('AWS::ECR::Repository', second.next);
    expect([...first.items, ...second.items, ...third.items]).toEqual(arns);
    expect(third).not.toHaveProperty('next');
  });
});

describe('a change', () => {
  const file = {
    version: 1,
    resources: { [WEB]: { service: { status: 'ACTIVE', desiredCount: 1 } } },
  } as const;
  let source: RecordedAccount;
  beforeEach(() => {
    source = recordedAccount(file);
  });

  it('replaces the facts of a resource, or ends it', async () => {
    source.apply({ [WEB]: { service: { status: 'DRAINING' } } });
    expect(await read(source, 'service', WEB)).toMatchObject({ value: { status: 'DRAINING' } });
    source.apply({ [WEB]: null });
    expect(await read(source, 'service', WEB)).toEqual({ missing: true });
  });

  it('leaves the file as it was', async () => {
    source.apply({ [WEB]: null });
    expect(await read(recordedAccount(file), 'service', WEB)).toHaveProperty('value');
  });

  it('reads are written down in order', async () => {
    await read(source, 'service', WEB);
    await read(source, 'loadBalancers', WEB);
    expect(source.reads).toEqual([
      { fact: 'service', arn: WEB },
      { fact: 'loadBalancers', arn: WEB },
    ]);
  });
});

describe('EFS', () => {
  const FS = efs('file-system/fs-01234567');
  const described = { FileSystemId: 'fs-01234567', Encrypted: 'true', Tags: [{ Key: 'a', Value: 'b' }] };

  it.each<[string, Record<string, unknown>, unknown]>([
    [
      'a file system',
      { fileSystem: described },
      { value: { arn: FS, encrypted: true, users: [], tags: { a: 'b' } } },
    ],
    ['one that is deleted', { fileSystem: { ...described, LifeCycleState: 'deleted' } }, { missing: true }],
    ['one that may not be read', { fileSystem: denied }, { unavailable: 'denied', what: 'x:Y' }],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account({ [FS]: facts }), 'fileSystem', FS)).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ['its policy', { fileSystem: described, policy: { Policy: '{}' } }, { value: { text: '{}' } }],
    ['none', { fileSystem: described }, { value: { text: undefined } }],
    [
      'what is no policy',
      { fileSystem: described, policy: { Policy: {} } },
      { unavailable: 'unreadable', what: 'policy of the account file' },
    ],
  ])('%s', async (_name, facts, expected) => {
    expect(await read(account({ [FS]: facts }), 'fileSystemPolicy', FS)).toEqual(expected);
  });

  it('is not listed: a file system is found by its use', async () => {
    expect((await account({ [FS]: { fileSystem: described } }).list('AWS::EFS::FileSystem')).items).toEqual(
      [],
    );
  });
});

test('whatever a file holds, every read answers', async () => {
  const arns = [
    WEB,
    ecs('cluster/shop'),
    ecs('task-definition/web:1'),
    ecr('repository/x'),
    ecr('registry'),
    elb('targetgroup/web/1'),
    efs('file-system/fs-01234567'),
    efs('access-point/fsap-01234567'),
  ];
  const keys = [
    'service',
    'cluster',
    'tasks',
    'taskDefinition',
    'repository',
    'tags',
    'pullThroughCacheRules',
    'scanningConfiguration',
    'scanFrequency',
    'lifecyclePolicy',
    'lifecyclePolicyText',
    'repositoryPolicy',
    'registryPolicy',
    'policyText',
    'replicationConfiguration',
    'rules',
    'destinations',
    'repositoryCreationTemplates',
    'settings',
    'targetGroup',
    'loadBalancers',
    'fileSystem',
    'policy',
    'Policy',
    'accessPoint',
    'RootDirectory',
    'PosixUser',
    'targetGroupArn',
    '$unavailable',
    'what',
    'status',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...arns), fc.dictionary(fc.constantFrom(...keys), hostileJson(keys))),
      async (resources) => {
        const source = account(resources);
        for (const fact of READ_FACTS)
          for (const arn of arns)
            expect(Object.keys((await read(source, fact, arn)) as object).length).toBeGreaterThan(0);
      },
    ),
  );
});

describe('the example of the documentation', () => {
  const example =
    [...readFileSync('docs/account-file.md', 'utf8').matchAll(/```json\n(.*?)```/gs)].at(-1)?.[1] ?? '';
  const parsed = parseAccount(example);
  const source = 'account' in parsed ? recordedAccount(parsed.account) : undefined;

  it('is an account that reads as it says', async () => {
    expect(parsed).not.toHaveProperty('error');
    if (!source) return;
    expect(await read(source, 'loadBalancers', ecs('service/shop/web'))).toEqual({
      value: expect.objectContaining({ facing: 'internet', internetFacing: ['shop'] }) as object,
    });
    expect(await read(source, 'service', ecs('service/shop/web'))).toMatchObject({
      value: { revisions: [41, 42].map((each) => ecs(`task-definition/web:${each}`)) },
    });
    expect(await read(source, 'standaloneTasks', ecs('cluster/shop'))).toEqual({
      value: {
        status: 'ACTIVE',
        revisions: [ecs('task-definition/report:7')],
        ranLately: true,
        execRevisions: [],
        images: {
          images: [{ definition: ecs('task-definition/report:7'), container: 'report', digest: DIGEST }],
          complete: true,
        },
      },
    });
    expect(await read(source, 'repository', ecr('repository/team/legacy'))).toEqual({
      unavailable: 'denied',
      what: 'ecr:DescribeRepositories',
    });
    expect(await read(source, 'cluster', ecs('cluster/shop'))).toMatchObject({
      value: { containerInsights: 'enhanced' },
    });
    expect(await read(source, 'repositoryScanning', ecr('repository/team/web'))).toEqual({
      value: { frequency: 'SCAN_ON_PUSH' },
    });
    expect(await read(source, 'lifecyclePolicy', ecr('repository/team/web'))).toEqual({
      value: { rules: 1 },
    });
    expect(await read(source, 'family', ecs('task-definition/report:7'))).toHaveProperty('value');
  });
});
