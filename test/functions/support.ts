import type { Context, DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { measures } from '../../functions/measures.ts';
import type { Work } from '../../functions/work.ts';
import type { TestMonitor } from '../support/monitor.ts';

/** What Lambda tells a handler, as far as ours ask. */
export const context = (remainingMs = 60_000): Context =>
  ({ getRemainingTimeInMillis: () => remainingMs }) as Context;

export const SWEEP_QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:sweep';
const CHANGES_QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:changes';

export interface TestWork extends Work {
  readonly lines: string[];
  readonly lanes: (string | undefined)[];
  /** The metrics that were written: `name` or `name{SEVERITY}` with its value. */
  metrics(): Readonly<Record<string, unknown>>;
}

/** Work over a monitor in memory. */
export function testWork(monitor: TestMonitor): TestWork {
  const lines: string[] = [];
  const lanes: (string | undefined)[] = [];
  return {
    lines,
    lanes,
    monitor: (lane) => {
      lanes.push(lane);
      return Promise.resolve(monitor);
    },
    measures: measures(),
    clock: monitor.clock,
    metricsNamespace: 'warden-test',
    laneOf: (queueArn) => (queueArn === SWEEP_QUEUE ? 'sweep' : 'changes'),
    write: (line) => void lines.push(line),
    metrics: () =>
      Object.fromEntries(
        lines
          .map((line) => JSON.parse(line) as Record<string, unknown>)
          .filter((document) => '_aws' in document)
          .flatMap(({ _aws: _meta, severity, region, ...values }) =>
            Object.entries(values).map(([name, value]) => [
              typeof (severity ?? region) === 'string' ? `${name}{${String(severity ?? region)}}` : name,
              value,
            ]),
          ),
      ),
  };
}

export const sqsRecord = (messageId: string, body: unknown, eventSourceARN = CHANGES_QUEUE): SQSRecord =>
  ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body), eventSourceARN }) as SQSRecord;

export const streamRecord = (
  sequence: string,
  arn: string,
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE' = 'MODIFY',
): DynamoDBRecord => ({
  eventName,
  dynamodb: { Keys: { arn: { S: arn }, item: { S: 'state' } }, SequenceNumber: sequence },
});
