import { describe, expect, it } from 'vitest';
import { eventRules } from '#domain/event-rules.ts';
import { unwrap } from '#monitor/envelope.ts';
import { route, routeAll } from '#monitor/route.ts';
import { matches } from '../support/event-pattern.ts';
import { transformed } from '../support/input-transformer.ts';
import { call, ecsArn, inEventBridge, SITUATIONS } from '../support/synthetic-events.ts';

const record = call('ecs', 'UpdateCluster', { cluster: 'shop' });
const second = call('ecs', 'UpdateCluster', { cluster: 'batch' });
const event = inEventBridge(record);
const json = JSON.stringify;
const sns = (message: unknown) => ({ Type: 'Notification', MessageId: 'm', TopicArn: 't', Message: message });
const sqs = (body: unknown) => ({ messageId: 'm', receiptHandle: 'r', eventSource: 'aws:sqs', body });

describe('the record is found in any envelope', () => {
  const cases: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ['a bare CloudTrail record', record, [record]],
    ['an EventBridge event', event, [event]],
    ['JSON text', json(event), [event]],
    ['a log file', { Records: [record, second] }, [record, second]],
    ['an empty log file', { Records: [] }, []],
    ['an SNS notification', sns(json(event)), [event]],
    ['an SNS notification of a log file', sns(json({ Records: [record, second] })), [record, second]],
    ["Lambda's SNS event", { Records: [{ EventSource: 'aws:sns', Sns: sns(json(event)) }] }, [event]],
    [
      "Lambda's SNS event that does not say it is a notification",
      { Records: [{ Sns: { Message: json(event) } }] },
      [event],
    ],
    ['an SQS message', sqs(json(event)), [event]],
    ["Lambda's SQS event", { Records: [sqs(json(event)), sqs(json(record))] }, [event, record]],
    ['what ReceiveMessage answers', { Messages: [{ MessageId: 'm', Body: json(event) }] }, [event]],
    ['SNS in SQS', { Records: [sqs(json(sns(json(event))))] }, [event]],
    [
      'a log file in SNS in SQS',
      { Records: [sqs(json(sns(json({ Records: [record, second] }))))] },
      [record, second],
    ],
    ['a list', [record, event], [record, event]],
  ];
  it.each(cases)('%s', (_title, value, records) => {
    expect(unwrap(value)).toEqual(records.map((each) => ({ record: each })));
  });
});

describe('what cannot be opened says why, and loses nothing beside it', () => {
  let nested: unknown = record;
  for (let depth = 0; depth < 50_000; depth += 1) nested = [nested];
  const deep: Record<string, unknown> = {};
  let inner = deep;
  for (let depth = 0; depth < 50_000; depth += 1) inner = inner['x'] = {};
  const secret = 'hunter2hunter2';
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['text that is no JSON', `{"password":"${secret}`, 'not JSON (27 characters)'],
    ['a truncated record', json(event).slice(0, 300), 'not JSON (300 characters)'],
    ['nothing', undefined, 'nothing'],
    ['null', null, 'nothing'],
    ['a number', 5, 'not an event but a number'],
    ['records that are no list', { Records: { a: secret } }, 'Records is no list'],
    ['a body of the wrong type', sqs(5), 'body is neither text nor an object'],
    ['a message of the wrong type', sns(null), 'Message is neither text nor an object'],
    [
      'a subscription',
      { Type: 'SubscriptionConfirmation', Message: secret },
      'an SNS SubscriptionConfirmation, not a notification',
    ],
    ['a reduced form of tomorrow', { 'ecs-warden': 'reduced.v2' }, 'a reduced form of another version'],
    ['a record of 1 MB', { ...record, more: 'x'.repeat(1_000_001) }, 'larger than 1000000 characters'],
    ['lists in lists without end', nested, 'envelopes within envelopes, too deep'],
  ];
  it.each(cases)('%s', (_title, value, why) => {
    expect(unwrap(value)).toEqual([{ malformed: why }]);
    const routings = routeAll({ Records: [record, value, second] });
    expect(routings.map(({ kind }) => kind)).toEqual(['changes', 'malformed', 'changes']);
    expect(json(routings)).not.toContain(secret);
  });

  it('a record nested without end is still a record', () => {
    expect(routeAll({ ...record, deep }).map(({ kind }) => kind)).toEqual(['changes']);
  });
});

const reducedRules = eventRules().filter(({ reduced }) => reduced);
const reducedSituations = SITUATIONS.filter((each) =>
  reducedRules.some(({ pattern }) => matches(pattern, inEventBridge(each.record))),
);

describe('the reduced form', () => {
  it.each(reducedSituations)('leads to the same as the event: $title', ({ record: each }) => {
    const whole = inEventBridge(each);
    expect(routeAll(transformed(whole))).toEqual([route(whole)]);
    expect(routeAll(transformed(whole, 'null'))).toEqual([route(whole)]);
  });

  it('keeps the names of what was overridden, never a value, a command or a tag', () => {
    const canary = 'canary-7f3a';
    const overrides = {
      taskRoleArn: 'arn:aws:iam::111122223333:role/admin',
      containerOverrides: [
        { name: 'app', command: [canary], environment: [{ name: 'DB_PASSWORD', value: canary }] },
      ],
    };
    const run = inEventBridge(
      call(
        'ecs',
        'RunTask',
        { taskDefinition: 'web:1', overrides, tags: [{ key: 'k', value: canary }] },
        { tasks: [{ taskDefinitionArn: ecsArn('task-definition/web:1'), overrides }] },
      ),
    );
    const register = inEventBridge(
      call('ecs', 'RegisterTaskDefinition', {
        family: 'web',
        containerDefinitions: [{ name: 'app', environment: [{ name: 'K', value: canary }] }],
      }),
    );
    const text = transformed(run);
    expect(text + transformed(register)).not.toContain(canary);
    expect(JSON.parse(text)).toMatchObject({
      taskRoleOverride: overrides.taskRoleArn,
      overriddenContainers: ['app'],
      overriddenVariables: ['DB_PASSWORD'],
    });
    expect(unwrap(text)).toMatchObject([
      {
        record: {
          detail: {
            requestParameters: {
              overrides: {
                taskRoleArn: overrides.taskRoleArn,
                containerOverrides: [{ name: 'app', environment: [{ name: 'DB_PASSWORD' }] }],
              },
            },
          },
        },
      },
    ]);
  });

  it('a run that started nothing stays one', () => {
    const run = inEventBridge(
      call(
        'ecs',
        'RunTask',
        { taskDefinition: 'web:1' },
        { tasks: [], failures: [{ reason: 'RESOURCE:CPU' }] },
      ),
    );
    expect(routeAll(transformed(run))).toMatchObject([{ kind: 'ignored', why: 'no task was started' }]);
  });
});
