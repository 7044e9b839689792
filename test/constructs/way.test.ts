import { describe, expect, test } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { eventRules, REDUCED_INPUT } from '#domain/event-rules.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { readEnvironment } from '../../functions/environment.ts';
import { found, only, statements, templateOf } from './synth.ts';

const template = templateOf();
const queue = (name: string) => only(template, 'AWS::SQS::Queue', `Lanes${name}`);
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const lambda = (name: string) => only(template, 'AWS::Lambda::Function', `Functions${name}`);

const JUDGED = behaviours.flatMap(({ events }) => events);

describe('the lanes', () => {
  test.each(['Changes', 'Sweep'])(
    '%s: hidden for six times the function, ten tries, then a dead letter',
    (name) => {
      const { properties } = queue(name);
      expect(properties).toMatchObject({
        RedrivePolicy: { deadLetterTargetArn: arnOf(queue('DeadLetters').id), maxReceiveCount: 10 },
      });
      expect(properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
        6 * Number(lambda('evaluate').properties['Timeout']),
      );
    },
  );

  test.each(['Changes', 'Sweep', 'DeadLetters'])(
    '%s is encrypted by SQS itself: EventBridge sends there',
    (name) => {
      expect(queue(name).properties).toMatchObject({ SqsManagedSseEnabled: true });
      expect(queue(name).properties).not.toHaveProperty('KmsMasterKeyId');
    },
  );

  test.each(['Changes', 'Sweep', 'DeadLetters'])('%s refuses requests without TLS', (name) => {
    const policy = only(template, 'AWS::SQS::QueuePolicy', `Lanes${name}Policy`);
    expect(statements(policy)).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test('dead letters are kept as long as SQS can', () => {
    expect(queue('DeadLetters').properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
  });
});

describe('what the evaluator is told that the monitor is made of', () => {
  const { Variables } = lambda('evaluate').properties['Environment'] as {
    readonly Variables: Readonly<Record<string, unknown>>;
  };
  const named = (value: unknown): readonly string[] =>
    [...JSON.stringify(value).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, id = '']) => id).sort();
  const ids = (type: string, prefix: string) =>
    found(template, type, prefix)
      .map(({ id }) => id)
      .sort();

  test.each([
    ['OTHER_FUNCTIONS', ids('AWS::Lambda::Function', 'Functions').filter((id) => !id.includes('evaluate'))],
    ['SCHEDULES', ids('AWS::Scheduler::Schedule', 'Schedules')],
    ['KEYS', [...ids('AWS::KMS::Key', 'DataKey'), ...ids('AWS::KMS::Key', 'TopicsOpsKey')].sort()],
    ['OPS_TOPIC_ARN', ids('AWS::SNS::Topic', 'TopicsOpsTopic')],
  ])('%s', (name, expected) => {
    expect(expected).not.toEqual([]);
    expect(named(Variables[name])).toEqual(expected);
  });

  test('rules are called by the monitor and what they bring', () => {
    const names = found(template, 'AWS::Events::Rule').map(({ properties }) => String(properties['Name']));
    const told = String(Variables['EVENT_RULES']).split(' ');
    expect(names.sort()).toEqual(told.map((each) => `ecs-warden-${each}`).sort());
    expect(names.filter((name) => name.length > 64)).toEqual([]);
  });
});

describe('the rules', () => {
  test('there is a rule for each that is derived, and no other', () => {
    expect(found(template, 'AWS::Events::Rule')).toHaveLength(eventRules(JUDGED).length);
  });

  test.each(eventRules(JUDGED))(
    '$name has the derived pattern and sends to the changes lane',
    ({ pattern, reduced }) => {
      const rules = found(template, 'AWS::Events::Rule', 'Rules');
      const rule = rules.find(
        ({ properties }) => JSON.stringify(properties['EventPattern']) === JSON.stringify(pattern),
      );
      expect(rule?.properties).toMatchObject({ State: 'ENABLED' });
      const target = { Id: 'Changes', Arn: arnOf(queue('Changes').id) };
      expect(rule?.properties['Targets']).toEqual([
        reduced
          ? {
              ...target,
              InputTransformer: {
                InputPathsMap: REDUCED_INPUT.inputPathsMap,
                InputTemplate: REDUCED_INPUT.inputTemplate,
              },
            }
          : { ...target, DeadLetterConfig: { Arn: arnOf(queue('DeadLetters').id) } },
      ]);
    },
  );

  test('events that can hold environment values all travel reduced, and no queue keeps them whole', () => {
    const reduced = eventRules(JUDGED).filter((rule) => rule.reduced);
    expect(JSON.stringify(reduced)).toMatch(/RegisterTaskDefinition.*RunTask.*StartTask/);
  });

  test.each([
    ['Changes', eventRules(JUDGED).length],
    ['DeadLetters', eventRules(JUDGED).filter(({ reduced }) => !reduced).length],
  ])('only our rules may send to %s', (name, count) => {
    const policy = only(template, 'AWS::SQS::QueuePolicy', `Lanes${name}Policy`);
    const allows = statements(policy).filter(({ Effect }) => Effect === 'Allow');
    expect(allows).toHaveLength(1);
    expect(allows[0]).toMatchObject({
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
    });
    const condition = allows[0]?.Condition as { ArnEquals: Record<string, unknown> } | undefined;
    expect(condition?.ArnEquals['aws:SourceArn']).toHaveLength(count);
  });
});

describe('the functions', () => {
  test.each(['evaluate', 'sweep', 'notify', 'tick'])(
    '%s runs Node 24 on ARM and logs where its log is kept',
    (name) => {
      const { properties } = lambda(name);
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.stringContaining('Logs') } },
      });
      expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    },
  );

  test.each(['evaluate', 'sweep', 'notify', 'tick'])(
    '%s has every variable that the functions read',
    (name) => {
      const { Variables } = lambda(name).properties['Environment'] as { Variables: Record<string, unknown> };
      const texts = Object.fromEntries(Object.keys(Variables).map((key) => [key, key]));
      expect(() => readEnvironment({ ...texts, AWS_REGION: 'eu-west-1' })).not.toThrow();
    },
  );

  test('a log is kept for a month', () => {
    const groups = found(template, 'AWS::Logs::LogGroup');
    expect(groups.map(({ properties }) => properties['RetentionInDays'])).toEqual([30, 30, 30, 30, 30]);
  });

  test('other settings are another deployment; the same are not', () => {
    const hashOf = (settings = DEFAULT_SETTINGS) =>
      (lambdaOf(templateOf({ settings }))['Environment'] as { Variables: Record<string, string> }).Variables[
        'SETTINGS_HASH'
      ];
    const lambdaOf = (of: typeof template) =>
      only(of, 'AWS::Lambda::Function', 'Functionsevaluate').properties;
    expect(hashOf({ ...DEFAULT_SETTINGS })).toBe(hashOf());
    expect(hashOf({ ...DEFAULT_SETTINGS, ownerTag: 'team' })).not.toBe(hashOf());
  });
});

describe('what feeds the functions', () => {
  const sources = found(template, 'AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
  const sourceOf = (arn: unknown) =>
    sources.find((each) => JSON.stringify(each['EventSourceArn']) === JSON.stringify(arn));

  test.each([
    ['Changes', 8],
    ['Sweep', 2],
  ])('%s: batches of ten, partial failures, at most %i at once', (name, MaximumConcurrency) => {
    expect(sourceOf(arnOf(queue(name).id))).toMatchObject({
      FunctionName: { Ref: lambda('evaluate').id },
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency },
    });
  });

  test('the stream wakes the teller for what is untold at once; a record that cannot be told is not tried for ever', () => {
    const state = only(template, 'AWS::DynamoDB::Table', 'TablesState').id;
    const source = sourceOf({ 'Fn::GetAtt': [state, 'StreamArn'] });
    expect(source).toMatchObject({
      FunctionName: { Ref: lambda('notify').id },
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 6 * 3600,
      ParallelizationFactor: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: arnOf(queue('DeadLetters').id) } },
    });
    const criteria = source?.['FilterCriteria'] as { Filters: readonly { Pattern: string }[] } | undefined;
    expect(criteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: { untoldRoute: { S: ['immediate'] } } } },
    ]);
  });

  test.each([
    ['Sweep', 'cron(15 2 * * ? *)'],
    ['Tick', 'rate(5 minutes)'],
  ])('%s begins by the clock', (name, ScheduleExpression) => {
    expect(only(template, 'AWS::Scheduler::Schedule', `Schedules${name}`).properties).toMatchObject({
      ScheduleExpression,
      Target: { Arn: arnOf(lambda(name.toLowerCase()).id) },
    });
  });
});
