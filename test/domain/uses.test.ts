import * as fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { FactValues } from '#domain/facts.ts';
import type { Family } from '#domain/family.ts';
import { familyUsers, revisionsInUse } from '#domain/family.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import { after } from '#domain/instant.ts';
import { toContainerInstance } from '#domain/normalise/container-instance.ts';
import { toRepository } from '#domain/normalise/repository.ts';
import { toService } from '#domain/normalise/service.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { Unavailable } from '#domain/reading.ts';
import { RESOURCE_TYPES, type Resource, resourceOf } from '#domain/resource.ts';
import {
  imageFeatures,
  imagesIn as imagesOfUse,
  knowsImages,
  type RunningImages,
} from '#domain/running-image.ts';
import type { LoadBalancers } from '#domain/service.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import { type Edge, isLive, type Use } from '#domain/use.ts';
import { USES } from '#domain/uses.ts';
import { platform, sha256 } from '../support/images.ts';
import { role, user } from '../support/principals.ts';
import { regionalTrail, TRAIL, trail } from '../support/trail.ts';

const PLACE = 'eu-west-1:111122223333';
const family = (name: string) => `arn:aws:ecs:${PLACE}:task-definition/${name}`;
const resource = (arn: string): Resource => resourceOf(arn) ?? { type: 'AWS::::Account', arn };
const NOW = '2026-03-01T10:20:30.000Z';
const HOUR = 3_600_000;
const NO_IMAGES = { images: [], complete: true };

describe('a service uses', () => {
  const SERVICE = resource(`arn:aws:ecs:${PLACE}:service/shop/web`);
  const internal: LoadBalancers = { facing: 'internal', internetFacing: [], balancers: [], unread: [] };
  const usesOf = (fields: object, loadBalancers?: LoadBalancers, previous: readonly Use[] = []) => {
    const service = toService({
      serviceArn: SERVICE.arn,
      launchType: 'FARGATE',
      taskDefinition: `${family('web')}:1`,
      ...fields,
    });
    return USES['AWS::ECS::Service'].usesOf(
      { service, ...(loadBalancers && { loadBalancers }) },
      { resource: SERVICE, previous, now: NOW },
    );
  };
  const exposure = (...given: Parameters<typeof usesOf>) =>
    usesOf(...given)?.[0]?.features.find((each) => each.startsWith('exposure:'));
  const behind = { loadBalancers: [{ targetGroupArn: 'tg' }] };
  const network = (assignPublicIp: unknown) => ({
    networkConfiguration: { awsvpcConfiguration: { assignPublicIp } },
  });

  it('the family of every revision it runs, with how it runs it', () => {
    const fields = {
      enableExecuteCommand: true,
      taskSets: [
        { taskDefinition: `${family('web')}:2`, launchType: 'EC2' },
        { taskDefinition: `${family('api')}:9`, launchType: 'EC2' },
      ],
    };
    const common = ['capacity:EC2', 'capacity:FARGATE', 'exec', 'exposure:internal'];
    expect(usesOf(fields, internal)).toEqual([
      { used: family('api'), features: [...common, 'revision:9'] },
      { used: family('web'), features: [...common, 'revision:1', 'revision:2'] },
    ]);
  });

  it('its cluster, for the revisions that ECS Exec can open there', () => {
    const clusterArn = `arn:aws:ecs:${PLACE}:cluster/shop`;
    expect(usesOf({ clusterArn, enableExecuteCommand: true }, internal)?.[0]).toEqual({
      used: clusterArn,
      features: [`exec:${family('web')}:1`],
    });
    expect(usesOf({ clusterArn, enableExecuteCommand: false }, internal)).toHaveLength(1);
  });

  describe('its network, for a change to any of it can change its verdicts', () => {
    const balancer = `arn:aws:elasticloadbalancing:${PLACE}:loadbalancer/app/front/1`;
    const group = `arn:aws:elasticloadbalancing:${PLACE}:targetgroup/web/1`;
    const ec2 = (path: string) => `arn:aws:ec2:${PLACE}:${path}`;
    const service = toService({
      serviceArn: SERVICE.arn,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: [] } },
      loadBalancers: [{ targetGroupArn: group }],
    });
    const path = service.networks[0]?.path ?? '';
    const facts = {
      service,
      loadBalancers: {
        ...internal,
        balancers: [{ arn: balancer, name: 'front', kind: 'application' as const, securityGroups: [] }],
      },
      securityGroups: {
        networks: [{ path, groups: ['sg-default'] }],
        groups: {},
        prefixLists: { 'pl-1': [] },
      },
      subnets: {
        'subnet-1': {
          id: 'subnet-1',
          vpc: 'vpc-1',
          owner: '1',
          zone: 'a',
          cidrs: [],
          routeTable: 'rtb-1',
          public: false,
          leads: 'nowhere' as const,
        },
      },
    };
    const used = (given: Partial<typeof facts>, previous: readonly Use[] = []) =>
      USES['AWS::ECS::Service']
        .usesOf(given, { resource: SERVICE, previous, now: NOW })
        ?.map((use) => use.used);
    const all = [
      ec2('prefix-list/pl-1'),
      ec2('route-table/rtb-1'),
      ec2('security-group/sg-default'),
      ec2('subnet/subnet-1'),
      ec2('vpc/vpc-1'),
      balancer,
      group,
    ];

    it('groups in force, prefix lists, subnets, route tables, load balancers and target groups', () => {
      expect(used(facts)).toEqual(all);
      for (const arn of all) expect(resourceOf(arn)?.arn).toBe(arn);
    });

    it('what was seen before, while it cannot be read this time', () => {
      const previous = all.map((each): Use => ({ used: each, features: [] }));
      expect(used({ service }, previous)).toEqual(all);
      expect(used({ service })).toEqual([ec2('subnet/subnet-1'), group]);
    });
  });

  it('nothing once it is INACTIVE, and still its family while it drains', () => {
    expect(usesOf({ status: 'INACTIVE' }, internal)).toEqual([]);
    expect(usesOf({ status: 'DRAINING' }, internal)).toHaveLength(1);
  });

  test.each<[string, object, LoadBalancers | undefined, string]>([
    [
      'internet through a load balancer',
      {},
      { facing: 'internet', internetFacing: ['x'], balancers: [], unread: [] },
      'exposure:internet',
    ],
    ['internet through a public address', network('ENABLED'), internal, 'exposure:internet'],
    [
      'internet through a public address, whatever its load balancers',
      { ...behind, ...network('ENABLED') },
      undefined,
      'exposure:internet',
    ],
    [
      'inside only',
      network('DISABLED'),
      { facing: 'none', internetFacing: [], balancers: [], unread: [] },
      'exposure:internal',
    ],
    [
      'unknown when a load balancer could not be read',
      behind,
      { facing: 'unknown', internetFacing: [], balancers: [], unread: [] },
      'exposure:unknown',
    ],
    ['unknown when none of them could be read', behind, undefined, 'exposure:unknown'],
    ['inside when there is none to be read', {}, undefined, 'exposure:internal'],
    ['unknown when its network cannot be read', network({ Ref: 'Public' }), internal, 'exposure:unknown'],
  ])('%s', (_name, fields, loadBalancers, expected) => {
    expect(exposure(fields, loadBalancers)).toBe(expected);
  });

  it('keeps the exposure that was seen when its load balancers cannot be read this time', () => {
    expect(
      exposure(behind, undefined, [{ used: family('web'), features: ['exposure:internet', 'revision:1'] }]),
    ).toBe('exposure:internet');
  });

  describe('the images it runs', () => {
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    const app = (letter: string, of = `${family('web')}:1`) => ({
      definition: of,
      container: 'app',
      digest: digest(letter),
    });
    const imagesIn = (runningImages: RunningImages | undefined, previous: readonly Use[] = []) => {
      const service = toService({ serviceArn: SERVICE.arn, taskDefinition: `${family('web')}:1` });
      return USES['AWS::ECS::Service']
        .usesOf(
          { service, ...(runningImages && { runningImages }) },
          { resource: SERVICE, previous, now: NOW },
        )?.[0]
        ?.features.filter((each) => each.startsWith('image'));
    };

    it('stand with the family, and that they are all', () => {
      const images = [app('a'), app('b', `${family('other')}:1`)];
      expect(imagesIn({ images, complete: true })).toEqual([`image:1 app ${digest('a')}`, 'images:known']);
      expect(imagesIn({ images, complete: false })).toEqual([`image:1 app ${digest('a')}`]);
    });

    it('are those of before when they cannot be read this time', () => {
      const features = [`image:1 app ${digest('a')}`, 'images:known', 'exec'];
      expect(imagesIn(undefined, [{ used: family('web'), features }])).toEqual(features.slice(0, 2));
      expect(imagesIn(undefined)).toEqual([]);
    });

    it('have names that ECS would accept: nothing else becomes a feature', () => {
      const images = [
        { ...app('a'), container: 'app sha256:x' },
        { ...app('a'), digest: 'sha256:short' },
        { ...app('a'), container: '' },
      ];
      expect(imagesIn({ images, complete: true })).toEqual(['images:known']);
    });

    it('come back from features as they went in', () => {
      const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
      const one = fc.record({
        revision: fc.nat(),
        container: fc.stringMatching(/^[\w-]{1,40}$/),
        digest: hex.map((each) => `sha256:${each}`),
      });
      fc.assert(
        fc.property(fc.array(one, { maxLength: 5 }), fc.boolean(), (images, known) => {
          const features = imageFeatures(images, known);
          expect([imagesOfUse({ features }), knowsImages({ features })]).toEqual([images, known]);
        }),
      );
    });
  });

  it('cannot be told without the service', () => {
    expect(
      USES['AWS::ECS::Service'].usesOf(
        { loadBalancers: internal },
        { resource: SERVICE, previous: [], now: NOW },
      ),
    ).toBeUndefined();
  });
});

describe('a family uses', () => {
  const FAMILY = resource(family('web'));
  const ecr = (path: string, account = '111122223333', region = 'eu-west-1') =>
    `${account}.dkr.ecr.${region}.amazonaws.com/${path}`;
  const usesOf = (...revisions: readonly (readonly string[] | TaskDefinition | Unavailable)[]) => {
    const inScope: Family['revisions'] = revisions.map((each, index) => ({
      arn: `${FAMILY.arn}:${index}`,
      revision: index,
      latest: index === 0,
      users: [],
      description: Array.isArray(each)
        ? toTaskDefinition({ containerDefinitions: each.map((image) => ({ image })) })
        : (each as TaskDefinition | Unavailable),
    }));
    return USES['AWS::ECS::TaskDefinition'].usesOf(
      { family: { revisions: inScope, users, usage: users.length > 0 ? 'used' : 'unused' } },
      { resource: FAMILY, previous: [], now: NOW },
    );
  };
  let users: Family['users'] = [];
  afterEach(() => {
    users = [];
  });
  const digest = `sha256:${'a'.repeat(64)}`;
  const repository = (path: string, region = 'eu-west-1') =>
    `arn:aws:ecr:${region}:111122223333:repository/${path}`;
  const registry = (region = 'eu-west-1') => ({
    used: `arn:aws:ecr:${region}:111122223333:registry`,
    features: ['pull-through'],
  });

  test('its roles: by their ARN and by their name, for events leave the path out; not those of other accounts', () => {
    const iam = (rest: string, account = '111122223333') => `arn:aws:iam::${account}:role/${rest}`;
    const withRoles = (taskRoleArn: string, executionRoleArn: string) =>
      toTaskDefinition({ taskRoleArn, executionRoleArn, containerDefinitions: [{ image: 'nginx' }] });
    expect(
      usesOf(withRoles(iam('team/web'), 'pull'), withRoles(iam('web', '444455556666'), iam('pull'))),
    ).toEqual([
      { used: 'arn:aws:iam::111122223333:role-name/web', features: ['as:task'] },
      { used: iam('pull'), features: ['as:execution'] },
      { used: iam('team/web'), features: ['as:task'] },
    ]);
  });

  test.each<[string, readonly (readonly string[])[], readonly Use[]]>([
    [
      'the tag of its image',
      [[ecr('web:v1')]],
      [registry(), { used: repository('web'), features: ['tag:v1'] }],
    ],
    [
      'latest where it names none',
      [[ecr('web')]],
      [registry(), { used: repository('web'), features: ['tag:latest'] }],
    ],
    [
      'the digest, not the tag beside it',
      [[ecr(`web:v1@${digest}`)]],
      [registry(), { used: repository('web'), features: [`digest:${digest}`] }],
    ],
    [
      'all tags of all revisions',
      [[ecr('web:v2'), ecr('log:v1')], [ecr('web:v1')]],
      [
        registry(),
        { used: repository('log'), features: ['tag:v1'] },
        { used: repository('web'), features: ['tag:v1', 'tag:v2'] },
      ],
    ],
    [
      'repositories of other regions',
      [[ecr('web:v1', '111122223333', 'us-east-1')]],
      [registry('us-east-1'), { used: repository('web', 'us-east-1'), features: ['tag:v1'] }],
    ],
    ['nothing of another account', [[ecr('web:v1', '999999999999')]], []],
    ['nothing of a public registry', [['nginx', 'public.ecr.aws/x/y:1', 'not an image']], []],
  ])('%s', (_name, revisions, expected) => {
    expect(usesOf(...revisions)).toEqual(expected);
  });

  const runner = (
    name: string,
    images: Family['users'][number]['images'],
    exposure: 'internet' | 'internal' = 'internal',
  ): Family['users'][number] => ({
    arn: `arn:aws:ecs:${PLACE}:service/shop/${name}`,
    revisions: [0],
    exposure,
    capacity: ['FARGATE'],
    exec: false,
    images,
    imagesKnown: true,
  });
  const running = (container: string, of = digest, revision = 0) => ({ revision, container, digest: of });
  const imagesUsed = (...revisions: readonly (readonly string[])[]) =>
    usesOf(...revisions)?.filter(({ used }) => used.includes('@'));

  it('the images that run, by digest: who runs them, how far the world reaches, on which platform', () => {
    users = [runner('a', [running('#0')], 'internet'), runner('b', [running('#0')])];
    expect(imagesUsed([ecr('web:v1')])).toEqual([
      {
        used: `${repository('web')}@${digest}`,
        features: [
          'exposure:internal',
          'exposure:internet',
          'platform:linux/amd64',
          `run-by:arn:aws:ecs:${PLACE}:service/shop/a`,
          `run-by:arn:aws:ecs:${PLACE}:service/shop/b`,
          'tag:v1',
        ],
      },
    ]);
  });

  it('no image of a container that the revision does not name: ECS injects some', () => {
    users = [runner('a', [running('ecs-service-connect-x'), running('#0', digest, 7)])];
    expect(imagesUsed([ecr('web:v1')])).toEqual([]);
  });

  it("no image of another account's registry", () => {
    users = [runner('a', [running('#0')])];
    expect(imagesUsed([ecr('web:v1', '999999999999')])).toEqual([]);
  });

  it('names twenty of those who run an image', () => {
    users = Array.from({ length: 30 }, (_, index) => runner(`s${index}`, [running('#0')]));
    const features = imagesUsed([ecr('web:v1')])?.[0]?.features ?? [];
    expect(features.filter((each) => each.startsWith('run-by:'))).toHaveLength(20);
  });

  it('the file systems that it mounts, and the access points it mounts by', () => {
    const efs = (path: string) => `arn:aws:elasticfilesystem:eu-west-1:111122223333:${path}`;
    const volume = (fileSystemId: unknown, accessPointId?: string) => ({
      efsVolumeConfiguration: { fileSystemId, authorizationConfig: { accessPointId } },
    });
    const definition = toTaskDefinition({
      containerDefinitions: [],
      volumes: [
        volume('fs-01234567', 'fsap-01234567'),
        volume('fs-01234567'),
        volume(efs('file-system/fs-89abcdef')),
        volume(efs('file-system/fs-11111111').replace('111122223333', '999999999999')),
        volume('fs-../../x', 'fsap-x'),
        volume({ Ref: 'FileSystem' }),
      ],
    });
    expect(usesOf(definition)).toEqual(
      ['access-point/fsap-01234567', 'file-system/fs-01234567', 'file-system/fs-89abcdef'].map((path) => ({
        used: efs(path),
        features: ['mounted'],
      })),
    );
  });

  it('cannot be told while one revision cannot be read', () => {
    expect(
      usesOf([ecr('web:v1')], { unavailable: 'throttled', what: 'ecs:DescribeTaskDefinition' }),
    ).toBeUndefined();
    expect(usesOf(toTaskDefinition(null))).toBeUndefined();
  });
});

describe('a cluster uses', () => {
  const CLUSTER = resource(`arn:aws:ecs:${PLACE}:cluster/shop`);
  const look = (
    running: readonly string[] | undefined,
    now: string,
    previous: readonly Use[] = [],
    sighting?: Use,
  ) =>
    USES['AWS::ECS::Cluster'].usesOf(
      running
        ? { standaloneTasks: { status: 'ACTIVE', revisions: running, execRevisions: [], images: NO_IMAGES } }
        : {},
      {
        resource: CLUSTER,
        previous,
        now,
        ...(sighting && { sighting }),
      },
    );
  const edges = (uses: readonly Use[] | undefined, confirmedAt: string): readonly Edge[] =>
    (uses ?? []).map((use) => ({ ...use, user: CLUSTER.arn, confirmedAt }));

  it('the families whose tasks run in it, each revision with the hour it was seen', () => {
    expect(look([`${family('job')}:12`, `${family('job')}:3`], NOW)).toEqual([
      {
        used: family('job'),
        features: [
          'exposure:unknown',
          'revision:12',
          'revision:3',
          'seen:12@2026-03-01T10:00:00.000Z',
          'seen:3@2026-03-01T10:00:00.000Z',
          'standalone',
        ],
        lastSeen: '2026-03-01T10:00:00.000Z',
      },
    ]);
  });

  it('the images of its tasks, each for a day after it was last seen', () => {
    const of = (letter: string) => `sha256:${letter.repeat(64)}`;
    const runningIn = (letter: string, now: string, previous: readonly Use[] = []) =>
      USES['AWS::ECS::Cluster'].usesOf(
        {
          standaloneTasks: {
            status: 'ACTIVE',
            revisions: [`${family('job')}:3`],
            execRevisions: [],
            images: {
              images: [{ definition: `${family('job')}:3`, container: 'job', digest: of(letter) }],
              complete: true,
            },
          },
        },
        { resource: CLUSTER, previous, now },
      ) ?? [];
    const shown = (uses: readonly Use[]) =>
      uses.flatMap((use) => imagesOfUse(use)).map(({ digest, seen }) => `${digest.at(-1)} ${seen}`);
    const first = runningIn('a', NOW);
    expect(shown(first)).toEqual(['a 2026-03-01T10:00:00.000Z']);
    const later = runningIn('b', after(NOW, 20 * HOUR), first);
    expect(shown(later)).toEqual(['a 2026-03-01T10:00:00.000Z', 'b 2026-03-02T06:00:00.000Z']);
    const last = runningIn('b', after(NOW, 26 * HOUR), later);
    expect(shown(last)).toEqual(['b 2026-03-02T12:00:00.000Z']);
  });

  it('the same when looked at again within the hour', () => {
    const first = look([`${family('job')}:12`], '2026-03-01T10:00:00.000Z');
    expect(look([`${family('job')}:12`], '2026-03-01T10:59:59.999Z', first)).toEqual(first);
  });

  it('what an event saw, though the task is over before anybody can list it', () => {
    const sighting: Use = { used: family('job'), features: ['revision:12'], lastSeen: after(NOW, -2 * HOUR) };
    expect(look([], NOW, [], sighting)?.[0]).toMatchObject({
      used: family('job'),
      lastSeen: '2026-03-01T08:00:00.000Z',
    });
    expect(look(undefined, NOW, [], sighting)).toHaveLength(1);
  });

  it('not what an event claims to have seen in the future for any longer', () => {
    expect(
      look([], NOW, [], {
        used: family('job'),
        features: ['revision:1', 'seen:1@9999-01-01T00:00:00.000Z'],
      })?.[0]?.lastSeen,
    ).toBe('2026-03-01T10:00:00.000Z');
  });

  it('a revision no longer, while a daily task runs a newer one', () => {
    let uses = look([`${family('cron')}:11`], NOW);
    for (let day = 1; day <= 3; day += 1) {
      const now = after(NOW, day * 24 * HOUR);
      uses = look([`${family('cron')}:12`], now, uses);
      expect(revisionsInUse(family('cron'), edges(uses, now), now)).toEqual(
        day === 1 ? [`${family('cron')}:11`, `${family('cron')}:12`] : [`${family('cron')}:12`],
      );
    }
  });

  it('a revision no longer than its day, though nobody looks again and a newer one keeps the use alive', () => {
    const uses = look([`${family('job')}:12`], after(NOW, 20 * HOUR), look([`${family('job')}:11`], NOW));
    const inUse = (hours: number) =>
      revisionsInUse(family('job'), edges(uses, after(NOW, 20 * HOUR)), after(NOW, hours * HOUR));
    expect([inUse(24), inUse(25)]).toEqual([
      [`${family('job')}:11`, `${family('job')}:12`],
      [`${family('job')}:12`],
    ]);
  });

  it('a daily task without a gap between two runs', () => {
    const uses = look([`${family('cron')}:12`], '2026-03-01T10:59:00.000Z');
    const justBefore = '2026-03-02T10:58:59.000Z';
    expect(familyUsers(edges(uses, justBefore), justBefore)[0]?.revisions).toEqual([12]);
    expect(look([], justBefore, uses)).toEqual(uses);
  });

  test.each([
    ['within the day', 24, true],
    ['after it and the hour it is kept to', 25, false],
  ])('%s', (_name, hours, used) => {
    const uses = look([`${family('job')}:12`], NOW);
    const now = after(NOW, hours * HOUR);
    expect(look([], now, uses)).toEqual(used ? uses : []);
    expect(edges(uses, now).some((edge) => isLive(edge, now))).toBe(used);
  });

  it('cannot be told when tasks cannot be listed and no event saw one', () => {
    expect(look(undefined, NOW)).toBeUndefined();
  });

  test('in any order of sightings: the same uses', () => {
    const sightings = fc.array(
      fc.record({
        revision: fc.integer({ min: 1, max: 4 }),
        name: fc.constantFrom('a', 'b'),
        age: fc.integer({ min: 0, max: 30 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(sightings, (seen) => {
        const uses = seen.map(
          ({ revision, name, age }): Use => ({
            used: family(name),
            features: [`revision:${revision}`],
            lastSeen: after(NOW, -age * HOUR),
          }),
        );
        const all = look([], NOW, uses);
        expect(look([], NOW, uses.toReversed())).toEqual(all);
        expect(look([], NOW, all)).toEqual(all);
        const young = new Set(
          seen.filter(({ age }) => age <= 24).map(({ revision, name }) => `${family(name)}:${revision}`),
        );
        const used = (all ?? []).flatMap(({ used: each }) =>
          revisionsInUse(
            each,
            edges(all, NOW).filter((edge) => edge.used === each),
            NOW,
          ),
        );
        expect(new Set(used)).toEqual(young);
      }),
    );
  });
});

test('a trail uses its bucket and its key, an account the trails that record it', () => {
  const context = {
    resource: { type: 'AWS::CloudTrail::Trail', arn: TRAIL },
    previous: [],
    now: NOW,
  } as const;
  const uses = USES['AWS::CloudTrail::Trail'];
  const log = { used: 'arn:aws:s3:::audit-log', features: ['trail-log'] };
  const { kmsKey = '' } = trail();
  expect(uses.usesOf({ trail: trail() }, context)).toEqual([{ used: kmsKey, features: ['trail-key'] }, log]);
  expect(uses.usesOf({ trail: trail({ kmsKey: undefined }) }, context)).toEqual([log]);
  expect(uses.usesOf({ trail: trail({ kmsKey: 'alias/log' }) }, context)).toEqual([log]);
  expect(uses.usesOf({ trail: trail({ bucket: undefined, kmsKey: undefined }) }, context)).toEqual([]);
  expect(uses.usesOf({}, context)).toBeUndefined();
  const account = USES['AWS::::Account'];
  expect(account.usesOf({ trails: { trails: [regionalTrail()] } }, context)).toEqual([
    { used: TRAIL, features: ['records'] },
  ]);
  expect(account.usesOf({}, context)).toBeUndefined();
});

it('a container instance uses its EC2 instance, and a machine outside of EC2 nothing', () => {
  const arn = `arn:aws:ecs:${PLACE}:container-instance/shop/abc`;
  const usesOf = (ec2InstanceId: string) =>
    USES['AWS::ECS::ContainerInstance'].usesOf(
      { containerInstance: toContainerInstance({ containerInstanceArn: arn, ec2InstanceId }) },
      { resource: resource(arn), previous: [], now: NOW },
    );
  expect(usesOf('i-1')).toEqual([{ used: `arn:aws:ec2:${PLACE}:instance/i-1`, features: [] }]);
  expect(usesOf('mi-1')).toEqual([]);
  expect(
    USES['AWS::ECS::ContainerInstance'].usesOf({}, { resource: resource(arn), previous: [], now: NOW }),
  ).toBeUndefined();
});

describe('a principal uses', () => {
  const usesOf = (principal: PrincipalRecord) =>
    USES['AWS::IAM::Role'].usesOf(
      { principal },
      { resource: resource(principal.arn), previous: [], now: NOW },
    );
  const policy = (name: string) => ({ name, document: {} });

  it('its managed policies, its boundary and its groups; not the inline ones', () => {
    const own = [policy('user/ann inline x'), policy('arn:aws:iam::aws:policy/A')];
    const dev = {
      arn: 'arn:aws:iam::123456789012:group/dev',
      policies: [policy('arn:aws:iam::aws:policy/B')],
    };
    expect(
      usesOf(user('ann', { policies: own, boundary: policy('arn:aws:iam::aws:policy/C'), groups: [dev] })),
    ).toEqual([
      { used: dev.arn, features: ['member'] },
      { used: 'arn:aws:iam::aws:policy/A', features: ['applies'] },
      { used: 'arn:aws:iam::aws:policy/C', features: ['applies'] },
    ]);
  });

  it('its name, where its ARN has a path: events leave that out', () => {
    expect(usesOf(role('team/web'))).toEqual([
      { used: 'arn:aws:iam::123456789012:role-name/web', features: ['named'] },
    ]);
    expect(usesOf(role('web'))).toEqual([]);
  });
});

describe('the machine of a container instance', () => {
  const host = { arn: 'arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/c1', ec2InstanceId: 'i-1' };
  const instance = toContainerInstance({ ...host, containerInstanceArn: host.arn });
  const used = (facts: Partial<FactValues>, previous: readonly Use[] = []) =>
    USES['AWS::ECS::ContainerInstance'].usesOf(facts, { resource: resource(host.arn), previous, now: NOW });
  const machine = { used: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1', features: [] };
  const asHost = { used: role('ecs').arn, features: ['as:container-instance'] };

  it('has the role of its instance profile; one that could not be read this time is the one of before', () => {
    expect(used({ containerInstance: instance, hostRole: role('ecs') })).toEqual([machine, asHost]);
    expect(used({ containerInstance: instance, hostRole: { none: true } }, [asHost])).toEqual([machine]);
    expect(used({ containerInstance: instance }, [asHost])).toEqual([machine, asHost]);
  });
});

test('every other type uses nothing and needs no fact for it', () => {
  const users = new Set([
    'AWS::ECS::Service',
    'AWS::ECS::TaskDefinition',
    'AWS::ECS::Cluster',
    'AWS::ECS::ContainerInstance',
    'AWS::ECR::Repository',
    'AWS::ECR::Image',
    'AWS::CloudTrail::Trail',
    'AWS::EC2::VPC',
    'AWS::EC2::VPCEndpoint',
    'AWS::::Account',
    'AWS::IAM::Role',
    'AWS::IAM::User',
    'AWS::IAM::Group',
  ]);
  for (const type of RESOURCE_TYPES.filter((each) => !users.has(each))) {
    expect([
      USES[type].facts,
      USES[type].usesOf({}, { resource: { type, arn: 'x' }, previous: [], now: NOW }),
    ]).toEqual([[], []]);
  }
});

test('a repository uses its registry, unless it could not be read', () => {
  const arn = 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app';
  const context = { resource: { type: 'AWS::ECR::Repository', arn }, previous: [], now: NOW } as const;
  const repository = {
    arn,
    name: 'team/app',
    tagMutability: 'MUTABLE',
    exclusionFilters: [],
    encryption: undefined,
    tags: {},
  };
  const uses = USES['AWS::ECR::Repository'].usesOf({ repository }, context);
  expect(uses).toEqual([{ used: 'arn:aws:ecr:eu-west-1:123456789012:registry', features: ['pull-through'] }]);
  expect(USES['AWS::ECR::Repository'].usesOf({}, context)).toBeUndefined();
});

test('a sensitive repository uses its account, which says whether there are any', () => {
  const arn = 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app';
  const account = 'arn:aws:iam::123456789012:root/eu-west-1';
  const usesWith = (tags: readonly object[]) =>
    USES['AWS::ECR::Repository']
      .usesOf(
        { repository: toRepository({ repositoryArn: arn }, tags) },
        { resource: resource(arn), previous: [], now: NOW, parameters: DEFAULT_SETTINGS.parameters },
      )
      ?.filter(({ used }) => used === account);
  expect(usesWith([{ Key: 'DataClassification', Value: 'Restricted' }])).toEqual([
    { used: account, features: ['sensitive'] },
  ]);
  expect(usesWith([])).toEqual([]);
});

test('a repository uses its key, so that what becomes of the key reaches it', () => {
  const arn = 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app';
  const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1';
  const context = { resource: { type: 'AWS::ECR::Repository', arn }, previous: [], now: NOW } as const;
  const keysOf = (kmsKey: string, described?: string) =>
    USES['AWS::ECR::Repository']
      .usesOf(
        {
          repository: toRepository({ repositoryArn: arn, encryptionConfiguration: { kmsKey } }),
          ...(described !== undefined && {
            encryptionKey: { kind: 'own', arn: described, manager: 'CUSTOMER', state: 'Enabled' },
          }),
        },
        context,
      )
      ?.map(({ used }) => used)
      .filter((used) => used.includes(':kms:'));
  expect(keysOf('alias/images', KEY)).toEqual([KEY]);
  expect(keysOf(KEY)).toEqual([KEY]);
  expect(keysOf('alias/images')).toEqual([]);
});

describe('an image uses', () => {
  const INDEX = resource(`arn:aws:ecr:${PLACE}:repository/web@sha256:${'a'.repeat(64)}`);
  const child = sha256('child');
  const usesOf = (kind: 'index' | 'image') =>
    USES['AWS::ECR::Image'].usesOf(
      { imageContent: { kind, base: {}, platforms: [platform({ digest: child })], digests: [] } },
      { resource: INDEX, previous: [], now: NOW },
    );

  it('the images of its platforms, which scans are about', () => {
    expect(usesOf('index')).toEqual([
      { used: `arn:aws:ecr:${PLACE}:repository/web@${child}`, features: ['in-index'] },
    ]);
  });

  it('nothing where it is no index, and cannot be told where it could not be read', () => {
    expect(usesOf('image')).toEqual([]);
    expect(USES['AWS::ECR::Image'].usesOf({}, { resource: INDEX, previous: [], now: NOW })).toBeUndefined();
  });
});
