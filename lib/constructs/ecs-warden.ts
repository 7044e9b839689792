import { Duration, RemovalPolicy, Stack, TimeZone, Token } from 'aws-cdk-lib';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { behaviours, controls } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { CANARY_RULE } from '#domain/canary.ts';
import { watchedRegions } from '#domain/forwarding.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { eachFunction, type FunctionName } from './access.ts';
import { Alarms } from './alarms.ts';
import { capital } from './capital.ts';
import { WardenDashboard } from './dashboard.ts';
import { DockerBench } from './docker-bench.ts';
import { EVALUATE_TIMEOUT, Functions, type FunctionsByName } from './functions.ts';
import { Identity } from './identity.ts';
import { Lanes } from './lanes.ts';
import type { EcsWardenProps } from './props.ts';
import { readActions } from './reads.ts';
import { Rules } from './rules.ts';
import { Schedules } from './schedules.ts';
import { settingsBundle } from './settings-bundle.ts';
import { Slack } from './slack.ts';
import { Tables } from './tables.ts';
import { Topics } from './topics.ts';
import { EcsUsageAlarms } from './usage-alarms.ts';

/** With the longest of ours behind it, within the 64 characters of a rule's name (EventBridge API reference, PutRule). */
const NAME = /^[\w.-]{1,32}$/;

/** Every prop decided, defaults included. */
type Decided = ReturnType<typeof decide>;

const decide = (props: EcsWardenProps) => ({
  settings: { ...(props.settings ?? DEFAULT_SETTINGS) },
  delays: props.delays ?? {},
  name: props.name ?? 'ecs-warden',
  keys: props.keys ?? 'customer',
  sweepSchedule:
    props.sweepSchedule ?? ScheduleExpression.cron({ minute: '15', hour: '2', timeZone: TimeZone.ETC_UTC }),
  tickEvery: props.tickEvery ?? Duration.minutes(5),
  removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
  logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
  enforceTls: props.enforceTls ?? true,
  alarms: props.alarms ?? true,
  slack: props.slack ?? true,
});

/**
 * The monitor of one account in one region: derived event rules, lanes, functions, tables and topics. It works in any
 * stack; `MonitorStack` is no more than one with outputs.
 *
 *     const warden = new EcsWarden(this, 'Warden', { settings });
 *     warden.findingsTopic.addSubscription(new SqsSubscription(queue));
 */
export class EcsWarden extends Construct {
  /** Where findings and digests are published (docs/messages.md). */
  readonly findingsTopic: Topic;
  /** Where alarms about the monitor itself are published; no function of ours feeds it. */
  readonly opsTopic: Topic;
  readonly tables: Tables;
  readonly lanes: Lanes;
  readonly functions: FunctionsByName;
  readonly rules: Rules;
  /** Only where the settings ask for it. */
  readonly dockerBench: DockerBench | undefined;

  constructor(scope: Construct, id: string, props: EcsWardenProps = {}) {
    super(scope, id);
    const decided = decide(props);
    if (!NAME.test(decided.name))
      throw new Error(`name ${JSON.stringify(decided.name)}: up to 32 letters, digits, . - and _`);
    if (props.permissionsBoundary) PermissionsBoundary.of(this).apply(props.permissionsBoundary);
    const key = decided.keys === 'customer' ? this.dataKey(decided) : undefined;
    const { removalPolicy, enforceTls, settings } = decided;
    const identities = this.identities(decided);
    const roles = eachFunction((name) => identities[name].role);
    this.tables = new Tables(this, 'Tables', { roles, key, removalPolicy });
    this.lanes = new Lanes(this, 'Lanes', { functionTimeout: EVALUATE_TIMEOUT, enforceTls });
    const { emails } = settings.recipients;
    const topics = new Topics(this, 'Topics', { key, emails, enforceTls, removalPolicy });
    this.findingsTopic = topics.findings;
    this.opsTopic = topics.ops;
    this.rules = new Rules(this, 'Rules', {
      changes: this.lanes.changes,
      deadLetters: this.lanes.deadLetters,
      name: decided.name,
      judged: judgedCalls(behaviours, settings),
    });
    this.dockerBench = this.benchFor(decided, identities.evaluate, key);
    this.functions = new Functions(this, 'Functions', {
      identities,
      tables: this.tables,
      lanes: this.lanes,
      topic: topics.findings,
      key,
      canaryRules: this.canaryRules(decided),
      reads: readActions([...controls, ...behaviours], settings),
      settings: settingsBundle(settings, decided.delays),
      metricsNamespace: decided.name,
      ruleNames: [...this.rules.rules.keys()],
    }).byName;
    const { sweepSchedule, tickEvery } = decided;
    const schedules = new Schedules(this, 'Schedules', {
      functions: this.functions,
      sweep: sweepSchedule,
      tickEvery,
    });
    this.tellOwn(topics, schedules, key);
    if (decided.alarms) this.watch(decided);
    this.watchUse(decided);
    if (this.dockerBench)
      this.functions.evaluate.addEnvironment('DOCKER_BENCH_BUCKET', this.dockerBench.bucket.bucketName);
    if (decided.slack) this.tellSlack(decided);
  }

  /** Where events must come from, as far as it is known when the stack is made; an unknown home is the stack's region. */
  private regions({ settings }: Decided): readonly string[] {
    const { region } = Stack.of(this);
    if (Token.isUnresolved(region)) return [region];
    return watchedRegions(region, settings.regions, judgedCalls(behaviours, settings)).map(
      (each) => each.region,
    );
  }

  private canaryRules(decided: Decided): readonly string[] {
    const { partition, account } = Stack.of(this);
    const resource = `rule/${decided.name}-${CANARY_RULE}`;
    return this.regions(decided).map((region) => `arn:${partition}:events:${region}:${account}:${resource}`);
  }

  /** What the evaluator cannot know by itself of what the monitor is made of: changes of that are tampering. */
  private tellOwn({ ops, opsKey }: Topics, { names }: Schedules, key: Key | undefined): void {
    const { evaluate, ...others } = this.functions;
    const keys = [key, opsKey].flatMap((each) => each?.keyArn ?? []);
    const variables = {
      OPS_TOPIC_ARN: [ops.topicArn],
      OTHER_FUNCTIONS: Object.values(others).map(({ functionName }) => functionName),
      SCHEDULES: names,
      KEYS: keys,
    };
    for (const [name, values] of Object.entries(variables))
      if (values.length > 0) evaluate.addEnvironment(name, values.join(' '));
  }

  /** Reports of Docker Bench, where the settings ask for them. */
  private benchFor(decided: Decided, reader: Identity, key: Key | undefined): DockerBench | undefined {
    const { settings, name, enforceTls, removalPolicy } = decided;
    if (!settings.dockerBench) return undefined;
    const props = {
      ...settings.dockerBench,
      name,
      key,
      reader,
      enforceTls,
      removalPolicy,
      lanes: this.lanes,
    };
    return new DockerBench(this, 'DockerBench', props);
  }

  /** Alarms and the dashboard. */
  private watch(decided: Decided): void {
    const { name, tickEvery } = decided;
    const { functions, lanes, rules, opsTopic: topic } = this;
    const blindMs = decided.delays.blindMs ?? decided.settings.timing.blindMs;
    const eyes = { regions: this.regions(decided), blindMs };
    const props = { name, namespace: name, tickEvery, functions, lanes, rules, topic, eyes };
    const alarms = new Alarms(this, 'Alarms', props);
    new WardenDashboard(this, 'Dashboard', { ...props, alarms });
  }

  private watchUse({ settings: { usageAlarms } }: Decided): void {
    const { services, ...thresholds } = usageAlarms;
    if (services.length > 0)
      new EcsUsageAlarms(this, 'UsageAlarms', { services, thresholds, topic: this.opsTopic });
  }

  private tellSlack({ name, settings }: Decided): void {
    const { slack } = settings.recipients;
    if (slack) new Slack(this, 'Slack', { name, ...slack, topics: [this.findingsTopic, this.opsTopic] });
  }

  private dataKey({ removalPolicy }: Decided): Key {
    return new Key(this, 'DataKey', {
      description: 'ecs-warden: tables and messages of findings',
      enableKeyRotation: true,
      removalPolicy,
    });
  }

  private identities({ logRetention }: Decided): Readonly<Record<FunctionName, Identity>> {
    // Logs tell nothing that the tables do not; they go with the stack.
    const props = { logRetention, removalPolicy: RemovalPolicy.DESTROY };
    return eachFunction((name) => new Identity(this, capital(name), props));
  }
}
