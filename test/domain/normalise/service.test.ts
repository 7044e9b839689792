import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toService } from '#domain/normalise/service.ts';
import { isUnreadable } from '#domain/readable.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web';
const web = (revision: number) => `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${revision}`;
const service = (fields: object, cluster?: unknown, providers?: unknown) =>
  toService({ serviceArn: ARN, ...fields }, cluster, providers);

describe('the revisions of a service', () => {
  test.each<[string, object, readonly string[]]>([
    ['its own, at desired count 0 too', { taskDefinition: web(1), desiredCount: 0 }, [web(1)]],
    [
      'a deployment that wants tasks',
      { taskDefinition: web(2), deployments: [{ taskDefinition: web(1), desiredCount: 1 }] },
      [web(1), web(2)],
    ],
    [
      'a deployment that still has tasks',
      { deployments: [{ taskDefinition: web(1), desiredCount: 0, runningCount: 1 }] },
      [web(1)],
    ],
    [
      'a deployment that starts tasks',
      { deployments: [{ taskDefinition: web(1), pendingCount: '1' }] },
      [web(1)],
    ],
    [
      'the primary deployment in any case',
      { deployments: [{ taskDefinition: web(1), status: 'PRIMARY', desiredCount: 0 }] },
      [web(1)],
    ],
    [
      'not a deployment that is over',
      {
        taskDefinition: web(2),
        deployments: [
          { taskDefinition: web(1), status: 'ACTIVE', desiredCount: 0, runningCount: 0, pendingCount: 0 },
        ],
      },
      [web(2)],
    ],
    [
      'a deployment whose count cannot be read',
      { deployments: [{ taskDefinition: web(1), desiredCount: {} }] },
      [web(1)],
    ],
    [
      'every task set',
      { taskSets: [{ taskDefinition: web(1) }, { taskDefinition: web(3), runningCount: 0 }] },
      [web(1), web(3)],
    ],
    [
      'each once',
      { taskDefinition: web(1), deployments: [{ taskDefinition: web(1), status: 'PRIMARY' }] },
      [web(1)],
    ],
    ['by family and number', { taskDefinition: 'web:7' }, [web(7)]],
    ['not a family without a number', { taskDefinition: 'web' }, []],
  ])('%s', (_name, fields, expected) => {
    expect(service(fields).revisions).toEqual(expected);
  });
});

describe('the platforms of a service', () => {
  const said = (fields: object, cluster?: unknown) =>
    service(fields, cluster).platforms.map(({ at, version, family, path }) => [at, version, family, path]);

  test.each<[string, object, unknown]>([
    ['none on EC2', { launchType: 'EC2', platformVersion: 'LATEST' }, []],
    ['none on external instances', { launchType: 'EXTERNAL' }, []],
    [
      'its own, and what it has become on a deployment, which has the capacity and family of the service',
      {
        launchType: 'FARGATE',
        platformVersion: 'LATEST',
        platformFamily: 'Linux',
        deployments: [{ status: 'PRIMARY', platformVersion: '1.4.0' }],
      },
      [
        ['service', 'LATEST', 'Linux', 'platformVersion'],
        ['deployment', '1.4.0', 'Linux', 'deployments[0].platformVersion'],
      ],
    ],
    [
      'none that is named, which is LATEST',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] },
      [['service', undefined, undefined, 'platformVersion']],
    ],
    [
      'a task set of CodeDeploy, where the service itself has no launch type',
      { taskSets: [{ launchType: 'FARGATE', platformVersion: '1.3.0' }] },
      [['task-set', '1.3.0', undefined, 'taskSets[0].platformVersion']],
    ],
    [
      'one that is named though the capacity provider is not known',
      { capacityProviderStrategy: [{ capacityProvider: 'mine' }], platformVersion: '1.3.0' },
      [['service', '1.3.0', undefined, 'platformVersion']],
    ],
    ['none where neither is known', { capacityProviderStrategy: [{ capacityProvider: 'mine' }] }, []],
  ])('%s', (_name, fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });

  it("those of the cluster's default strategy", () => {
    const cluster = { defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] };
    expect(said({ platformVersion: '1.3.0' }, cluster)).toHaveLength(1);
    expect(said({ platformVersion: '1.3.0' })).toEqual([]);
  });
});

test('the container ports that load balancers send to, task sets included', () => {
  const fields = {
    loadBalancers: [{ containerPort: 8080 }, { containerPort: '443' }, { containerPort: 'x' }],
    taskSets: [{ loadBalancers: [{ containerPort: 8080 }, { containerPort: 9000 }] }],
  };
  expect(service(fields).balancedPorts).toEqual([443, 8080, 9000]);
});

describe('the networks of a service', () => {
  const network = (assignPublicIp?: unknown, subnets: readonly string[] = ['s1']) => ({
    networkConfiguration: { awsvpcConfiguration: { assignPublicIp, subnets, securityGroups: ['g1'] } },
  });
  const said = (fields: object) =>
    service(fields).networks.map(({ at, path, assignPublicIp }) => [
      at,
      path.replace('networkConfiguration.awsvpcConfiguration', '…'),
      assignPublicIp,
    ]);

  test.each<[string, object, unknown]>([
    ['none without awsvpc', {}, []],
    ['its own', network('ENABLED'), [['service', '….assignPublicIp', 'ENABLED']]],
    [
      'the same on a deployment counts once',
      { ...network('ENABLED'), deployments: [{ status: 'PRIMARY', ...network('ENABLED') }] },
      [['service', '….assignPublicIp', 'ENABLED']],
    ],
    [
      'the order of subnets makes no difference',
      {
        ...network('ENABLED', ['a', 'b']),
        deployments: [{ status: 'PRIMARY', ...network('ENABLED', ['b', 'a']) }],
      },
      [['service', '….assignPublicIp', 'ENABLED']],
    ],
    [
      'an older deployment and a task set of their own',
      {
        ...network('DISABLED'),
        deployments: [
          { status: 'PRIMARY', ...network('DISABLED') },
          { runningCount: 1, ...network('ENABLED') },
        ],
        taskSets: [network('ENABLED', ['s2'])],
      },
      [
        ['service', '….assignPublicIp', 'DISABLED'],
        ['deployment', 'deployments[1].….assignPublicIp', 'ENABLED'],
        ['task-set', 'taskSets[0].….assignPublicIp', 'ENABLED'],
      ],
    ],
    [
      'a deployment that is over has none',
      { deployments: [{ status: 'ACTIVE', ...network('ENABLED') }] },
      [],
    ],
    [
      'another word cannot be read',
      network('YES'),
      [['service', '….assignPublicIp', { unreadable: 'assignPublicIp is neither ENABLED nor DISABLED' }]],
    ],
    [
      'a condition in its place cannot be read',
      { networkConfiguration: { 'Fn::If': ['A', {}, {}] } },
      [['service', '….assignPublicIp', { unreadable: 'Fn::If A is not known before deployment' }]],
    ],
  ])('%s', (_name, fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe('the capacity of a service', () => {
  const strategy = (...names: readonly string[]) => ({
    capacityProviderStrategy: names.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
  });
  const cluster = { defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] };
  const providers = [
    { name: 'asg', autoScalingGroupProvider: {} },
    { name: 'typed', type: 'EC2_AUTOSCALING' },
    { name: 'managed', type: 'MANAGED_INSTANCES' },
    { name: 'managed-too', managedInstancesProvider: {} },
  ];

  test.each<[string, object, readonly string[]]>([
    ['its launch type, before the default of the cluster', { launchType: 'EXTERNAL' }, ['EXTERNAL']],
    ['Fargate and Fargate Spot are one kind', strategy('FARGATE', 'FARGATE_SPOT'), ['FARGATE']],
    ['providers by their description', strategy('asg', 'managed'), ['EC2', 'MANAGED_INSTANCES']],
    [
      'providers by their type or their settings',
      strategy('typed', 'managed-too'),
      ['EC2', 'MANAGED_INSTANCES'],
    ],
    ['a provider nobody describes', strategy('other'), ['PROVIDER']],
    ['the default of the cluster', {}, ['FARGATE']],
    [
      'a deployment with another launch type',
      { launchType: 'FARGATE', deployments: [{ runningCount: 1, launchType: 'EC2' }] },
      ['EC2', 'FARGATE'],
    ],
    [
      "a deployment that names none has the service's",
      { launchType: 'EC2', deployments: [{ status: 'PRIMARY' }] },
      ['EC2'],
    ],
    ['task sets speak for a service that names none', { taskSets: [{ launchType: 'EC2' }] }, ['EC2']],
    [
      'a task set that names none has the default of the cluster',
      { launchType: 'EC2', taskSets: [{}] },
      ['EC2', 'FARGATE'],
    ],
    ['a launch type that is new to us', { launchType: 'MOON' }, ['PROVIDER']],
  ])('%s', (_name, fields, expected) => {
    expect(service(fields, cluster, providers).capacity).toEqual(expected);
  });

  it('is EC2 when neither service nor cluster says anything: the default of ECS', () => {
    expect(service({}).capacity).toEqual(['EC2']);
  });
});

describe('what else a service says', () => {
  it('has the target groups and load balancers of itself and its task sets, alternates included', () => {
    const { targetGroups, classicLoadBalancers } = service({
      loadBalancers: [
        { targetGroupArn: 'tg-b', advancedConfiguration: { alternateTargetGroupArn: 'tg-c' } },
        { loadBalancerName: 'old' },
      ],
      taskSets: [{ loadBalancers: [{ targetGroupArn: 'tg-a' }, { targetGroupArn: 'tg-b' }] }],
    });
    expect({ targetGroups, classicLoadBalancers }).toEqual({
      targetGroups: ['tg-a', 'tg-b', 'tg-c'],
      classicLoadBalancers: ['old'],
    });
  });

  it('reads exec, scheduling, management and tags', () => {
    const fields = {
      enableExecuteCommand: 'true',
      schedulingStrategy: 'DAEMON',
      resourceManagementType: 'ECS',
      tags: [{ key: 'owner', value: 'shop' }, { key: 'x' }, 'y', { key: 'n', value: 1 }],
    };
    expect(service(fields)).toMatchObject({
      executeCommand: true,
      scheduling: 'DAEMON',
      managedBy: 'ECS',
      tags: { owner: 'shop', x: '' },
    });
  });

  it('is managed by its customer without saying so', () => {
    expect(service({ resourceManagementType: 'CUSTOMER' })).not.toHaveProperty('managedBy');
  });
});

const NAMES = [
  'serviceArn',
  'clusterArn',
  'status',
  'taskDefinition',
  'deployments',
  'taskSets',
  'desiredCount',
  'networkConfiguration',
  'awsvpcConfiguration',
  'assignPublicIp',
  'subnets',
].concat([
  'launchType',
  'capacityProviderStrategy',
  'capacityProvider',
  'defaultCapacityProviderStrategy',
  'loadBalancers',
  'targetGroupArn',
  'advancedConfiguration',
  'tags',
  'key',
  'value',
  '__proto__',
]);

test('any JSON becomes a service of the right types', () => {
  fc.assert(
    fc.property(hostileJson(NAMES), hostileJson(NAMES), (raw, other) => {
      const read = toService(raw, other, [other]);
      expect(
        [read.arn, read.cluster, read.status, read.scheduling].every((each) => typeof each === 'string'),
      ).toBe(true);
      const lists = [
        read.revisions,
        read.capacity,
        read.targetGroups,
        read.classicLoadBalancers,
        Object.values(read.tags),
      ];
      expect(lists.flat().every((each) => typeof each === 'string')).toBe(true);
      expect(read.capacity).not.toEqual([]);
      for (const { assignPublicIp, subnets, securityGroups } of read.networks) {
        expect(
          assignPublicIp === undefined ||
            assignPublicIp === 'ENABLED' ||
            assignPublicIp === 'DISABLED' ||
            isUnreadable(assignPublicIp),
        ).toBe(true);
        expect([...subnets, ...securityGroups].every((each) => typeof each === 'string')).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
