import { expect, test } from 'vitest';
import { isOwn } from '#domain/own.ts';
import { readEnvironment } from '../../functions/environment.ts';

test('all that is missing is named at once', () => {
  expect(() => readEnvironment({ STATE_TABLE: 's', AWS_REGION: 'eu-west-1' })).toThrow(
    /lacks FINDINGS_TABLE, EDGES_TABLE, .*METRICS_NAMESPACE$/,
  );
});

const VARIABLES = {
  STATE_TABLE: 'W-State',
  FINDINGS_TABLE: 'W-Findings',
  EDGES_TABLE: 'W-Edges',
  HISTORY_TABLE: 'W-History',
  CHANGES_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/W-Changes',
  SWEEP_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/W-Sweep',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/W-Dead',
  FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:W-Findings',
  OPS_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111122223333:W-Ops',
  ACCOUNT_ID: '111122223333',
  AWS_REGION: 'eu-west-1',
  AWS_LAMBDA_FUNCTION_NAME: 'W-Evaluate',
  OTHER_FUNCTIONS: 'W-Sweep W-Tick',
  SCHEDULES: 'W-Nightly W-Minutes',
  KEYS: 'arn:aws:kms:eu-west-1:111122223333:key/1 arn:aws:kms:eu-west-1:111122223333:key/2',
  METRICS_NAMESPACE: 'warden',
  EVENT_RULES: 'ecs-calls others-failed-reduced',
};
const here = (service: string, path: string): string => `arn:aws:${service}:eu-west-1:111122223333:${path}`;

test.each([
  here('dynamodb', 'table/W-History'),
  here('sqs', 'W-Dead'),
  here('sns', 'W-Findings'),
  here('sns', 'W-Ops'),
  here('lambda', 'function:W-Evaluate'),
  here('lambda', 'function:W-Tick'),
  here('scheduler', 'schedule/default/W-Minutes'),
  here('kms', 'key/2'),
  here('events', 'rule/warden-ecs-calls'),
  'arn:aws:events:us-east-1:111122223333:rule/warden-others-failed-reduced',
  'arn:aws:cloudwatch:us-east-1:111122223333:alarm:warden BLIND us-east-1: no events',
])('the deployment is made of %s', (arn) => {
  expect(isOwn(readEnvironment(VARIABLES).own, arn)).toBe(true);
});

test.each([
  here('dynamodb', 'table/W-History-2'),
  here('events', 'rule/warden-nightly'),
  'arn:aws:events:eu-west-1:999988887777:rule/warden-ecs-calls',
  here('cloudwatch', 'alarm:wardens are tired'),
  here('sqs', 'W-Findings'),
  here('lambda', 'function:'),
])('it is not made of %s', (arn) => {
  expect(isOwn(readEnvironment(VARIABLES).own, arn)).toBe(false);
});

test('where a function is told less, it takes less for ours, and nothing else', () => {
  const {
    OTHER_FUNCTIONS: _others,
    SCHEDULES: _schedules,
    KEYS: _keys,
    OPS_TOPIC_ARN: _ops,
    ...told
  } = VARIABLES;
  expect(readEnvironment(told).own).toHaveLength(readEnvironment(VARIABLES).own.length - 7);
});
