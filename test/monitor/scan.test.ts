import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { FactSource } from '#domain/ports.ts';
import type { Unavailable } from '#domain/reading.ts';
import {
  clusterArn,
  familyArn,
  placeOf,
  type ResourceType,
  registryArn,
  repositoryArn,
  resourceOf,
  revisionArn,
  serviceArn,
} from '#domain/resource.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { type Scan, scan } from '#monitor/scan.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import { playStory } from '#monitor/story.ts';
import { recordedAccount } from '#recorded/account.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
type Resources = AccountFile['resources'];
const BLIND = 'monitor-cannot-read';

/** Everything that a scan of a recorded account says. */
async function scanned(resources: Resources, more: Partial<Scan> = {}): Promise<readonly Evaluated[]> {
  const found: Evaluated[] = [];
  const options: Scan = {
    areas: [{ facts: recordedAccount({ version: 1, resources }), covers: () => true }],
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
    clock: { now: () => new Date().toISOString() },
    ...more,
  };
  for await (const evaluated of scan(options)) found.push(evaluated);
  return found;
}

type Verdicts = Readonly<Record<string, readonly unknown[]>>;

const verdictsOf = (found: readonly Evaluated[]): Verdicts =>
  Object.fromEntries(
    found.map(({ resource, control, status, severity, reasons, why, suppressed }) => [
      `${resource.arn} ${control.id}`,
      status === 'FAILED' ? [status, severity, reasons, suppressed?.owner] : [status, why],
    ]),
  );

/** The same of the deployed monitor, after its first sweep. */
async function swept(resources: Resources, settings: Settings): Promise<Verdicts> {
  const store = memoryStore({ clock: { now: () => '1970-01-01T00:00:00.000Z' }, pageSize: 100 });
  const account = recordedAccount({ version: 1, resources });
  await playStory({ lines: [{ sweep: true }], account, settings, controls, store });
  const { items, next } = await store.states();
  expect(next).toBeUndefined();
  const entries = items.flatMap(({ arn, verdicts }) =>
    Object.entries(verdicts).map(([id, { status, severity, reasons, why, finding }]): [string, unknown[]] => [
      `${arn} ${id}`,
      status === 'FAILED'
        ? [
            status,
            severity,
            reasons,
            finding?.status === 'SUPPRESSED' ? finding.suppression?.owner : undefined,
          ]
        : [status, why],
    ]),
  );
  return Object.fromEntries(entries.filter(([key]) => !key.endsWith(` ${BLIND}`)));
}

const FAMILIES = ['web', 'job'];
const REPOSITORIES = ['shop/web', 'team/api'];
const CLUSTERS = ['shop', 'batch'];
const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

const revision = fc.record({
  privileged: fc.boolean(),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE'),
  image: fc.constantFrom(
    `${HOST}/shop/web:1`,
    `${HOST}/team/api:2`,
    `${HOST}/gone:1`,
    'docker.io/library/nginx:1',
  ),
  denied: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
});
const service = fc.record({
  cluster: fc.constantFrom(...CLUSTERS),
  family: fc.constantFrom(...FAMILIES),
  revision: fc.integer({ min: 1, max: 3 }),
  launchType: fc.constantFrom('EC2', 'FARGATE'),
  assignPublicIp: fc.constantFrom('ENABLED', 'DISABLED'),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE'),
});
const task = fc.record({ family: fc.constantFrom(...FAMILIES), revision: fc.integer({ min: 1, max: 3 }) });
const small = fc.record({
  families: fc.tuple(...FAMILIES.map(() => fc.array(revision, { maxLength: 3 }))),
  services: fc.array(service, { maxLength: 3 }),
  tasks: fc.tuple(...CLUSTERS.map(() => fc.array(task, { maxLength: 2 }))),
  mutability: fc.tuple(
    ...REPOSITORIES.map(() =>
      fc.constantFrom('MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'absent', 'denied'),
    ),
  ),
  rules: fc.boolean(),
});

type Small = typeof small extends fc.Arbitrary<infer T> ? T : never;

function accountOf({ families, services, tasks, mutability, rules }: Small): Resources {
  const resources: Record<string, Resources[string]> = {};
  families.forEach((revisions, at) => {
    const family = FAMILIES[at] ?? '';
    revisions.forEach(({ privileged, status, image, denied }, index) => {
      resources[revisionArn(PLACE, family, index + 1)] = denied
        ? { taskDefinition: { $unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } }
        : {
            taskDefinition: {
              family,
              revision: index + 1,
              status,
              containerDefinitions: [{ name: 'app', image, privileged }],
            },
          };
    });
  });
  services.forEach(({ cluster, family, revision: number, launchType, assignPublicIp, status }, at) => {
    resources[serviceArn(PLACE, cluster, `s${at}`)] = {
      service: {
        clusterArn: clusterArn(PLACE, cluster),
        status,
        launchType,
        taskDefinition: revisionArn(PLACE, family, number),
        deployments: [],
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp } },
      },
    };
  });
  tasks.forEach((running, at) => {
    resources[clusterArn(PLACE, CLUSTERS[at] ?? '')] = {
      cluster: { status: 'ACTIVE', settings: [] },
      tasks: running.map(({ family, revision: number }) => ({
        taskDefinitionArn: revisionArn(PLACE, family, number),
        group: `family:${family}`,
        lastStatus: 'RUNNING',
      })),
    };
  });
  mutability.forEach((imageTagMutability, at) => {
    const repositoryName = REPOSITORIES[at] ?? '';
    if (imageTagMutability === 'absent') return;
    resources[repositoryArn(PLACE, repositoryName)] =
      imageTagMutability === 'denied'
        ? { $unavailable: 'denied', what: 'ecr:DescribeRepositories' }
        : {
            repository: {
              repositoryName,
              imageTagMutability,
              imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: '1*' }],
            },
          };
  });
  if (rules)
    resources[registryArn(PLACE)] = {
      pullThroughCacheRules: [{ ecrRepositoryPrefix: 'team', upstreamRegistryUrl: 'registry-1.docker.io' }],
    };
  return resources;
}

const overridden: Settings = {
  ...DEFAULT_SETTINGS,
  controls: {
    'service-public-ip': { severity: 'CRITICAL' },
    'repository-tag-immutability': { enabled: false },
  },
  suppressions: [
    {
      controls: ['task-definition-*'],
      resources: ['web'],
      reason: 'known',
      owner: 'team-a',
      until: '9999-01-01T00:00:00.000Z',
    },
  ],
};

describe('a scan says what the first sweep of a deployed monitor would record', () => {
  test.each([
    ['the defaults', DEFAULT_SETTINGS],
    ['an override, a control switched off, a suppression', overridden],
  ])('under %s', async (_title, settings) => {
    await fc.assert(
      fc.asyncProperty(small, async (account) => {
        const resources = accountOf(account);
        expect(verdictsOf(await scanned(resources, { settings }))).toEqual(await swept(resources, settings));
      }),
      { numRuns: 60 },
    );
  });
});

/** A family that a service runs privileged on instances. */
const running: Resources = accountOf({
  families: [[{ privileged: true, status: 'ACTIVE', image: `${HOST}/shop/web:1`, denied: false }], []],
  services: [
    {
      cluster: 'shop',
      family: 'web',
      revision: 1,
      launchType: 'EC2',
      assignPublicIp: 'DISABLED',
      status: 'ACTIVE',
    },
  ],
  tasks: [[], []],
  mutability: ['IMMUTABLE', 'absent'],
  rules: false,
});
const unused: Resources = Object.fromEntries(
  Object.entries(running).filter(([arn]) => arn !== serviceArn(PLACE, 'shop', 's0')),
);
const privileged = (found: readonly Evaluated[]): string =>
  found
    .filter(({ control }) => control.id === 'task-definition-privileged')
    .map(({ status, severity }) => `${status} ${severity}`)
    .join();

describe('a family that nobody uses is at most LOW, but only where its users can be told', () => {
  const denied: Unavailable = { unavailable: 'denied', what: 'ecs:DescribeServices' };
  const withList = (type: ResourceType): Partial<Scan> => {
    const facts = recordedAccount({ version: 1, resources: unused });
    const blind: FactSource = {
      read: (fact, resource, context) => facts.read(fact, resource, context),
      list: (asked, page) =>
        asked === type ? Promise.resolve({ items: [], unavailable: denied }) : facts.list(asked, page),
    };
    return { areas: [{ place: PLACE, facts: blind, covers: () => true }] };
  };
  test.each<[string, Resources, Partial<Scan>, string]>([
    ['a service runs it', running, {}, 'FAILED HIGH'],
    ['nobody does', unused, {}, 'FAILED LOW'],
    [
      'a service cannot be read',
      {
        ...running,
        [serviceArn(PLACE, 'shop', 's0')]: { service: { $unavailable: 'denied', what: 'ecs:X' } },
      },
      {},
      'FAILED HIGH',
    ],
    [
      'the tasks of a cluster cannot be read',
      {
        ...unused,
        [clusterArn(PLACE, 'shop')]: {
          cluster: { status: 'ACTIVE' },
          tasks: { $unavailable: 'denied', what: 'ecs:ListTasks' },
        },
      },
      {},
      'FAILED HIGH',
    ],
    ['services cannot be listed', unused, withList('AWS::ECS::Service'), 'FAILED HIGH'],
    ['repositories cannot be listed', unused, withList('AWS::ECR::Repository'), 'FAILED LOW'],
  ])('%s', async (_title, resources, more, expected) => {
    expect(privileged(await scanned(resources, more))).toBe(expected);
  });
});

/** The account is there wherever something is recorded. */
const isAccount = (arn: string): boolean => resourceOf(arn)?.type === 'AWS::::Account';

describe('what could not be read', () => {
  test('a listing that is refused is NOT_AVAILABLE for each control of its type, and the rest is judged', async () => {
    const facts = recordedAccount({ version: 1, resources: running });
    const unlisted: string[] = [];
    const found = await scanned(running, {
      observe: { unlisted: (type, why) => unlisted.push(`${type} ${why.what}`) },
      areas: [
        {
          place: PLACE,
          covers: () => true,
          facts: {
            read: (fact, resource, context) => facts.read(fact, resource, context),
            list: (type, page) =>
              type === 'AWS::ECR::Repository'
                ? Promise.resolve({
                    items: [],
                    unavailable: { unavailable: 'denied', what: 'ecr:DescribeRepositories' },
                  })
                : facts.list(type, page),
          },
        },
      ],
    });
    const account = 'arn:aws:iam::123456789012:root/eu-west-1';
    const blind = found.filter(
      ({ resource, control }) => resource.arn === account && control.resourceType !== 'AWS::::Account',
    );
    expect(blind.map(({ control }) => control.id)).toEqual(
      controls.filter(({ resourceType }) => resourceType === 'AWS::ECR::Repository').map(({ id }) => id),
    );
    expect(new Set(blind.map(({ status, why }) => `${status} ${why}`))).toEqual(
      new Set(['NOT_AVAILABLE access denied: ecr:DescribeRepositories']),
    );
    expect(unlisted).toEqual(['AWS::ECR::Repository ecr:DescribeRepositories']);
    expect(privileged(found)).toBe('FAILED HIGH');
  });

  test('a refused action is told of; the control on what a deployed monitor may read is left out', async () => {
    const refused = new Set<string>();
    const arn = repositoryArn(PLACE, 'shop/web');
    const found = await scanned(
      { [arn]: { $unavailable: 'denied', what: 'ecr:DescribeRepositories' } },
      { observe: { refused: (action) => refused.add(action) } },
    );
    expect([...refused]).toEqual(['ecr:DescribeRepositories']);
    const ofIt = found.filter(({ resource }) => resource.arn === arn);
    expect(new Set(ofIt.map(({ status }) => status))).toEqual(new Set(['NOT_AVAILABLE']));
    expect(found.map(({ control }) => control.id)).not.toContain(BLIND);
    expect(controls.map(({ id }) => id)).toContain(BLIND);
  });
});

describe('the order of evaluations', () => {
  const many = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [
      repositoryArn(PLACE, `r${(n * 37) % 250}`),
      { repository: { repositoryName: `r${(n * 37) % 250}`, imageTagMutability: 'MUTABLE' } },
    ]),
  );

  test('does not depend on which look ends first', async () => {
    const facts = recordedAccount({ version: 1, resources: many });
    let inFlight = 0;
    let most = 0;
    let calls = 0;
    const slow: FactSource = {
      list: (type, page) => facts.list(type, page),
      async read(fact, resource, context) {
        inFlight += 1;
        most = Math.max(most, inFlight);
        calls += 1;
        await new Promise((done) => setTimeout(done, (calls * 7) % 5));
        inFlight -= 1;
        return facts.read(fact, resource, context);
      },
    };
    const found = await scanned(many, { areas: [{ facts: slow, covers: () => true }] });
    const arns = [...new Set(found.map(({ resource }) => resource.arn))].filter((arn) => !isAccount(arn));
    expect(arns).toEqual(Object.keys(many).toSorted());
    expect(most).toBe(8);
  });

  test('looks share answers since the scan began, and only those', async () => {
    const facts = recordedAccount({ version: 1, resources: many });
    const fresh = new Set<string | undefined>();
    const now = '2026-04-14T08:00:00.000Z';
    const watching: FactSource = {
      list: (type, page) => facts.list(type, page),
      read: (fact, resource, context) => {
        fresh.add(context.freshFrom);
        return facts.read(fact, resource, context);
      },
    };
    await scanned(many, { areas: [{ facts: watching, covers: () => true }], clock: { now: () => now } });
    expect([...fresh]).toEqual([now]);
  });
});

test('what lies outside the areas is not looked at, though a family uses it', async () => {
  const elsewhere = repositoryArn({ ...PLACE, region: 'us-east-1' }, 'shop/web');
  const resources: Resources = {
    [revisionArn(PLACE, 'web', 1)]: {
      taskDefinition: {
        family: 'web',
        revision: 1,
        containerDefinitions: [
          { name: 'app', image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1' },
        ],
      },
    },
    [elsewhere]: { repository: { repositoryName: 'shop/web', imageTagMutability: 'MUTABLE' } },
  };
  const seen = async (covers: (arn: string) => boolean): Promise<ReadonlySet<string>> => {
    const areas = [{ facts: recordedAccount({ version: 1, resources }), covers }];
    const found = await scanned(resources, { areas });
    return new Set(found.map(({ resource }) => resource.arn).filter((arn) => !isAccount(arn)));
  };
  expect(await seen((arn) => placeOf(arn).region === 'eu-west-1')).toEqual(
    new Set([familyArn(PLACE, 'web')]),
  );
  expect(await seen(() => true)).toEqual(new Set([familyArn(PLACE, 'web'), elsewhere]));
});

test('a fault ends it, and no look begins after it', async () => {
  const facts = recordedAccount({ version: 1, resources: running });
  let reads = 0;
  const broken: FactSource = {
    list: async (type, page) =>
      type === 'AWS::ECR::Repository'
        ? { items: Array.from({ length: 100 }, (_, n) => repositoryArn(PLACE, `r${n}`)) }
        : facts.list(type, page),
    read: async (fact, resource, context) => {
      if (resource.type !== 'AWS::ECR::Repository') return facts.read(fact, resource, context);
      reads += 1;
      await new Promise((done) => setTimeout(done, 1));
      throw new Error('credentials are over');
    },
  };
  await expect(scanned(running, { areas: [{ facts: broken, covers: () => true }] })).rejects.toThrow(
    'credentials are over',
  );
  await new Promise((done) => setTimeout(done, 20));
  expect(reads).toBeLessThan(20);
});
