import { describe, expect, it } from 'vitest';
import { eventRules, MAX_PATTERN, REDUCED_INPUT } from '#domain/event-rules.ts';
import { matches } from '../support/event-pattern.ts';
import { call, finding, inEventBridge, native, SITUATIONS } from '../support/synthetic-events.ts';

const rules = eventRules();
const matching = (record: Readonly<Record<string, unknown>>): readonly string[] =>
  rules.filter(({ pattern }) => matches(pattern, inEventBridge(record))).map(({ name }) => name);

describe('the rules', () => {
  it('are few, each with a name of its own and a pattern of bounded length', () => {
    expect(rules.length).toBeLessThanOrEqual(40);
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    expect(rules.filter(({ pattern }) => JSON.stringify(pattern).length > MAX_PATTERN)).toEqual([]);
  });

  /** A rule of the stack brings it, which names one bucket. */
  const fromOwnBucket = ({ record }: (typeof SITUATIONS)[number]): boolean =>
    record['detail-type'] === 'Object Created';

  it.each(SITUATIONS.filter((each) => !fromOwnBucket(each)))('exactly one brings: $title', ({ record }) => {
    expect(matching(record)).toHaveLength(1);
  });

  it('none brings the objects of all buckets', () => {
    const objects = SITUATIONS.filter(fromOwnBucket);
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.flatMap(({ record }) => matching(record))).toEqual([]);
  });

  it('what can hold environment values travels reduced, by a rule of its own', () => {
    const names = rules
      .filter(({ reduced }) => reduced)
      .flatMap(({ pattern }) => JSON.stringify(pattern).match(/(?<=")[A-Z]\w+(?=")/g) ?? []);
    expect(names.sort()).toEqual([
      'CreateExpressGatewayService',
      'DeleteExpressGatewayService',
      'DeleteTaskDefinitions',
      'DeregisterTaskDefinition',
      'RegisterDaemonTaskDefinition',
      'RegisterTaskDefinition',
      'RunTask',
      'StartTask',
      'TagResource',
      'UpdateExpressGatewayService',
    ]);
  });

  const unwanted: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['a vulnerability that is closed', finding({ status: 'CLOSED' })],
    ['a vulnerability of medium severity', finding({ severity: 'MEDIUM' })],
    ['a failed call', call('ecs', 'UpdateCluster', { cluster: 'a' }, null, { errorCode: 'AccessDenied' })],
    ['a stopped task', call('ecs', 'StopTask', { task: 'a' })],
    ['agent chatter', call('ecs', 'SubmitTaskStateChange', {})],
    ['a layer', call('ecr', 'UploadLayerPart', {})],
    ['a name of another service', { ...inEventBridge(call('ecs', 'TagResource', {})), source: 'aws.ec2' }],
    [
      'a task that waits',
      native('ecs', 'ECS Task State Change', { lastStatus: 'PENDING', desiredStatus: 'RUNNING' }),
    ],
    [
      'a task that is to stop',
      native('ecs', 'ECS Task State Change', { lastStatus: 'RUNNING', desiredStatus: 'STOPPED' }),
    ],
    ['a push that failed', native('ecr', 'ECR Image Action', { result: 'FAILURE' })],
    ['a container instance', native('ecs', 'ECS Container Instance State Change', {})],
  ];
  it.each(unwanted)('none brings %s', (_title, record) => {
    expect(matching(record)).toEqual([]);
  });
});

describe('the input transformer', () => {
  it('keeps to the limits of EventBridge: 100 paths, 8,192 characters, each variable defined once', () => {
    const names = [...REDUCED_INPUT.inputTemplate.matchAll(/<(\w+)>/g)].map(([, name = '']) => name);
    expect(names.sort()).toEqual(Object.keys(REDUCED_INPUT.inputPathsMap).sort());
    expect(names.length).toBeLessThanOrEqual(100);
    expect(REDUCED_INPUT.inputTemplate.length).toBeLessThanOrEqual(8192);
  });
});
