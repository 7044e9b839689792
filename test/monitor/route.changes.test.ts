import { describe, expect, it } from 'vitest';
import type { ChangedResource } from '#domain/change.ts';
import { route } from '#monitor/route.ts';
import { ACCOUNT, call, DIGEST, ecsArn, native, OTHER, TIME } from '../support/synthetic-events.ts';

const changes = (record: unknown): readonly ChangedResource[] => {
  const routing = route(record);
  expect(routing.kind === 'changes' ? '' : routing.why).toBe('');
  return routing.kind === 'changes' ? routing.changed : [];
};
const effect = (record: unknown) =>
  changes(record).map(({ alters, creates, deletes }) => ({
    alters,
    creates: creates ?? false,
    deletes: deletes ?? false,
  }));

const changed = { creates: false, deletes: false };
const registered = (revision: number) =>
  call(
    'ecs',
    'RegisterTaskDefinition',
    { family: 'web' },
    { taskDefinition: { taskDefinitionArn: ecsArn(`task-definition/web:${revision}`), revision } },
  );

describe('what a change can alter', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    [
      'the first revision creates its family',
      registered(1),
      [{ alters: ['family'], creates: true, deletes: false }],
    ],
    ['revision 11 does not', registered(11), [{ alters: ['family'], ...changed }]],
    [
      'a deregistration may be the end of a family',
      call('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'web:1' }),
      [{ alters: ['family'], creates: false, deletes: true }],
    ],
    [
      'a tag may make a repository sensitive, and alters nothing else',
      call('ecr', 'TagResource', { resourceArn: `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/a` }),
      [{ alters: ['encryptionKey'], ...changed }],
    ],
    [
      'mutability alters the repository',
      call('ecr', 'PutImageTagMutability', { repositoryName: 'a' }),
      [{ alters: ['repository'], ...changed }],
    ],
    [
      'a policy alters who is let in',
      call('ecr', 'SetRepositoryPolicy', { repositoryName: 'a' }),
      [{ alters: ['ecrAccess'], ...changed }],
    ],
    [
      'so does a policy of the registry',
      call('ecr', 'PutRegistryPolicy', { policyText: '{}' }),
      [{ alters: ['ecrAccess'], ...changed }],
    ],
    [
      'and where it copies to',
      call('ecr', 'PutReplicationConfiguration', { replicationConfiguration: { rules: [] } }),
      [{ alters: ['ecrAccess'], ...changed }],
    ],
    [
      'and what new repositories begin with',
      call('ecr', 'UpdateRepositoryCreationTemplate', { prefix: 'prod' }),
      [{ alters: ['ecrAccess'], ...changed }],
    ],
    [
      'scanning alters what is in effect',
      call('ecr', 'PutImageScanningConfiguration', { repositoryName: 'a' }),
      [{ alters: ['repositoryScanning'], ...changed }],
    ],
    [
      'a registry rule for scanning',
      call('ecr', 'PutRegistryScanningConfiguration', null),
      [{ alters: ['repositoryScanning'], ...changed }],
    ],
    [
      'a lifecycle policy that goes',
      call('ecr', 'DeleteLifecyclePolicy', { repositoryName: 'a' }),
      [{ alters: ['lifecyclePolicy'], ...changed }],
    ],
    [
      'settings of a cluster',
      call('ecs', 'UpdateClusterSettings', { cluster: 'a' }),
      [{ alters: ['cluster'], ...changed }],
    ],
    [
      'a new repository',
      call('ecr', 'CreateRepository', { repositoryName: 'a' }),
      [
        {
          alters: ['repository', 'encryptionKey', 'repositoryScanning', 'lifecyclePolicy', 'ecrAccess'],
          creates: true,
          deletes: false,
        },
      ],
    ],
    [
      'a deleted service',
      call('ecs', 'DeleteService', { service: 'a' }),
      [{ alters: ['service', 'loadBalancers'], creates: false, deletes: true }],
    ],
    [
      'who may take a role',
      call('iam', 'UpdateAssumeRolePolicy', { roleName: 'web', policyDocument: '{}' }),
      [{ alters: ['principal'], ...changed }],
    ],
    [
      'a pull-through rule',
      call('ecr', 'DeletePullThroughCacheRule', null),
      [{ alters: ['pullThroughCache'], ...changed }],
    ],
    [
      'a steady state',
      native('ecs', 'ECS Service Action', {}, [ecsArn('service/shop/web')]),
      [{ alters: [], ...changed }],
    ],
    [
      'a deleted image, and the repository it was in',
      call('ecr', 'BatchDeleteImage', { repositoryName: 'a', imageIds: [{ imageDigest: DIGEST }] }),
      [
        { alters: [], ...changed },
        {
          alters: ['image', 'imageContent', 'imageScan', 'imageSignatures'],
          creates: false,
          deletes: true,
        },
      ],
    ],
    [
      'a first scan by Inspector',
      native('inspector2', 'Inspector2 Scan', {
        'repository-name': `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/a`,
        'image-digest': DIGEST,
      }),
      [{ alters: ['imageScan'], ...changed }],
    ],
  ];
  it.each(cases)('%s', (_title, record, expected) => {
    expect(effect(record)).toEqual(expected);
  });
});

describe('sightings of standalone tasks', () => {
  const used = ecsArn('task-definition/web');
  const lastSeen = '2026-03-01T10:00:00.000Z';
  const task = {
    taskDefinitionArn: `${used}:7`,
    clusterArn: ecsArn('cluster/shop'),
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
  };
  const sightings = (record: unknown) =>
    changes(record).map(({ resource, sighting }) =>
      sighting ? { at: resource.type, ...sighting } : undefined,
    );
  const seen = (...features: readonly string[]) => [
    undefined,
    { at: 'AWS::ECS::Cluster', used, features, lastSeen },
  ];

  const cases: readonly (readonly [string, unknown, unknown])[] = [
    [
      'RunTask: the answer names the revision',
      call('ecs', 'RunTask', { taskDefinition: 'web' }, { tasks: [{ ...task, launchType: 'FARGATE' }] }),
      seen('revision:7', 'standalone', 'capacity:FARGATE'),
    ],
    [
      'RunTask: the request names it',
      call('ecs', 'RunTask', { taskDefinition: 'web:7', launchType: 'EC2' }),
      seen('revision:7', 'standalone', 'capacity:EC2'),
    ],
    ['RunTask: nothing names it', call('ecs', 'RunTask', { taskDefinition: 'web' }), [undefined, undefined]],
    [
      'StartTask',
      call('ecs', 'StartTask', { taskDefinition: `${used}:7` }),
      seen('revision:7', 'standalone'),
    ],
    [
      'an unknown launch type is left out',
      call('ecs', 'RunTask', { taskDefinition: 'web:7', launchType: 'x\ny' }),
      seen('revision:7', 'standalone'),
    ],
    [
      'a running task without group and starter',
      native('ecs', 'ECS Task State Change', task),
      seen('revision:7', 'standalone'),
    ],
    [
      "a running task in its family's group",
      native('ecs', 'ECS Task State Change', { ...task, group: 'family:web' }),
      seen('revision:7', 'standalone'),
    ],
    [
      'a starter that only pretends to be a service',
      native('ecs', 'ECS Task State Change', { ...task, group: 'family:web', startedBy: 'ecs-svc/1' }),
      seen('revision:7', 'standalone'),
    ],
    [
      "a service's task is no sighting",
      native('ecs', 'ECS Task State Change', { ...task, group: 'service:web' }),
      [undefined],
    ],
    [
      "a service's task by its starter",
      native('ecs', 'ECS Task State Change', { ...task, startedBy: 'ecs-svc/1' }),
      [undefined],
    ],
  ];
  it.each(cases)('%s', (_title, record, expected) => {
    expect(sightings(record)).toEqual(expected);
  });
});

describe('who did it', () => {
  const actor = (userIdentity: unknown) => {
    const routing = route(call('ecs', 'UpdateCluster', { cluster: 'shop' }, null, { userIdentity }));
    return routing.kind === 'changes' ? routing.change.actor : routing.why;
  };
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/ci/deploy-7`;
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    [
      'a role: its session is apart',
      {
        type: 'AssumedRole',
        arn: session,
        sessionContext: {
          sourceIdentity: 'alice',
          sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:role/teams/ci` },
        },
        invokedBy: 'cloudformation.amazonaws.com',
      },
      {
        principal: `arn:aws:iam::${ACCOUNT}:role/teams/ci`,
        session: 'deploy-7',
        sourceIdentity: 'alice',
        invokedBy: 'cloudformation.amazonaws.com',
      },
    ],
    [
      'a role whose issuer is not recorded',
      { type: 'AssumedRole', arn: session },
      { principal: `arn:aws:iam::${ACCOUNT}:role/ci`, session: 'deploy-7' },
    ],
    [
      'a user',
      { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/bob`, userName: 'bob' },
      { principal: `arn:aws:iam::${ACCOUNT}:user/bob` },
    ],
    ['a user without ARN', { type: 'IAMUser', userName: 'bob' }, { principal: 'bob' }],
    [
      'root',
      { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
      { principal: 'root' },
    ],
    [
      'an AWS service has no account',
      { type: 'AWSService', invokedBy: 'ecs.amazonaws.com' },
      { principal: 'ecs.amazonaws.com' },
    ],
    [
      'another account',
      { type: 'AWSAccount', accountId: OTHER, principalId: 'AROAX:them' },
      { principal: `account ${OTHER}`, session: 'them' },
    ],
    [
      'a web identity',
      { type: 'WebIdentityUser', principalId: 'accounts.google.com:app:42', userName: '42' },
      { principal: 'accounts.google.com:app:42' },
    ],
    [
      'a SAML user',
      { type: 'SAMLUser', principalId: 'idp:alice', userName: 'alice' },
      { principal: 'idp:alice' },
    ],
    [
      'a federated user',
      {
        type: 'FederatedUser',
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/eve`,
        sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:user/bob` } },
      },
      { principal: `arn:aws:iam::${ACCOUNT}:user/bob`, session: 'eve' },
    ],
    [
      'an Identity Center user',
      { type: 'IdentityCenterUser', onBehalfOf: { userId: 'u-1' } },
      { principal: 'u-1' },
    ],
    ['AWS by itself', { accountId: ACCOUNT, invokedBy: 'AWS Internal' }, { principal: 'AWS Internal' }],
    [
      'a hostile session name is cleaned',
      { type: 'AssumedRole', arn: `${session}\n\u001b[31m` },
      { principal: `arn:aws:iam::${ACCOUNT}:role/ci`, session: 'deploy-7[31m' },
    ],
    ['nobody', {}, undefined],
    ['the wrong type', 'root', undefined],
    ['a type that is no type of identity', { type: 'constructor', userName: 'x' }, { principal: 'x' }],
  ];
  it.each(cases)('%s', (_title, identity, expected) => {
    expect(actor(identity)).toEqual(expected);
  });

  it('keeps id, time, address and agent of a call', () => {
    const routing = route(call('ecs', 'UpdateCluster', { cluster: 'shop' }, null, { userAgent: 'a\nb' }));
    expect(routing.kind === 'changes' && { ...routing.change, actor: undefined }).toEqual({
      eventId: 'id-UpdateCluster',
      eventName: 'UpdateCluster',
      eventTime: new Date(TIME).toISOString(),
      actor: undefined,
      sourceIp: '192.0.2.7',
      userAgent: 'ab',
    });
  });

  it.each([
    ['2026-03-01 10:00:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01 10:00:00.123456789', '2026-03-01T10:00:00.123Z'],
  ])('reads the time %s of an exported log as UTC', (eventTime, expected) => {
    const routing = route(call('ecs', 'UpdateCluster', { cluster: 'shop' }, null, { eventTime }));
    expect(routing.kind === 'changes' && routing.change.eventTime).toBe(expected);
  });
});
