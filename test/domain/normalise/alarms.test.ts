import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { alarmsInRule, parseAlarmRule } from '#domain/normalise/alarm-rule.ts';
import { watchesOf } from '#domain/normalise/alarm-watches.ts';
import { toRegionAlarms } from '#domain/normalise/alarms.ts';
import { candidatesFor, targetOf, topicsOf, toUsageAlarms } from '#domain/usage-alarms.ts';

const fires = (rule: string, ...names: readonly string[]): boolean | undefined =>
  parseAlarmRule(rule)?.(new Set(names));

test.each<[string, readonly string[], boolean | undefined]>([
  ['ALARM(a)', ['a'], true],
  ['ALARM("a b") OR ALARM(c)', ['a b'], true],
  ['alarm(a) and alarm(b)', ['a'], false],
  ['ALARM(a) AND NOT ALARM(maintenance)', ['a'], true],
  ['ALARM(a) AND NOT ALARM(maintenance)', ['a', 'maintenance'], false],
  ['ALARM(a) AND (ALARM(b) OR OK(c))', ['a'], true],
  ['ALARM(a) AND INSUFFICIENT_DATA(b)', ['a'], false],
  ['ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a)', ['a'], true],
  [String.raw`ALARM("say \"hi\"")`, ['say "hi"'], true],
  ['TRUE', [], true],
  ['FALSE OR ALARM(a)', ['a'], true],
  ['ALARM(a) OR', ['a'], undefined],
  ['ALARM(a) ALARM(b)', ['a'], undefined],
  ['AT_LEAST(2, ALARM, (a, b, c))', ['a'], undefined],
  ['(ALARM(a)', ['a'], undefined],
  ['', [], undefined],
  [`${'('.repeat(5000)}ALARM(a)${')'.repeat(5000)}`, ['a'], undefined],
  [`${'NOT '.repeat(5000)}ALARM(a)`, ['a'], undefined],
])('the rule %s, while %j fire: %s', (rule, names, expected) => {
  expect(fires(rule, ...names)).toBe(expected);
});

it('any rule that is built of known parts decides as it was built', () => {
  const names = fc.constantFrom('a', 'b c', 'd/e', 'x"y');
  interface Rule {
    readonly text: string;
    readonly holds: (firing: ReadonlySet<string>) => boolean;
  }
  const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      names.map(
        (name): Rule => ({
          text: `ALARM("${name.replaceAll('"', String.raw`\"`)}")`,
          holds: (firing) => firing.has(name),
        }),
      ),
      tie('rule').map(
        (inner): Rule => ({ text: `NOT (${inner.text})`, holds: (firing) => !inner.holds(firing) }),
      ),
      fc.tuple(tie('rule'), tie('rule')).map(
        ([a, b]): Rule => ({
          text: `(${a.text}) AND (${b.text})`,
          holds: (firing) => a.holds(firing) && b.holds(firing),
        }),
      ),
      fc.tuple(tie('rule'), tie('rule')).map(
        ([a, b]): Rule => ({
          text: `(${a.text} OR ${b.text})`,
          holds: (firing) => a.holds(firing) || b.holds(firing),
        }),
      ),
    ),
  }));
  fc.assert(
    fc.property(rule, fc.array(names), ({ text, holds }, firing) => {
      expect(parseAlarmRule(text)?.(new Set(firing))).toBe(holds(new Set(firing)));
    }),
  );
});

it('names the alarms of a rule, each once, and never throws', () => {
  expect(alarmsInRule('ALARM(a) OR (OK("b c") AND ALARM(a)) OR nonsense(')).toEqual(['a', 'b c']);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(alarmsInRule(text)).toBeInstanceOf(Array);
    }),
  );
});

const dimensions = (...pairs: readonly (readonly [string, unknown])[]) =>
  pairs.map(([Name, Value]) => ({ Name, Value }));
const ofWeb = dimensions(['ClusterName', 'shop'], ['ServiceName', 'web']);
const cpu = (more: object = {}) => ({
  AlarmName: 'web-cpu',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:web-cpu',
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Dimensions: ofWeb,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 80,
  ...more,
});
const stat = (Id: string, more: object = {}) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: ofWeb, ...more },
    Stat: 'Average',
    Period: 60,
  },
  ReturnData: false,
});
const query = (Expression: string) => ({ Metrics: [{ Id: 'q', Expression, Period: 60 }] });

describe('what an alarm watches', () => {
  const watched = (alarm: object): readonly string[] =>
    watchesOf({ ...alarm }).map(({ measure, namespace, percent, cluster, service }) => {
      const say = (each: typeof cluster): string => (typeof each === 'string' ? each : each.name);
      return `${measure} ${namespace}${percent ? ' %' : ''} ${say(cluster)}${service ? `/${say(service)}` : ''}`;
    });

  test.each<[string, object, readonly string[]]>([
    ['a metric of a service', cpu(), ['cpu AWS/ECS % shop/web']],
    ['one of a cluster', cpu({ Dimensions: dimensions(['ClusterName', 'shop']) }), ['cpu AWS/ECS % shop']],
    [
      'Container Insights, in units',
      cpu({ Namespace: 'ECS/ContainerInsights', MetricName: 'MemoryUtilized' }),
      ['memory ECS/ContainerInsights shop/web'],
    ],
    ['how many samples, which is how many tasks', cpu({ Statistic: 'SampleCount' }), []],
    ['one task only', cpu({ Dimensions: [...ofWeb, { Name: 'TaskId', Value: '1' }] }), []],
    ['no dimensions', cpu({ Dimensions: [] }), []],
    ['another namespace', cpu({ Namespace: 'Custom' }), []],
    ['a name of every object', cpu({ MetricName: 'constructor' }), []],
    [
      'a service that is known at deployment',
      cpu({ Dimensions: dimensions(['ClusterName', 'shop'], ['ServiceName', { Ref: 'Service' }]) }),
      ['cpu AWS/ECS % shop/unknown'],
    ],
    [
      'a metric maths, by the metrics that its result is made of',
      {
        Metrics: [
          stat('m1'),
          stat('m2', { MetricName: 'MemoryUtilization' }),
          stat('m3', { Dimensions: dimensions(['ClusterName', 'other']) }),
          { Id: 'e1', Expression: 'FILL(m1, 0)', ReturnData: false },
          { Id: 'e2', Expression: 'MAX([e1, m2])' },
        ],
      },
      ['cpu AWS/ECS % shop/web', 'memory AWS/ECS % shop/web'],
    ],
    [
      'an anomaly band',
      {
        Metrics: [
          { ...stat('m1'), ReturnData: true },
          { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
        ],
      },
      ['cpu AWS/ECS % shop/web'],
    ],
    [
      'a query over all services',
      query('SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName)'),
      ['cpu AWS/ECS % all/all'],
    ],
    [
      'a query over one cluster, service by service',
      query(
        `SELECT AVG(MemoryUtilization) FROM SCHEMA("AWS/ECS", ClusterName,ServiceName) WHERE ClusterName = 'shop' GROUP BY ServiceName ORDER BY AVG() DESC LIMIT 5`,
      ),
      ['memory AWS/ECS % shop/all'],
    ],
    [
      'a query that averages all services away',
      query('SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName)'),
      [],
    ],
    [
      'a query whose services are chosen by more than names',
      query(
        `SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName) WHERE ServiceName != 'web'`,
      ),
      ['cpu AWS/ECS % unknown/unknown'],
    ],
    ['no query', query('SELECT nothing'), []],
  ])('%s', (_name, alarm, expected) => {
    expect(watched(alarm).toSorted()).toEqual(expected);
  });

  it('of nothing it throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(cpu()), 'Metrics'), fc.jsonValue()), (raw) => {
        expect(watchesOf(raw)).toBeInstanceOf(Array);
        expect(toRegionAlarms([raw], [raw]).watching).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('whom an alarm tells', () => {
  const WEB = targetOf('arn:aws:ecs:eu-west-1:123456789012:service/shop/web');
  const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:ops';
  const composite = (AlarmName: string, AlarmRule: string, more: object = {}) => ({
    AlarmName,
    AlarmRule,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${AlarmName}`,
    AlarmActions: [TOPIC],
    ...more,
  });
  const told = (actions: readonly unknown[], ...composites: readonly object[]) => {
    const region = toRegionAlarms(
      [cpu({ AlarmActions: actions })],
      composites.map((each) => ({ ...each })),
    );
    const candidates = candidatesFor(WEB, region);
    expect(candidates).toHaveLength(1);
    const subscribed = new Map(topicsOf(candidates).map((topic) => [topic, topic === TOPIC] as const));
    return toUsageAlarms(candidates, subscribed)[0]?.ways.map(({ reaches }) => reaches);
  };

  test.each<[string, readonly unknown[], readonly object[], readonly (boolean | string)[]]>([
    ['a topic with a subscription', [TOPIC], [], [true]],
    ['a topic without', ['arn:aws:sns:eu-west-1:123456789012:old'], [], [false]],
    ['a function', ['arn:aws:lambda:eu-west-1:123456789012:function:page'], [], [true]],
    ['an OpsItem', ['arn:aws:ssm:eu-west-1:123456789012:opsitem:2#CATEGORY=Performance'], [], [true]],
    ['an incident', ['arn:aws:ssm-incidents::123456789012:response-plan/on-call'], [], [true]],
    [
      'autoscaling only',
      [
        'arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:1:resource/ecs/service/shop/web:policyName/x',
      ],
      [],
      [false],
    ],
    [
      'an action that is decided at deployment',
      [{ Ref: 'Topic' }],
      [],
      ['an action is not known before deployment'],
    ],
    ['a composite alarm of it alone', [], [composite('page', 'ALARM("web-cpu") OR ALARM(x)')], [false, true]],
    ['one that wants another alarm too', [], [composite('page', 'ALARM("web-cpu") AND ALARM(x)')], [false]],
    ['one that fires anyway', [], [composite('page', 'ALARM("web-cpu") OR TRUE')], [false]],
    ['one that it silences', [], [composite('page', 'NOT ALARM("web-cpu")')], [false]],
    [
      'one above another',
      [],
      [composite('inner', 'ALARM("web-cpu")', { AlarmActions: [] }), composite('outer', 'ALARM(inner)')],
      [false, false, true],
    ],
    [
      'two that name each other',
      [],
      [composite('a', 'ALARM("web-cpu") OR ALARM(b)'), composite('b', 'ALARM(a)')],
      [false, true, true],
    ],
    [
      'one whose rule cannot be read',
      [],
      [composite('page', 'ALARM("web-cpu") XOR ALARM(x)')],
      [false, 'the rule of composite alarm page cannot be read'],
    ],
  ])('%s', (_name, actions, composites, expected) => {
    expect(told(actions, ...composites)).toEqual(expected);
  });
});
