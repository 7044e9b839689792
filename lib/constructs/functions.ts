import { Aws, Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { eachFunction, type FunctionName } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { Identity } from './identity.ts';
import { permit, type Things } from './permissions.ts';
import type { SettingsBundle } from './settings-bundle.ts';
import { wardenFunction } from './warden-function.ts';

export interface FunctionsProps extends Things {
  readonly identities: Readonly<Record<FunctionName, Identity>>;
  readonly settings: SettingsBundle;
  readonly metricsNamespace: string;
  /** Names of the event rules of this deployment. */
  readonly ruleNames: readonly string[];
}

/** Lambda functions by name. */
export type FunctionsByName = Readonly<Record<FunctionName, NodejsFunction>>;

/** What each function is; a batch of ten looks takes seconds, a tick over a large account a minute or two. */
const SHAPES: Readonly<
  Record<
    FunctionName,
    { readonly timeout: Duration; readonly memorySize: number; readonly description: string }
  >
> = {
  evaluate: {
    timeout: Duration.seconds(60),
    memorySize: 512,
    description: 'ecs-warden: looks at what changed and records what it found',
  },
  sweep: { timeout: Duration.seconds(60), memorySize: 256, description: 'ecs-warden: begins a sweep' },
  notify: {
    timeout: Duration.seconds(60),
    memorySize: 256,
    description: 'ecs-warden: tells at once what people do not know yet',
  },
  tick: {
    timeout: Duration.minutes(4),
    memorySize: 512,
    description: 'ecs-warden: digests, ended suppressions, what was left untold, gauges',
  },
  suppress: {
    timeout: Duration.seconds(15),
    memorySize: 256,
    description: 'ecs-warden: suppresses one finding for whoever proves who they are',
  },
};

/** How long the evaluator may work on one batch: the lanes hide their messages for six times that. */
export const EVALUATE_TIMEOUT = SHAPES.evaluate.timeout;

/** A batch of a lane; a sweep must not take what changes need, nor what deployments need of the APIs (F1, F2). */
const BATCH = 10;
const CONCURRENCY = { changes: 8, sweep: 2 } as const;

const WHY_NO_DESTINATION =
  'SQS event sources have none: a record that keeps failing goes to the dead-letter queue.';
const WHY_ALL_STREAMS =
  'dynamodb:ListStreams, which the event source needs, knows no resource; it reads one stream.';

/** The functions, what feeds them, and what each may do. */
export class Functions extends Construct {
  readonly byName: FunctionsByName;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const make = (name: FunctionName): NodejsFunction => {
      permit(name, props.identities[name], props);
      return wardenFunction(this, name, {
        name,
        identity: props.identities[name],
        settings: props.settings,
        environment: environmentOf(props),
        ...SHAPES[name],
      });
    };
    this.byName = eachFunction(make);
    this.feed(props);
  }

  private feed({ lanes, tables, identities }: FunctionsProps): void {
    const { evaluate, notify } = this.byName;
    for (const lane of ['changes', 'sweep'] as const)
      evaluate.addEventSource(
        new SqsEventSource(lanes[lane], {
          batchSize: BATCH,
          reportBatchItemFailures: true,
          maxConcurrency: CONCURRENCY[lane],
        }),
      );
    acknowledge(evaluate, { 'Serverless-LambdaEventSourceMappingDestination': WHY_NO_DESTINATION });
    acknowledge(identities.notify.role, { 'AwsSolutions-IAM5[Resource::*]': WHY_ALL_STREAMS });
    notify.addEventSource(
      // The CDK's own classes do not fit its interfaces under exactOptionalPropertyTypes.
      new DynamoEventSource(tables.state as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: BATCH,
        parallelizationFactor: 1,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(lanes.deadLetters),
        filters: [UNTOLD_AT_ONCE],
      }),
    );
  }
}

/** Items with something to tell at once: all other writes wake nobody. */
const UNTOLD_AT_ONCE = {
  pattern: JSON.stringify({
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: { NewImage: { untoldRoute: { S: ['immediate'] } } },
  }),
};

const environmentOf = ({ tables, lanes, topic, metricsNamespace, ruleNames }: FunctionsProps) => ({
  STATE_TABLE: tables.state.tableName,
  FINDINGS_TABLE: tables.findings.tableName,
  EDGES_TABLE: tables.edges.tableName,
  HISTORY_TABLE: tables.history.tableName,
  CHANGES_QUEUE_URL: lanes.changes.queueUrl,
  SWEEP_QUEUE_URL: lanes.sweep.queueUrl,
  DEAD_LETTER_QUEUE_URL: lanes.deadLetters.queueUrl,
  FINDINGS_TOPIC_ARN: topic.topicArn,
  ACCOUNT_ID: Aws.ACCOUNT_ID,
  METRICS_NAMESPACE: metricsNamespace,
  // For the doctor: what this deployment watches, whatever version asks.
  EVENT_RULES: ruleNames.join(' '),
});
