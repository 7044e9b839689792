import { describe, expect, it } from 'vitest';
import { route } from '#monitor/route.ts';
import {
  ACCOUNT,
  call,
  DIGEST,
  DIGEST2,
  ecrArn,
  ecsArn,
  inEventBridge,
  native,
  OTHER,
  REGION,
} from '../support/synthetic-events.ts';

const update = (more: Record<string, unknown> = {}) =>
  call('ecs', 'UpdateCluster', { cluster: 'shop' }, null, more);
const without = (record: Readonly<Record<string, unknown>>, ...keys: readonly string[]) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
const said = (record: unknown): string => {
  const routing = route(record);
  return routing.kind === 'changes'
    ? `changes ${routing.changed.map(({ resource }) => resource.arn).join(' ')}`
    : `${routing.kind}: ${routing.why}`;
};
const runningTask = {
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  clusterArn: ecsArn('cluster/shop'),
  taskDefinitionArn: ecsArn('task-definition/web:7'),
};
const action = { 'repository-name': 'team/api', 'image-digest': DIGEST };
const longName = 'a'.repeat(10_000);

describe('what is not for us says why', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    [
      'another service',
      update({ eventSource: 'rds.amazonaws.com' }),
      'ignored: no control watches rds.amazonaws.com',
    ],
    [
      'another service, without a name',
      without(update({ eventSource: 'glacier.amazonaws.com' }), 'eventName'),
      'ignored: no control watches glacier.amazonaws.com',
    ],
    [
      'another native source',
      { ...native('ecs', 'X', {}), source: 'aws.config' },
      'ignored: no control watches aws.config',
    ],
    [
      "somebody's own event that looks like CloudTrail's",
      { ...inEventBridge(update()), source: 'my.app' },
      'ignored: no control watches my.app',
    ],
    [
      'agent chatter',
      call('ecs', 'SubmitTaskStateChange', {}),
      'ignored: agent chatter: containers and instances report what runs, nothing is changed by it',
    ],
    [
      'a stopped task',
      call('ecs', 'StopTask', { task: 'x' }),
      'ignored: a stopped task changes nothing that is judged; uses age out',
    ],
    [
      'a layer',
      call('ecr', 'UploadLayerPart', {}),
      'ignored: a layer is no image yet; PutImage ends the push',
    ],
    ['a read by its flag', update({ readOnly: true }), 'ignored: reads only'],
    [
      'a read by its name, in an old record',
      without(call('ecr', 'BatchGetImage', {}), 'readOnly'),
      'ignored: reads only',
    ],
    [
      'a call of tomorrow',
      call('ecs', 'ReverseService', {}),
      'ignored: unknown event ReverseService of ecs.amazonaws.com',
    ],
    [
      'a native event of tomorrow',
      native('ecr', 'ECR Artifact Action', {}),
      'ignored: unknown event ECR Artifact Action of aws.ecr',
    ],
    [
      'a failed call',
      update({ errorCode: 'AccessDenied', requestParameters: null }),
      'ignored: the call failed: AccessDenied',
    ],
    [
      'a failed call with a strange code',
      update({ errorCode: '<!channel>' }),
      'ignored: the call failed: for a reason unknown',
    ],
    ['a dry run', call('ecs', 'UpdateService', { service: 'web', dryrun: true }), 'ignored: a dry run'],
    [
      'the same call seen by a VPC endpoint',
      update({ eventType: 'AwsVpceEvent' }),
      'ignored: not the record of the call itself',
    ],
    [
      'an insight into the same call',
      { ...inEventBridge(update()), 'detail-type': 'AWS Insight via CloudTrail' },
      'ignored: not the record of the call itself',
    ],
    [
      'no task was started',
      call('ecs', 'RunTask', { taskDefinition: 'web' }, { tasks: [], failures: [{ reason: 'AGENT' }] }),
      'ignored: no task was started',
    ],
    [
      'no definition was deleted',
      call(
        'ecs',
        'DeleteTaskDefinitions',
        { taskDefinitions: ['web:1'] },
        { failures: [{ arn: ecsArn('task-definition/web:1') }] },
      ),
      'ignored: no task definition was deleted',
    ],
    [
      'no image was deleted',
      call(
        'ecr',
        'BatchDeleteImage',
        { repositoryName: 'a', imageIds: [{ imageDigest: DIGEST2 }] },
        { imageIds: [], failures: [{ imageId: { imageDigest: DIGEST2 } }] },
      ),
      'ignored: no image was deleted',
    ],
    [
      'a tag on a task',
      call('ecs', 'TagResource', { resourceArn: ecsArn('task/shop/1') }),
      'ignored: a tag on a task changes nothing that is judged',
    ],
    [
      "another account's cluster",
      call('ecs', 'UpdateCluster', { cluster: `arn:aws:ecs:${REGION}:${OTHER}:cluster/shop` }),
      `ignored: belongs to account ${OTHER}`,
    ],
    [
      "another account's registry",
      call('ecr', 'PutImage', { repositoryName: 'a', registryId: OTHER }),
      `ignored: belongs to account ${OTHER}`,
    ],
    [
      "another account's repository, by its owner",
      call('ecr', 'PutImage', { repositoryName: 'a' }, null, {
        resources: [{ ARN: `arn:aws:ecr:${REGION}:${OTHER}:repository/a`, accountId: OTHER }],
      }),
      `ignored: belongs to account ${OTHER}`,
    ],
    [
      'a task that is to stop',
      native('ecs', 'ECS Task State Change', { ...runningTask, desiredStatus: 'STOPPED' }),
      'ignored: the task does not run, or is to stop',
    ],
    [
      'a task that waits',
      native('ecs', 'ECS Task State Change', { ...runningTask, lastStatus: 'PENDING' }),
      'ignored: the task does not run, or is to stop',
    ],
    [
      'a container instance',
      native('ecs', 'ECS Container Instance State Change', {}),
      'ignored: noisy; the sweep reads container instances',
    ],
    [
      'a push that failed',
      native('ecr', 'ECR Image Action', { ...action, result: 'FAILURE' }),
      'ignored: the action failed',
    ],
    [
      'a cache that failed',
      native('ecr', 'ECR Pull Through Cache Action', { ...action, 'sync-status': 'FAILURE' }),
      'ignored: the action failed',
    ],
  ];
  it.each(cases)('%s', (_title, record, expected) => {
    expect(said(record)).toBe(expected);
  });
});

describe('what claims to be for us but cannot be understood is a dead letter', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['null', null, 'not an event'],
    [
      'more than any call takes',
      call('ecs', 'DeleteTaskDefinitions', {
        taskDefinitions: Array.from({ length: 200_000 }, (_, index) => `f${index}`),
      }),
      'names more than 10000 resources',
    ],
    ['a number', 7, 'not an event'],
    ['an object of something else', { hello: 'world' }, 'not an event'],
    ['an event without source', { eventName: 'UpdateCluster' }, 'it does not say where it comes from'],
    ['an event without name', without(update(), 'eventName'), 'it has no name'],
    ['a name of the wrong type', update({ eventName: ['UpdateCluster'] }), 'it has no name'],
    [
      'no account anywhere',
      without(update({ userIdentity: { type: 'AWSService' } }), 'recipientAccountId'),
      'it names no account',
    ],
    ['no region', without(update(), 'awsRegion'), 'it names no region'],
    ['a region that is none', update({ awsRegion: '../../x' }), 'it names no region'],
    ['no time', without(update(), 'eventTime'), 'it has no time'],
    ['a time that is none', update({ eventTime: 'Apr 27, 2026, 2:18:03 AM' }), 'it has no time'],
    ['nothing said at all', call('ecs', 'UpdateCluster', null), 'it names no cluster'],
    ['a service without name', call('ecs', 'UpdateService', { cluster: 'shop' }), 'it names no service'],
    [
      'a name of the wrong type inside',
      call('ecs', 'UpdateCluster', { cluster: { name: 'shop' } }),
      'cluster is no text',
    ],
    ['a newline in a name', call('ecs', 'UpdateCluster', { cluster: 'a\nb' }), 'names no valid cluster name'],
    [
      'an escape in a name',
      call('ecs', 'CreateCluster', { clusterName: '\u001b[31mred' }),
      'names no valid cluster name',
    ],
    [
      'a mention in a name',
      call('ecs', 'CreateService', { serviceName: '<!channel>' }),
      'names no valid service',
    ],
    [
      'a formula as a family',
      call('ecs', 'RegisterTaskDefinition', { family: '=1+1' }),
      'names no valid task definition',
    ],
    ['a name of 10 kB', call('ecs', 'UpdateCluster', { cluster: longName }), 'names no valid cluster name'],
    [
      'a repository name that climbs',
      call('ecr', 'PutImage', { repositoryName: '../x' }),
      'names no valid repository name',
    ],
    [
      'a digest that is none',
      native('ecr', 'ECR Image Action', { ...action, 'image-digest': 'latest', result: 'SUCCESS' }),
      'names no valid image digest',
    ],
    [
      'an ARN of another kind',
      call('ecs', 'UpdateCluster', { cluster: ecsArn('service/shop/web') }),
      'names no valid cluster ARN',
    ],
    [
      'an ARN of another region',
      call('ecs', 'UpdateCluster', { cluster: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/a` }),
      'names a cluster of another region or partition',
    ],
    [
      'an ARN of 10 kB',
      call('ecs', 'UpdateCluster', { cluster: ecsArn(`cluster/${longName}`) }),
      'names no valid cluster ARN',
    ],
    [
      'a service ARN with too many parts',
      call('ecs', 'UpdateService', { service: ecsArn('service/a/b/c') }),
      'names no valid service',
    ],
    ['a tag on nothing', call('ecs', 'TagResource', {}), 'it names no resource'],
    ['a tag on no ARN', call('ecs', 'TagResource', { resourceArn: 'web' }), 'names no valid ECS ARN'],
    [
      'attributes of nothing',
      call('ecs', 'PutAttributes', { attributes: [] }),
      'it names no container instance',
    ],
    [
      'a native event with its detail cut off',
      native('ecs', 'ECS Service Action', {}),
      'it names no service',
    ],
    [
      'a task without definition',
      native('ecs', 'ECS Task State Change', { lastStatus: 'RUNNING', desiredStatus: 'RUNNING' }),
      'it names no task definition',
    ],
    [
      'a running task without cluster',
      native('ecs', 'ECS Task State Change', without(runningTask, 'clusterArn')),
      'it names no cluster',
    ],
  ];
  it.each(cases)('%s', (_title, record, why) => {
    expect(said(record)).toBe(`malformed: ${why}`);
  });
});

describe('where it happened', () => {
  const cluster = (partition: string, region: string, account = ACCOUNT) =>
    `changes arn:${partition}:ecs:${region}:${account}:cluster/shop`;
  const bare = without(update(), 'recipientAccountId');
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['China', update({ awsRegion: 'cn-north-1' }), cluster('aws-cn', 'cn-north-1')],
    [
      'China, with its own source name',
      update({ awsRegion: 'cn-north-1', eventSource: 'ecs.amazonaws.com.cn' }),
      cluster('aws-cn', 'cn-north-1'),
    ],
    ['GovCloud', update({ awsRegion: 'us-gov-west-1' }), cluster('aws-us-gov', 'us-gov-west-1')],
    [
      'the recipient is the owner, not the caller',
      update({ userIdentity: { type: 'AWSAccount', accountId: OTHER } }),
      cluster('aws', REGION),
    ],
    [
      'the account of the envelope',
      { ...inEventBridge(bare), account: OTHER },
      cluster('aws', REGION, OTHER),
    ],
    [
      'the account of an ARN in the answer',
      {
        ...bare,
        responseElements: { cluster: { clusterArn: ecsArn('cluster/shop') } },
        userIdentity: { type: 'AWSAccount', accountId: OTHER },
      },
      cluster('aws', REGION),
    ],
    ['the account of the caller, last', bare, cluster('aws', REGION)],
    [
      'the region of the envelope',
      { ...inEventBridge(update()), detail: without(update(), 'awsRegion') },
      cluster('aws', REGION),
    ],
    [
      'the time of the envelope',
      { ...inEventBridge(update()), detail: without(update(), 'eventTime') },
      cluster('aws', REGION),
    ],
    [
      'one owner of several is us',
      call('ecr', 'PutLifecyclePolicy', { repositoryName: 'a', registryId: OTHER }, null, {
        resources: [{ accountId: OTHER }, { accountId: ACCOUNT }],
      }),
      `changes ${ecrArn('repository/a')}`,
    ],
    [
      'a registry id counts less than the owner that CloudTrail names',
      call('ecr', 'PutLifecyclePolicy', { repositoryName: 'a', registryId: OTHER }, null, {
        resources: [{ accountId: ACCOUNT, ARN: 'broken' }],
      }),
      `changes ${ecrArn('repository/a')}`,
    ],
  ];
  it.each(cases)('%s', (_title, record, expected) => {
    expect(said(record)).toBe(expected);
  });
});

describe('the head of an event', () => {
  it('is always text, cleaned and short', () => {
    const { head } = route(
      update({
        eventID: `\u001b[2J${'x'.repeat(5000)}`,
        eventName: 'Evil\nName\u202e',
        awsRegion: 7,
        recipientAccountId: null,
        userIdentity: null,
      }),
    );
    expect(head).toEqual({
      eventId: `[2J${'x'.repeat(253)}`,
      source: 'ecs.amazonaws.com',
      name: 'EvilName',
      region: '',
      account: '',
    });
  });

  it('names a native event by its detail-type and source', () => {
    const { head } = route(native('ecr', 'ECR Image Action', {}));
    expect(head).toEqual({
      eventId: 'id-ECR Image Action',
      source: 'aws.ecr',
      name: 'ECR Image Action',
      region: REGION,
      account: ACCOUNT,
    });
  });
});
