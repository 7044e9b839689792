import { describe, expect, test } from 'vitest';
import { behaviours, controls } from '#controls/index.ts';
import { factSpec } from '#domain/facts.ts';
import { RESOURCE_TYPES } from '#domain/resource.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { levelsOf } from '#policy/services/catalogue.ts';
import { actionsOf, found, only, type Statement, statements, templateOf } from './synth.ts';

const template = templateOf();
const policyOf = (name: string, of = template) => statements(only(of, 'AWS::IAM::Policy', `${name}Policy`));
const bySid = (all: readonly Statement[]) =>
  Object.fromEntries(all.map((each) => [each.Sid, actionsOf(each).toSorted()]));

const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const TABLE_KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];
const TOPIC_KEY = ['kms:Decrypt', 'kms:GenerateDataKey'];
const dynamodb = (...operations: readonly string[]) => operations.map((each) => `dynamodb:${each}`);

/** The reads that looks under these settings really make, by the monitor's own account of them. */
function readsOf(settings: Settings): readonly string[] {
  const catalogue = catalogueOf(controls, settings, behaviours);
  const facts = [
    ...RESOURCE_TYPES.flatMap((type) => catalogue.factsOf(type)),
    // What sweeps look up for behaviours.
    ...catalogue.behaviours.flatMap((behaviour) => behaviour.facts),
  ].map(factSpec);
  return [...new Set(facts.flatMap(({ actions, bulk }) => [...actions, ...bulk]))].toSorted();
}

describe('what each function may do', () => {
  test('evaluate: its tables, its queues, and the reads that the facts declare', () => {
    expect(bySid(policyOf('Evaluate'))).toEqual({
      WriteItsLog: LOG,
      TableState: dynamodb('GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'),
      TableFindings: dynamodb('BatchGetItem', 'Query', 'UpdateItem'),
      TableEdges: dynamodb('PutItem', 'Query'),
      TableHistory: dynamodb('PutItem'),
      SendWork: ['sqs:SendMessage'],
      ReadTheAccount: readsOf(DEFAULT_SETTINGS),
      UseTheKeyOfTables: TABLE_KEY,
    });
  });
  test('sweep: notes and the sweep lane', () => {
    expect(bySid(policyOf('Sweep'))).toEqual({
      WriteItsLog: LOG,
      TableState: dynamodb('GetItem', 'PutItem'),
      SendWork: ['sqs:SendMessage'],
      UseTheKeyOfTables: TABLE_KEY,
    });
  });
  test('notify: items, users and the topic', () => {
    expect(bySid(policyOf('Notify'))).toEqual({
      WriteItsLog: LOG,
      TableState: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      TableEdges: dynamodb('Query'),
      Tell: ['sns:Publish'],
      UseTheKeyOfTables: TABLE_KEY,
      UseTheKeyOfTheTopic: TOPIC_KEY,
    });
  });
  test('tick: as notify, and the lanes', () => {
    expect(bySid(policyOf('Tick'))).toEqual({
      WriteItsLog: LOG,
      TableFindings: dynamodb('Query'),
      TableState: dynamodb('BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'),
      TableEdges: dynamodb('Query'),
      SendWork: ['sqs:SendMessage'],
      Tell: ['sns:Publish'],
      WriteTheCanary: ['events:TagResource'],
      SeeTheRules: ['events:ListRules'],
      UseTheKeyOfTables: TABLE_KEY,
      UseTheKeyOfTheTopic: TOPIC_KEY,
    });
  });

  test('suppress: what people decided, and the look that shows it', () => {
    expect(bySid(policyOf('Suppress'))).toEqual({
      WriteItsLog: LOG,
      TableState: dynamodb('GetItem', 'PutItem', 'Query'),
      SendWork: ['sqs:SendMessage'],
      UseTheKeyOfTables: TABLE_KEY,
    });
  });

  test('nobody has a managed policy', () => {
    for (const { properties } of found(template, 'AWS::IAM::Role'))
      expect(properties).not.toHaveProperty('ManagedPolicyArns');
  });

  test('only reads of the account, of rules and of streams are on everything', () => {
    const wide = found(template, 'AWS::IAM::Policy')
      .flatMap((policy) => statements(policy))
      .filter(({ Resource }) => JSON.stringify(Resource).includes('"*"'));
    expect(wide.map(({ Sid, Action }) => Sid ?? Action)).toEqual([
      'ReadTheAccount',
      'dynamodb:ListStreams',
      'SeeTheRules',
    ]);
  });

  test('no action has a wildcard', () => {
    const actions = found(template, 'AWS::IAM::Policy').flatMap((policy) =>
      statements(policy).flatMap(actionsOf),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test.each([
    ['UseTheKeyOfTables', 'dynamodb'],
    ['UseTheKeyOfTheTopic', 'sns'],
  ])('%s: only by way of %s', (sid, service) => {
    const statement = policyOf('Tick').find(({ Sid }) => Sid === sid);
    expect(JSON.stringify(statement?.Condition)).toContain(
      `{"StringEquals":{"kms:ViaService":{"Fn::Join":["",["${service}.`,
    );
  });
});

describe('reads follow from the controls', () => {
  test('a control that is switched off takes the reads with it that nothing else needs', () => {
    const off = (id: string) => [id, { enabled: false }] as const;
    const settings = { ...DEFAULT_SETTINGS, controls: Object.fromEntries(controls.map(({ id }) => off(id))) };
    const reads = bySid(policyOf('Evaluate', templateOf({ settings })))['ReadTheAccount'];
    expect(reads).toEqual(readsOf(settings));
    expect(reads).not.toContain('ecr:DescribePullThroughCacheRules');
    expect(readsOf(DEFAULT_SETTINGS)).toContain('ecr:DescribePullThroughCacheRules');
  });

  test('every one of them reads: its name says so, or AWS does (a credential report is made before it is read)', () => {
    for (const action of readsOf(DEFAULT_SETTINGS)) {
      const says = /:(Describe|List|Get|BatchGet)/.test(action) ? ['Read'] : levelsOf(action);
      expect(says, action).toEqual(['Read']);
    }
  });
});

describe('topics and keys', () => {
  const topic = (name: string) => only(template, 'AWS::SNS::Topic', `Topics${name}Topic`);
  const cloudwatch = {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };

  test('the ops topic lets alarms in, and so does its key', () => {
    expect(statements(only(template, 'AWS::SNS::TopicPolicy', 'TopicsOpsTopic'))).toContainEqual(
      expect.objectContaining({ ...cloudwatch, Action: 'sns:Publish' }),
    );
    expect(statements(only(template, 'AWS::KMS::Key', 'TopicsOpsKey'), 'KeyPolicy')).toContainEqual(
      expect.objectContaining({ ...cloudwatch, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
    );
  });

  test('the two topics have two keys: an alarm about one key is told with the other', () => {
    const keys = ['Findings', 'Ops'].map((name) => topic(name).properties['KmsMasterKeyId']);
    expect(keys).toEqual([
      { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key', 'DataKey').id, 'Arn'] },
      { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key', 'TopicsOpsKey').id, 'Arn'] },
    ]);
  });

  test('keys are rotated', () => {
    for (const { properties } of found(template, 'AWS::KMS::Key'))
      expect(properties).toMatchObject({ EnableKeyRotation: true });
  });

  test.each(['Findings', 'Ops'])('%s refuses messages without TLS', (name) => {
    expect(statements(only(template, 'AWS::SNS::TopicPolicy', `Topics${name}Topic`))).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  test('no function of ours may publish to the ops topic', () => {
    const resources = found(template, 'AWS::IAM::Policy').flatMap((policy) =>
      statements(policy).map(({ Resource }) => JSON.stringify(Resource)),
    );
    expect(resources.filter((each) => each.includes(topic('Ops').id))).toEqual([]);
  });
});
