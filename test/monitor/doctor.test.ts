import { describe, expect, it, test } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { eventRules } from '#domain/event-rules.ts';
import type { Reading } from '#domain/reading.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import type {
  AlarmVitals,
  FunctionVitals,
  QueueVitals,
  RuleVitals,
  SourceVitals,
  Vitals,
} from '#domain/vitals.ts';
import type { Diagnosis, Patient } from '#monitor/doctor/diagnosis.ts';
import { examine } from '#monitor/doctor/examine.ts';

const JUDGED = behaviours.flatMap(({ events }) => events);
const NOW = '2026-04-14T08:00:00.000Z';
const OPS = 'arn:aws:sns:eu-west-1:111122223333:ops';
const OUTPUTS = Object.fromEntries(
  [
    'FindingsTableName',
    'StateTableName',
    'EdgesTableName',
    'HistoryTableName',
    'ChangesQueueUrl',
    'SweepQueueUrl',
    'DeadLetterQueueUrl',
    'FindingsTopicArn',
    'OpsTopicArn',
    'EvaluateFunctionName',
    'SweepFunctionName',
    'NotifyFunctionName',
    'TickFunctionName',
    'SuppressFunctionName',
  ].map((name) => [name, name === 'OpsTopicArn' ? OPS : `the-${name}`]),
);
const DENIED = { unavailable: 'denied', what: 'sqs:GetQueueAttributes' } as const;
const GONE = { missing: true } as const;

const deployedRules = (): readonly RuleVitals[] =>
  eventRules(JUDGED).map(({ name, pattern }, index) => ({
    name: `stack-${index}`,
    description: `ecs-warden: changes that are looked at (${name})`,
    enabled: true,
    pattern: JSON.parse(JSON.stringify(pattern)) as unknown,
  }));
const QUEUE: QueueVitals = { arn: 'arn:queue', waiting: 0, inFlight: 0, takesEvents: true };
const LAMBDA: FunctionVitals = {
  state: 'Active',
  lastUpdate: 'Successful',
  environment: { SETTINGS_HASH: 'h', METRICS_NAMESPACE: 'mine' },
};
const source = (sourceArn: string, says: Partial<SourceVitals> = {}): SourceVitals => ({
  sourceArn,
  state: 'Enabled',
  lastResult: 'No records processed',
  ...says,
});
const SOURCES = [source('arn:queue'), source('arn:aws:dynamodb:r:a:table/the-StateTableName/stream/now')];
const alarm = (name: string, says: Partial<AlarmVitals> = {}): AlarmVitals => ({
  name: `mine ${name}`,
  state: 'OK',
  reason: '',
  acts: true,
  tells: [OPS],
  ...says,
});
const NOTES: Readonly<Record<string, unknown>> = {
  tick: { at: '2026-04-14T07:58:00.000Z' },
  sweep: { startedAt: '2026-04-14T02:15:00.000Z', endedAt: '2026-04-14T02:20:00.000Z' },
  'canary-seen eu-west-1': { at: '2026-04-14T07:55:00.000Z' },
  'canary-seen us-east-1': { at: '2026-04-14T07:56:00.000Z' },
  'canary-written eu-west-1': { at: '2026-04-14T07:58:00.000Z' },
};

type Answers = {
  readonly [N in keyof Vitals]?: (name: string, more: string) => Awaited<ReturnType<Vitals[N]>>;
};

const value = <T>(of: T): Reading<T> => ({ value: of });
/** A monitor that is well but for these answers. */
function patient(
  answers: Answers = {},
  { notes = NOTES, ...more }: Partial<Patient> & { readonly notes?: typeof NOTES } = {},
): Patient {
  const well: {
    readonly [N in keyof Vitals]: (name: string, more: string) => Awaited<ReturnType<Vitals[N]>>;
  } = {
    table: () => value({ status: 'ACTIVE' }),
    note: (_table, name) => value(notes[name]),
    queue: () => value(QUEUE),
    oldestIn: () => value(undefined),
    lambda: () => value(LAMBDA),
    activity: () => value({}),
    rulesTo: () => value(deployedRules()),
    sourcesOf: () => value(SOURCES),
    subscriptions: () => value({ confirmed: 1, pending: 0 }),
    rulesIn: () => value(new Map(eventRules(JUDGED).map(({ name }) => [name, true]))),
    trailsIn: () =>
      value([
        { name: 'old', logging: false },
        { name: 'audit', logging: true },
      ]),
    alarms: () => value([alarm('HIGH r: open'), alarm('BLIND r: no tick')]),
  };
  const all = { ...well, ...answers };
  const vitals = Object.fromEntries(
    Object.entries(all).map(([name, answer]) => [
      name,
      (a: string, b: string) => Promise.resolve(answer(a, b)),
    ]),
  ) as unknown as Vitals;
  return { outputs: OUTPUTS, vitals, settings: DEFAULT_SETTINGS, settingsHash: 'h', now: NOW, ...more };
}
const gist = (lines: readonly Diagnosis[]): readonly string[] =>
  lines.filter(({ health }) => health !== 'ok').map(({ health, of, says }) => `${health} ${of}: ${says}`);
const only = (name: string, found: FunctionVitals): Answers => ({
  lambda: (each) => value(each === `the-${name}FunctionName` ? found : LAMBDA),
});
const firstRule = (change: (rule: RuleVitals) => readonly RuleVitals[]): Answers => ({
  rulesTo: () => {
    const [first, ...others] = deployedRules();
    return value(first ? [...change(first), ...others] : []);
  },
});
const RULE = `rule ${eventRules(JUDGED)[0]?.name}`;

describe('a monitor that is well', () => {
  it('has a line for each thing, and nothing to mend', async () => {
    const lines = await examine(patient());
    expect(gist(lines)).toEqual([]);
    expect(lines.filter(({ mend }) => mend !== undefined)).toEqual([]);
    expect(new Set(lines.map(({ check }) => check))).toEqual(
      new Set([
        'trails',
        'event-rules',
        'forwarders',
        'canary',
        'queues',
        'event-sources',
        'functions',
        'tables',
        'topics',
        'alarms',
        'ages',
        'settings',
      ]),
    );
  });
  it('may have open findings', async () => {
    const alarms = () =>
      value([alarm('HIGH r: findings', { state: 'ALARM' }), alarm('CRITICAL r: x', { state: 'ALARM' })]);
    expect(gist(await examine(patient({ alarms })))).toEqual([]);
  });
  it('may be asleep, and a pattern in another order is the same', async () => {
    const rulesTo = () =>
      value(deployedRules().map((rule) => ({ ...rule, pattern: reversed(rule.pattern) })));
    expect(
      gist(await examine(patient({ ...only('Suppress', { ...LAMBDA, state: 'Inactive' }), rulesTo }))),
    ).toEqual([]);
  });
});

function reversed(of: unknown): unknown {
  if (Array.isArray(of)) return of.toReversed();
  return typeof of === 'object' && of !== null
    ? Object.fromEntries(
        Object.entries(of)
          .toReversed()
          .map(([key, each]) => [key, reversed(each)]),
      )
    : of;
}

describe('what is wrong, in a line each', () => {
  test.each<[string, Answers, readonly string[]]>([
    [
      'a trail is stopped, another region has none',
      { trailsIn: (of) => value(of === 'us-east-1' ? [] : [{ name: 'audit', logging: false }]) },
      [
        'blind trail of eu-west-1: audit does not log: no event of a call arrives',
        'blind trail of us-east-1: there is none: no event of a call arrives',
      ],
    ],
    [
      'trails may not be read',
      { trailsIn: () => ({ unavailable: 'denied', what: 'cloudtrail:DescribeTrails' }) },
      ['eu-west-1', 'us-east-1'].map(
        (region) =>
          `unknown trail of ${region}: could not be checked: access denied: cloudtrail:DescribeTrails`,
      ),
    ],
    [
      'a forwarder is missing',
      { rulesIn: () => value(new Map()) },
      ['blind forwarder of us-east-1: it is not there: no event of this region arrives'],
    ],
    [
      'a forwarder lacks a rule, another is disabled',
      {
        rulesIn: (_region, name) =>
          value(
            new Map(
              eventRules(JUDGED)
                .filter((rule) => rule.name !== 'signin-calls')
                .map((rule) => [rule.name, name !== 'mine' || rule.name !== 'iam-calls']),
            ),
          ),
      },
      ['blind forwarder of us-east-1: rules are gone: signin-calls; disabled: iam-calls'],
    ],
    [
      'a rule is disabled',
      firstRule((rule) => [{ ...rule, enabled: false }]),
      [`blind ${RULE}: it is disabled`],
    ],
    [
      'a rule is gone',
      firstRule(() => []),
      [`blind ${RULE}: it is gone, or does not lead to the changes lane any more`],
    ],
    [
      'a rule matches something else',
      firstRule((rule) => [{ ...rule, pattern: { source: ['nothing'] } }]),
      [`warning ${RULE}: it matches other events than this version would`],
    ],
    [
      'rules may not be read',
      { rulesTo: () => ({ unavailable: 'denied', what: 'events:DescribeRule' }) },
      ['unknown event rules: could not be checked: access denied: events:DescribeRule'],
    ],
    [
      'the lane takes no events',
      { queue: (url) => value({ ...QUEUE, takesEvents: url !== 'the-ChangesQueueUrl' }) },
      [
        'blind changes lane: its policy does not let EventBridge send: no event arrives (0 waiting, 0 in work)',
      ],
    ],
    [
      'changes wait too long',
      { oldestIn: () => value(1801) },
      ['blind changes lane: work is late: 0 waiting, 0 in work, oldest 1801 s'],
    ],
    [
      'the sweep waits too long',
      { oldestIn: () => value(12 * 3600 + 1) },
      [
        'blind changes lane: work is late: 0 waiting, 0 in work, oldest 43201 s',
        'warning sweep lane: work is late: 0 waiting, 0 in work, oldest 43201 s',
      ],
    ],
    [
      'dead letters wait',
      { queue: (url) => value({ ...QUEUE, waiting: url === 'the-DeadLetterQueueUrl' ? 3 : 0 }) },
      ['warning dead letters: 3 waiting: what they are about may be stale'],
    ],
    [
      'no event source is left',
      { sourcesOf: () => value([]) },
      [
        'blind changes lane → evaluate: nothing leads there any more',
        'warning sweep lane → evaluate: nothing leads there any more',
        'blind state table → notify: nothing leads there any more',
      ],
    ],
    [
      'an event source is disabled, another has a problem',
      {
        sourcesOf: (name) =>
          value(
            SOURCES.map((each) => ({
              ...each,
              ...(name === 'the-NotifyFunctionName'
                ? { lastResult: 'PROBLEM: Function call failed' }
                : { state: 'Disabled' }),
            })),
          ),
      },
      [
        'blind changes lane → evaluate: it is Disabled',
        'warning sweep lane → evaluate: it is Disabled',
        'blind state table → notify: it reports a problem: PROBLEM: Function call failed',
      ],
    ],
    [
      'a function can never run',
      only('Evaluate', { ...LAMBDA, reserved: 0 }),
      ['blind evaluate: its reserved concurrency is 0: it can never run'],
    ],
    [
      'a function failed to start',
      only('Sweep', { ...LAMBDA, state: 'Failed' }),
      ['warning sweep: it is Failed'],
    ],
    [
      'an update failed',
      only('Tick', { ...LAMBDA, lastUpdate: 'Failed' }),
      ['blind tick: its last update failed: it runs the version before'],
    ],
    [
      'a function errs, another is throttled',
      {
        activity: (name) =>
          value(
            name === 'the-NotifyFunctionName'
              ? { errors: 2 }
              : name === 'the-TickFunctionName'
                ? { errors: 0, throttles: 4 }
                : {},
          ),
      },
      ['warning notify: 2 errors within the hour', 'warning tick: throttled 4 times within the hour'],
    ],
    [
      'a key is disabled',
      {
        table: (name) =>
          value({ status: name === 'the-StateTableName' ? 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' : 'ACTIVE' }),
      },
      ['blind state table: the-StateTableName is INACCESSIBLE_ENCRYPTION_CREDENTIALS'],
    ],
    [
      'a table is gone',
      { table: (name) => (name === 'the-EdgesTableName' ? GONE : value({ status: 'ACTIVE' })) },
      ['blind edges table: the-EdgesTableName is not there any more'],
    ],
    [
      'nobody has subscribed, and nobody should have',
      { subscriptions: () => value({ confirmed: 0, pending: 0 }) },
      ['findings topic', 'ops topic'].map(
        (of) => `warning ${of}: nobody is told: it has no subscription, and the settings name no recipient`,
      ),
    ],
    [
      'nobody has confirmed, or not everybody',
      { subscriptions: (topic) => value({ confirmed: topic === OPS ? 0 : 1, pending: 2 }) },
      [
        'warning findings topic: 1 confirmed, 2 not confirmed',
        'blind ops topic: nobody is told: none confirmed, 2 not confirmed',
      ],
    ],
    [
      'there are no alarms',
      { alarms: () => value([]) },
      ['warning alarms: there are none: when the monitor is blind, nobody is told'],
    ],
    [
      'alarms tell nobody, or somebody else',
      { alarms: () => value([alarm('a', { acts: false }), alarm('b', { tells: ['other'] }), alarm('c')]) },
      ['blind alarms: 2 of 3 tell nobody: mine a …'],
    ],
    [
      'alarms speak',
      {
        alarms: () =>
          value([alarm('MUTE r: untold', { state: 'ALARM' }), alarm('LATE r: x', { state: 'ALARM' })]),
      },
      ['blind MUTE r: untold: in ALARM', 'warning LATE r: x: in ALARM'],
    ],
  ])('%s', async (_title, answers, says) => {
    const lines = await examine(patient(answers));
    expect(gist(lines)).toEqual(says);
    for (const line of lines.filter(({ health }) => health !== 'ok')) expect(line.mend).toMatch(/\w/);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'a canary that does not come back, and one that is not written',
      {
        ...NOTES,
        'canary-seen eu-west-1': { at: '2026-04-14T07:40:00.000Z' },
        'canary-written us-east-1': { at: '2026-04-14T07:58:00.000Z', why: 'rules are disabled: iam-calls' },
      },
      [
        'blind canary of eu-west-1: it came back 20 min ago: events of this region do not arrive',
        'blind canary of us-east-1: it is not written: rules are disabled: iam-calls',
      ],
    ],
    [
      'no tick for long',
      { ...NOTES, tick: { at: '2026-04-14T07:40:00.000Z' } },
      ['blind last tick: 20 min ago: digests, ended suppressions and gauges stand still'],
    ],
    [
      'no tick yet',
      { ...NOTES, tick: undefined },
      ['blind last tick: it has not ticked yet; after a deployment that takes five minutes'],
    ],
    [
      'no sweep yet',
      { ...NOTES, sweep: undefined },
      ['warning last sweep: none has begun yet: the first tick begins one'],
    ],
    [
      'no sweep for long',
      { ...NOTES, sweep: { startedAt: '2026-04-12T02:00:00.000Z', endedAt: '2026-04-12T03:00:00.000Z' } },
      ['warning last sweep: ended 2 d ago: changes that no event announced are not found'],
    ],
    [
      'a first sweep that does not end',
      { ...NOTES, sweep: { startedAt: '2026-04-12T02:00:00.000Z' } },
      [
        'warning last sweep: none has ended yet, the first began 2 d ago: changes that no event announced are not found',
      ],
    ],
    ['a first sweep that runs', { ...NOTES, sweep: { startedAt: '2026-04-14T07:55:00.000Z' } }, []],
    [
      'notes that are none',
      { tick: 'x', sweep: 7, 'canary-seen eu-west-1': [], 'canary-written us-east-1': 1 },
      [
        'blind canary of eu-west-1: it has not come back yet; after a deployment that takes ten minutes',
        'blind canary of us-east-1: it has not come back yet; after a deployment that takes ten minutes',
        'blind last tick: it has not ticked yet; after a deployment that takes five minutes',
        'warning last sweep: none has begun yet: the first tick begins one',
      ],
    ],
  ])('%s', async (_title, notes, says) => {
    expect(gist(await examine(patient({}, { notes })))).toEqual(says);
  });

  it('rules that only this version has, or only the deployed one', async () => {
    const names = [
      'older',
      ...eventRules()
        .slice(1)
        .map(({ name }) => name),
    ];
    const lambda = () =>
      value({ ...LAMBDA, environment: { ...LAMBDA.environment, EVENT_RULES: names.join(' ') } });
    const rulesTo = () => value(deployedRules().slice(1));
    expect(gist(await examine(patient({ lambda, rulesTo })))).toEqual([
      `warning ${RULE}: the deployed version does not have it yet`,
      'blind rule older: it is gone, or does not lead to the changes lane any more',
    ]);
  });
  it('recipients that the settings name and nobody subscribed', async () => {
    const settings: Settings = { ...DEFAULT_SETTINGS, recipients: { emails: ['a@shop.example'] } };
    const subscriptions = () => value({ confirmed: 0, pending: 0 });
    expect(gist(await examine(patient({ subscriptions }, { settings })))).toEqual([
      'blind findings topic: nobody is told: none confirmed',
      'blind ops topic: nobody is told: none confirmed',
    ]);
  });
  it('other settings', async () => {
    expect(gist(await examine(patient({}, { settingsHash: 'other' })))).toEqual([
      'warning settings: those deployed (h) are not those here (other)',
    ]);
  });
  it('an older stack, of which not everything can be found', async () => {
    const { SuppressFunctionName: _newer, ...outputs } = OUTPUTS;
    expect(gist(await examine(patient({}, { outputs })))).toEqual([
      'unknown SuppressFunctionName: the stack has no such output: it is of an older version',
    ]);
  });
  it('nothing that may be read: unknown, never well', async () => {
    const denied = () => DENIED;
    const all: Answers = {
      table: denied,
      note: denied,
      queue: denied,
      oldestIn: denied,
      lambda: denied,
      activity: denied,
      rulesTo: denied,
      sourcesOf: denied,
      subscriptions: denied,
      alarms: denied,
      rulesIn: denied,
      trailsIn: denied,
    };
    const lines = await examine(patient(all));
    expect(new Set(lines.map(({ health }) => health))).toEqual(new Set(['unknown']));
  });
  it('what may be read in part says so', async () => {
    const metrics = () => ({ unavailable: 'denied', what: 'cloudwatch:GetMetricStatistics' }) as const;
    const lines = await examine(patient({ oldestIn: metrics, activity: metrics }));
    expect(gist(lines)).toEqual([]);
    expect(lines.filter(({ says }) => says.includes('cloudwatch:GetMetricStatistics'))).toHaveLength(7);
  });
});
