import { describe, expect, test } from 'vitest';
import { actionsOf, type Found, found, only, type Statement, statements, templateOf } from './synth.ts';

const template = templateOf();

/** What a statement is about, by the names of the construct tree: `TablesState`, `TablesState/index/open`, `*`. */
function thingsIn(resource: unknown): readonly string[] {
  if (Array.isArray(resource)) return resource.flatMap(thingsIn).toSorted();
  if (typeof resource === 'string') return [resource];
  const { 'Fn::GetAtt': attribute, 'Fn::Join': join, Ref } = resource as Readonly<Record<string, unknown>>;
  if (Array.isArray(join)) return [(join[1] as unknown[]).flatMap(thingsIn).join('')];
  const id = Array.isArray(attribute) ? String(attribute[0]) : String(Ref);
  return [id.replace(/^Warden/, '').replace(/[0-9A-F]{8}$/, '')];
}

const about = (all: readonly Statement[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(all.map((each) => [each.Sid ?? actionsOf(each).join(), thingsIn(each.Resource)]));

const policy = (id: string) => about(statements(only(template, 'AWS::IAM::Policy', id)));
const state = ['TablesState'];
const key = ['DataKey'];

describe('on what each function may do it, by name', () => {
  test.each([
    [
      'Evaluate',
      {
        TableState: state,
        TableFindings: ['TablesFindings', 'TablesFindings/index/open'],
        TableEdges: ['TablesEdges'],
        TableHistory: ['TablesHistory'],
        SendWork: ['LanesChanges', 'LanesDeadLetters', 'LanesSweep'],
        ReadTheAccount: ['*'],
      },
    ],
    ['Sweep', { TableState: state, SendWork: ['LanesSweep'] }],
    [
      'Notify',
      {
        TableState: ['TablesState', 'TablesState/index/untold'],
        TableEdges: ['TablesEdges'],
        Tell: ['TopicsFindingsTopic'],
        UseTheKeyOfTheTopic: key,
      },
    ],
    [
      'Tick',
      {
        TableState: [
          'TablesState',
          'TablesState/index/due',
          'TablesState/index/unjudged',
          'TablesState/index/untold',
        ],
        TableFindings: ['TablesFindings', 'TablesFindings/index/open'],
        TableEdges: ['TablesEdges'],
        SendWork: ['LanesChanges', 'LanesSweep'],
        WriteTheCanary: [
          'arn:AWS::Partition:events:AWS::Region:AWS::AccountId:rule/ecs-warden-others-calls-reduced',
        ],
        SeeTheRules: ['*'],
        Tell: ['TopicsFindingsTopic'],
        UseTheKeyOfTheTopic: key,
      },
    ],
    ['Suppress', { TableState: state, SendWork: ['LanesChanges'] }],
  ])('%s', (name, things) => {
    expect(policy(`${name}Policy`)).toEqual({
      WriteItsLog: [`${name}Logs`],
      UseTheKeyOfTables: key,
      ...things,
    });
  });
});

describe('what event sources and schedules are allowed, by name', () => {
  test('the evaluator takes from both lanes', () => {
    expect(policy('EvaluateRoleDefaultPolicy')).toEqual({
      'sqs:ChangeMessageVisibility,sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:ReceiveMessage':
        ['LanesChanges', 'LanesSweep'],
    });
  });

  test('the teller reads the stream of the state table and puts aside what it cannot tell', () => {
    expect(policy('NotifyRoleDefaultPolicy')).toEqual({
      'sqs:GetQueueAttributes,sqs:GetQueueUrl,sqs:SendMessage': ['LanesDeadLetters'],
      'dynamodb:ListStreams': ['*'],
      'kms:Decrypt,kms:DescribeKey': key,
      'dynamodb:DescribeStream,dynamodb:GetRecords,dynamodb:GetShardIterator': state,
    });
  });

  test('no other policy is attached to anything', () => {
    const ids = found(template, 'AWS::IAM::Policy').map(({ id }) => thingsIn({ Ref: id })[0]);
    const functions = ['Evaluate', 'Notify', 'Suppress', 'Sweep', 'Tick'].map((each) => `${each}Policy`);
    expect(new Set(ids)).toEqual(
      new Set([...functions, 'EvaluateRoleDefaultPolicy', 'NotifyRoleDefaultPolicy']),
    );
    expect(ids).toHaveLength(functions.length + 2);
    expect(found(template, 'AWS::Lambda::Permission')).toEqual([]);
  });

  test.each([
    ['Sweep', 'Functionssweep'],
    ['Tick', 'Functionstick'],
  ])('the schedule of %s may invoke that function and nothing else', (name, target) => {
    const { properties } = only(template, 'AWS::IAM::Role', `Schedules${name}Role`);
    const inline = properties['Policies'] as readonly { readonly PolicyDocument: unknown }[];
    const all = inline.map(({ PolicyDocument }) =>
      about(statements({ id: name, properties: { PolicyDocument } })),
    );
    expect(all).toEqual([{ 'lambda:InvokeFunction': [target] }]);
  });

  test('roles are assumed by Lambda, and by the scheduler for this account alone', () => {
    const principals = found(template, 'AWS::IAM::Role').map(({ id, properties }: Found) => {
      const [trust, ...others] = statements({ id, properties }, 'AssumeRolePolicyDocument');
      expect(others).toEqual([]);
      return [thingsIn({ Ref: id })[0], trust?.Principal, trust?.Condition];
    });
    const lambda = { Service: 'lambda.amazonaws.com' };
    const scheduler = { Service: 'scheduler.amazonaws.com' };
    const ownAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(principals.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['EvaluateRole', lambda, undefined],
      ['NotifyRole', lambda, undefined],
      ['SchedulesSweepRole', scheduler, ownAccount],
      ['SchedulesTickRole', scheduler, ownAccount],
      ['SuppressRole', lambda, undefined],
      ['SweepRole', lambda, undefined],
      ['TickRole', lambda, undefined],
    ]);
  });
});

describe('what keys and topics grant, by name', () => {
  const root = {
    AWS: {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']],
    },
  };
  const cloudwatch = { Service: 'cloudwatch.amazonaws.com' };
  const grantsOf = (type: string, id: string, property?: string) =>
    statements(only(template, type, id), property)
      .filter(({ Effect }) => Effect === 'Allow')
      .map((each) => [each.Principal, actionsOf(each)]);

  test('the key of the data: the account, which gives it on by policies', () => {
    expect(grantsOf('AWS::KMS::Key', 'DataKey', 'KeyPolicy')).toEqual([[root, ['kms:*']]]);
  });

  test('the key of the ops topic: the account, and CloudWatch for its alarms', () => {
    expect(grantsOf('AWS::KMS::Key', 'TopicsOpsKey', 'KeyPolicy')).toEqual([
      [root, ['kms:*']],
      [cloudwatch, ['kms:Decrypt', 'kms:GenerateDataKey*']],
    ]);
  });

  test('the ops topic: CloudWatch; the findings topic: nobody but who has it in a policy', () => {
    expect(grantsOf('AWS::SNS::TopicPolicy', 'TopicsOpsTopic')).toEqual([[cloudwatch, ['sns:Publish']]]);
    expect(grantsOf('AWS::SNS::TopicPolicy', 'TopicsFindingsTopic')).toEqual([]);
  });

  test('there is no third key, and no third topic', () => {
    expect(found(template, 'AWS::KMS::Key')).toHaveLength(2);
    expect(found(template, 'AWS::SNS::Topic')).toHaveLength(2);
  });
});
