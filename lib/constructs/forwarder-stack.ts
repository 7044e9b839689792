import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EventRule } from '#domain/event-rules.ts';
import { acknowledge } from './acknowledge.ts';
import { type AlarmSpec, FIVE_MINUTES, QUIET_IS_WELL } from './alarms/spec.ts';
import { alarmFor } from './alarms.ts';
import { allowSending, canaryTag, WHY_NO_DEAD_LETTERS } from './rules.ts';
import { WHY_NO_REDRIVE } from './topics.ts';

export interface ForwarderStackProps extends StackProps {
  /** The region of the monitor, whose default bus gets the events. */
  readonly homeRegion: string;
  readonly rules: readonly EventRule[];
  /** The monitor's name, in alarms and before the names of rules. */
  readonly name: string;
  /** Who is told when events are not delivered. */
  readonly emails: readonly string[];
  readonly enforceTls: boolean;
  readonly alarms: boolean;
}

/**
 * What the monitor needs of another region: rules that send events to the default bus of its home region, and nothing
 * else. There they keep their region, and the monitor's own rules bring them on. Whole events go from bus to bus;
 * those that can hold environment values have no dead-letter queue here either.
 */
export class ForwarderStack extends Stack {
  readonly deadLetters: Queue;
  readonly rules: readonly CfnRule[];

  constructor(scope: Construct, id: string, props: ForwarderStackProps) {
    super(scope, id, props);
    const { partition, account } = this;
    const bus = `arn:${partition}:events:${props.homeRegion}:${account}:event-bus/default`;
    const role = this.role(bus);
    this.deadLetters = this.queue(props);
    const made = props.rules.map((rule) => ({ rule, made: this.rule(rule, bus, role, props) }));
    this.rules = made.map((each) => each.made);
    allowSending(
      this.deadLetters,
      made.filter(({ rule }) => !rule.reduced).map((each) => each.made),
    );
    const reduced = made.filter(({ rule }) => rule.reduced).map((each) => each.made);
    if (props.alarms) this.watch(reduced, props);
  }

  /** May put events on the home region's bus, and nothing else. */
  private role(bus: string): Role {
    return new Role(this, 'ForwardRole', {
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
      description: 'ecs-warden: sends events to the home region',
      inlinePolicies: {
        Forward: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] })],
        }),
      },
    });
  }

  private queue({ enforceTls }: ForwarderStackProps): Queue {
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: enforceTls,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const why = 'It is the dead-letter queue of rules; an alarm watches it.';
    acknowledge(queue, { 'Serverless-SQSRedrivePolicy': why, 'AwsSolutions-SQS3': why });
    return queue;
  }

  private rule(
    { name, pattern, reduced }: EventRule,
    arn: string,
    { roleArn }: Role,
    { name: monitor }: ForwarderStackProps,
  ): CfnRule {
    const rule = new CfnRule(this, name, {
      name: `${monitor}-${name}`,
      description: `ecs-warden: sends changes to the home region (${name})`,
      eventPattern: pattern,
      state: 'ENABLED',
      ...canaryTag(name),
      targets: [
        {
          id: 'Home',
          arn,
          roleArn,
          ...(!reduced && { deadLetterConfig: { arn: this.deadLetters.queueArn } }),
        },
      ],
    });
    if (reduced) acknowledge(rule, { 'Serverless-EventBusDLQ': WHY_NO_DEAD_LETTERS });
    return rule;
  }

  /** An alarm acts in its own region: so the topic is here, with the same people. */
  private watch(reduced: readonly CfnRule[], { name, emails, enforceTls }: ForwarderStackProps): void {
    const topic = new Topic(this, 'OpsTopic', { displayName: 'ecs-warden ops', enforceSSL: enforceTls });
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    for (const email of emails)
      acknowledge(topic.addSubscription(new EmailSubscription(email)), {
        'Serverless-SNSRedrivePolicy': WHY_NO_REDRIVE,
      });
    for (const spec of specsFor(this.deadLetters, reduced)) alarmFor(this, spec, { name, topic });
  }
}

const MEANS =
  'Events of this region did not reach the monitor in its home region: changes here are not judged or told until the ' +
  'next sweep, sign-ins not at all. Likely: the role of the forwarder or the home region\u2019s bus was changed. First: the stack of the forwarder, then begin a sweep.';

const specsFor = (deadLetters: Queue, reduced: readonly CfnRule[]): readonly AlarmSpec[] => [
  {
    id: 'Unforwarded',
    word: 'LOST',
    says: 'events were not forwarded',
    means: MEANS,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    }),
    threshold: 0,
    breaching: [1, 1],
    missing: QUIET_IS_WELL,
  },
  ...reduced.map(
    (rule, index): AlarmSpec => ({
      id: `Undelivered${index + 1}`,
      word: 'LOST',
      says: `events of task definitions were not forwarded (${index + 1})`,
      means: MEANS,
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { RuleName: rule.ref },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      threshold: 0,
      breaching: [1, 1],
      missing: QUIET_IS_WELL,
    }),
  ),
];
