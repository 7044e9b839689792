import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  type Metric,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '#domain/metrics.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { FUNCTION_NAMES } from './access.ts';
import type { Alarms, AlarmsProps } from './alarms.ts';
import { ownMetric } from './own-metric.ts';

export interface WardenDashboardProps extends AlarmsProps {
  readonly alarms: Alarms;
}

const WHOLE = 24;
const HALF = 12;
const HEIGHT = 6;
const HOUR = Duration.hours(1);

/** One page: the posture of the account, what is going on, and the health of the monitor. */
export class WardenDashboard extends Construct {
  constructor(scope: Construct, id: string, props: WardenDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', { widgets: [...posture(props), ...activity(props), ...health(props)] });
  }
}

const title = (markdown: string): IWidget[] => [new TextWidget({ markdown, width: WHOLE, height: 1 })];

function posture({ namespace, tickEvery }: WardenDashboardProps): IWidget[][] {
  const open = (period: Duration): Metric[] =>
    SEVERITIES.map((severity) =>
      ownMetric(namespace, 'OpenFindings', Stats.MAXIMUM, period, severity).with({ label: severity }),
    );
  return [
    title('## Posture: open findings'),
    [
      new SingleValueWidget({ metrics: open(tickEvery), width: HALF, height: HEIGHT }),
      new GraphWidget({ title: 'Open findings', left: open(HOUR), width: HALF, height: HEIGHT }),
    ],
  ];
}

function activity({ namespace }: WardenDashboardProps): IWidget[][] {
  const own = (name: MetricName, statistic: string) => ownMetric(namespace, name, statistic, HOUR);
  const percentiles = (name: MetricName): Metric[] =>
    ['p50', 'p95'].map((statistic) => own(name, statistic).with({ label: `${name} ${statistic}` }));
  return [
    title('## Activity: looks, transitions, and seconds from a change to its look and to its message'),
    [
      new GraphWidget({
        title: 'Transitions and looks in an hour',
        left: SEVERITIES.map((severity) =>
          ownMetric(namespace, 'Transitions', Stats.SUM, HOUR, severity).with({ label: severity }),
        ),
        right: [own('Evaluations', Stats.SUM)],
        width: HALF,
        height: HEIGHT,
      }),
      new GraphWidget({
        title: 'Seconds after the change',
        left: [...percentiles('EventLag'), ...percentiles('TellDelay')],
        width: HALF,
        height: HEIGHT,
      }),
    ],
  ];
}

function health(props: WardenDashboardProps): IWidget[][] {
  const { namespace, functions, lanes, alarms, tickEvery, eyes } = props;
  const gauge = (name: MetricName) => ownMetric(namespace, name, Stats.MAXIMUM, tickEvery);
  return [
    title('## Health of the monitor'),
    [new AlarmStatusWidget({ alarms: [...alarms.alarms], width: WHOLE, height: HEIGHT })],
    [
      new GraphWidget({
        title: 'Waiting and put aside',
        left: [
          lanes.changes.metricApproximateAgeOfOldestMessage().with({ label: 'changes lane, s' }),
          lanes.sweep.metricApproximateAgeOfOldestMessage().with({ label: 'sweep lane, s' }),
        ],
        right: [
          lanes.deadLetters.metricApproximateNumberOfMessagesVisible().with({ label: 'dead letters' }),
          ownMetric(namespace, 'Unreadable', Stats.SUM, HOUR),
        ],
        width: HALF,
        height: HEIGHT,
      }),
      new GraphWidget({
        title: 'Errors',
        left: FUNCTION_NAMES.map((name) => functions[name].metricErrors().with({ label: name })),
        right: [ownMetric(namespace, 'Failures', Stats.SUM, HOUR)],
        width: HALF,
        height: HEIGHT,
      }),
    ],
    [
      new SingleValueWidget({
        metrics: [
          gauge('CouldNotJudge'),
          gauge('Untold'),
          gauge('OldestUntoldAge'),
          gauge('SinceLastSweep'),
          ...eyes.regions.map((region) =>
            ownMetric(namespace, 'CanarySeen', Stats.SUM, HOUR, region).with({
              label: `canary ${region}, 1 h`,
            }),
          ),
        ],
        width: WHOLE,
        height: 4,
      }),
    ],
  ];
}
