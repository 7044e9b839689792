import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Settings, Timing } from '#domain/settings.ts';

/** How a monitor is deployed. Everything may be left out. */
export interface EcsWardenProps {
  /**
   * The operator's decisions, as the settings file gives them: recipients, parameters and switches of controls,
   * suppressions. They are bundled into the functions: a change of them is a deployment.
   * @default the defaults of an empty settings file
   */
  readonly settings?: Settings;
  /**
   * Delays of the monitor in milliseconds that replace those of `settings`; for tests.
   * @default those of `settings`
   */
  readonly delays?: Partial<Timing>;
  /**
   * What this monitor is called in the names of alarms and rules, and what its metrics' namespace is: two monitors in
   * one account and region need two names. Up to 32 letters, digits, `.`, `-` and `_`.
   * @default 'ecs-warden'
   */
  readonly name?: string;
  /**
   * `customer`: the tables and the findings topic are encrypted with a customer-managed key of this stack, the ops
   * topic with another, so that an alarm about the first can still be told (2 USD a month together). `aws-owned`: the
   * tables with keys that AWS owns, the topics without a key.
   * @default 'customer'
   */
  readonly keys?: 'customer' | 'aws-owned';
  /**
   * When a sweep begins. One that is late by a day is begun by the tick.
   * @default every day at 02:15 UTC
   */
  readonly sweepSchedule?: ScheduleExpression;
  /**
   * How often the housekeeping runs, in whole minutes; gauges come with it, so alarms are as late.
   * @default every 5 minutes
   */
  readonly tickEvery?: Duration;
  /**
   * What becomes of tables and keys when the stack is deleted. With anything but RETAIN the tables are not protected
   * against deletion either.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * How long the functions' logs are kept.
   * @default one month
   */
  readonly logRetention?: RetentionDays;
  /**
   * Whether there are alarms and a dashboard. Without them nobody is told when the monitor itself is blind.
   * @default true
   */
  readonly alarms?: boolean;
  /**
   * Whether the Slack channel of `settings` is configured with Amazon Q Developer in chat applications. Its workspace
   * must have been authorised in the console once. Without it messages can be sent to Slack by other means.
   * @default true, if `settings` names a channel
   */
  readonly slack?: boolean;
  /**
   * Whether queues and topics refuse requests without TLS. Off only for emulators that speak plain HTTP.
   * @default true
   */
  readonly enforceTls?: boolean;
  /**
   * A boundary for every role of the monitor, where an organisation demands one.
   * @default none
   */
  readonly permissionsBoundary?: IManagedPolicy;
}
