import { describe, expect, test } from 'vitest';
import { METRICS } from '#domain/metrics.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { found, only, templateOf } from './synth.ts';

const template = templateOf();
const all = found(template, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);

/** The words of a name or description, its region being a token. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join } = value as { 'Fn::Join': readonly [string, readonly unknown[]] };
  return join[1].map((part) => (typeof part === 'string' ? part : 'REGION')).join('');
}
const nameOf = ({ AlarmName }: Readonly<Record<string, unknown>>): string => wordsOf(AlarmName);
const alarm = (name: string) => {
  const one = all.find((each) => nameOf(each) === `ecs-warden ${name}`);
  if (!one) throw new Error(`no alarm is called ${name}`);
  return one;
};

const gauge = {
  Namespace: 'ecs-warden',
  Period: 300,
  TreatMissingData: 'ignore',
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
};
const quiet = { TreatMissingData: 'notBreaching', Period: 300 };
const ours = (name: string) => only(template, 'AWS::Lambda::Function', `Functions${name}`).id;
const queueName = (name: string) => ({
  Name: 'QueueName',
  Value: { 'Fn::GetAtt': [only(template, 'AWS::SQS::Queue', `Lanes${name}`).id, 'QueueName'] },
});

describe('each alarm by name', () => {
  test.each(['CRITICAL', 'HIGH'])(
    '%s findings are open: on the gauge, which stands until they are closed',
    (severity) => {
      expect(alarm(`${severity} REGION: findings of severity ${severity} are open`)).toMatchObject({
        ...gauge,
        MetricName: 'OpenFindings',
        Dimensions: [{ Name: 'severity', Value: severity }],
        Statistic: 'Maximum',
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      });
    },
  );

  test('the tick is missing: silence is the alarm', () => {
    expect(alarm('BLIND REGION: no housekeeping for 15 min')).toMatchObject({
      MetricName: 'Untold',
      Statistic: 'SampleCount',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });

  test('the canary does not come back: silence is the alarm, in the words of the message', () => {
    const blind = alarm('BLIND REGION: no change events for 15 min');
    expect(blind).toMatchObject({
      Namespace: 'ecs-warden',
      MetricName: 'CanarySeen',
      Dimensions: [{ Name: 'region', Value: { Ref: 'AWS::Region' } }],
      Statistic: 'Sum',
      Period: 300,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      TreatMissingData: 'breaching',
    });
    expect(wordsOf(blind['AlarmDescription'])).toBe(
      'Changes are not being judged or told. Findings are stale, not clean. Likely: trail stopped, rule disabled, ' +
        'queue or function denied. If StopLogging was not yours treat it as an incident. ' +
        'First: ecs-warden doctor --region REGION.',
    );
  });

  test('each region has an alarm of its own, its time as settings say', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      regions: ['eu-west-1', 'eu-central-1'],
      timing: { ...DEFAULT_SETTINGS.timing, blindMs: 1_800_000 },
    };
    const blind = found(templateOf({ settings }, { region: 'eu-west-1' }), 'AWS::CloudWatch::Alarm')
      .map(({ properties }) => properties)
      .filter(({ MetricName }) => MetricName === 'CanarySeen');
    expect(blind.map((each) => each['AlarmName'])).toEqual([
      'ecs-warden BLIND eu-west-1: no change events for 30 min',
      'ecs-warden BLIND eu-central-1: no change events for 30 min',
      'ecs-warden BLIND us-east-1: no change events for 30 min',
    ]);
    expect(blind.map((each) => each['EvaluationPeriods'])).toEqual([6, 6, 6]);
  });

  test.each([
    ['LATE REGION: no sweep has ended for 26 h', 'SinceLastSweep', 26 * 3600],
    ['MUTE REGION: something should have been told 30 min ago', 'OldestUntoldAge', 30 * 60],
  ])('%s', (name, MetricName, Threshold) => {
    expect(alarm(name)).toMatchObject({ ...gauge, MetricName, Threshold });
  });

  test('dead letters', () => {
    expect(alarm('LOST REGION: dead letters are waiting')).toMatchObject({
      ...quiet,
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [queueName('DeadLetters')],
      Threshold: 0,
      EvaluationPeriods: 1,
    });
  });

  test('events that were not delivered and that no dead-letter queue keeps', () => {
    expect(alarm('LOST REGION: events were not delivered')).toMatchObject({
      ...quiet,
      Namespace: 'AWS/Events',
      MetricName: 'FailedInvocations',
      Dimensions: [
        { Name: 'RuleName', Value: { Ref: only(template, 'AWS::Events::Rule', 'Rulesecscallsreduced').id } },
      ],
    });
  });

  test.each([
    ['LATE REGION: changes wait for more than 30 min', 'Changes', 1800],
    ['LATE REGION: looks of the sweep wait for more than 12 h', 'Sweep', 12 * 3600],
  ])('%s', (name, queue, Threshold) => {
    expect(alarm(name)).toMatchObject({
      ...quiet,
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [queueName(queue)],
      Threshold,
    });
  });

  test('records keep failing: the function itself does not, so it is our own metric', () => {
    expect(alarm('FAULT REGION: records have failed for 15 min')).toMatchObject({
      ...quiet,
      Namespace: 'ecs-warden',
      MetricName: 'Failures',
      Statistic: 'Sum',
    });
  });

  test('news waits on the stream', () => {
    expect(alarm('LATE REGION: news waits for more than 15 min')).toMatchObject({
      ...quiet,
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Threshold: 900_000,
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: ours('notify') } }],
    });
  });

  test.each(['evaluate', 'sweep', 'notify', 'tick', 'suppress'])('%s fails, or is throttled', (name) => {
    const Dimensions = [{ Name: 'FunctionName', Value: { Ref: ours(name) } }];
    expect(alarm(`FAULT REGION: the ${name} function fails`)).toMatchObject({
      ...quiet,
      MetricName: 'Errors',
      Dimensions,
    });
    expect(alarm(`FAULT REGION: the ${name} function is throttled`)).toMatchObject({
      ...quiet,
      MetricName: 'Throttles',
      Dimensions,
    });
  });

  test('there is no other', () => {
    expect(all).toHaveLength(24);
  });
});

describe('all alarms', () => {
  const ops = { Ref: only(template, 'AWS::SNS::Topic', 'TopicsOpsTopic').id };

  test.each(all.map((each) => [nameOf(each), each] as const))(
    '%s: says so, and says when it is over',
    (name, each) => {
      expect(each).toMatchObject({ AlarmActions: [ops], OKActions: [ops] });
      expect(wordsOf(each['AlarmDescription'])).toMatch(/First: .+/);
      // Limits of PutMetricAlarm; the longest region has 14 characters.
      expect(name.length + 14).toBeLessThan(255);
      expect(wordsOf(each['AlarmDescription']).length).toBeLessThan(1024);
    },
  );

  test('what they watch of ours is measured', () => {
    const names = all
      .filter(({ Namespace }) => Namespace === 'ecs-warden')
      .map(({ MetricName }) => String(MetricName));
    expect(Object.keys(METRICS)).toEqual(expect.arrayContaining([...new Set(names)]));
  });

  test('another name gives other alarms and another namespace, so that two monitors do not mix', () => {
    const other = found(templateOf({ name: 'warden-b' }), 'AWS::CloudWatch::Alarm').map(
      ({ properties }) => properties,
    );
    for (const each of other) expect(nameOf(each)).toMatch(/^warden-b /);
    expect(other.map(({ Namespace }) => Namespace)).not.toContain('ecs-warden');
  });

  test('they can be left out', () => {
    expect(found(templateOf({ alarms: false }), 'AWS::CloudWatch::Alarm')).toEqual([]);
  });
});

test('the dashboard shows posture, activity and health, of metrics that are measured', () => {
  const body = JSON.stringify(
    only(template, 'AWS::CloudWatch::Dashboard', 'Dashboard').properties['DashboardBody'],
  );
  for (const name of [...Object.keys(METRICS), 'Posture', 'Activity', 'Health']) expect(body).toContain(name);
});
