import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface LanesProps {
  /** Of the function that works on the lanes: a message stays hidden for six times that (Lambda, "Using Lambda with Amazon SQS"). */
  readonly functionTimeout: Duration;
  readonly enforceTls: boolean;
}

/** Only a fault of the code fails a record (throttled and denied reads do not), so ten times is patient enough. */
const MAX_RECEIVES = 10;
/** SQS's longest. */
const KEPT_DEAD = Duration.days(14);
const KEPT = Duration.days(4);

/** The two lanes of work and where dead letters of both lie. All encrypted by SQS itself: EventBridge sends here. */
export class Lanes extends Construct {
  readonly changes: Queue;
  readonly sweep: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { functionTimeout, enforceTls }: LanesProps) {
    super(scope, id);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: enforceTls };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...common, retentionPeriod: KEPT_DEAD });
    acknowledge(this.deadLetters, {
      'Serverless-SQSRedrivePolicy': 'It is the dead-letter queue; an alarm watches it.',
    });
    const lane = {
      ...common,
      retentionPeriod: KEPT,
      visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    };
    this.changes = new Queue(this, 'Changes', lane);
    this.sweep = new Queue(this, 'Sweep', lane);
  }
}
