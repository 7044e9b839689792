import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { TableNames } from '#domain/tables.ts';
import type { Aws } from './aws.ts';
import type { Outputs } from './cdk.ts';
import { eventually } from './checks.ts';

/** An output of the stack. */
export function output(outputs: Outputs, name: string): string {
  const value = outputs[name];
  if (!value) throw new Error(`the stack has no output ${name}`);
  return value;
}

export const tableNames = (outputs: Outputs): TableNames => ({
  state: output(outputs, 'StateTableName'),
  findings: output(outputs, 'FindingsTableName'),
  edges: output(outputs, 'EdgesTableName'),
  history: output(outputs, 'HistoryTableName'),
});

/** Runs a function as its schedule does. */
export async function invoke({ rest }: Aws, outputs: Outputs, name: 'Sweep' | 'Tick'): Promise<void> {
  const path = `/2015-03-31/functions/${output(outputs, `${name}FunctionName`)}/invocations`;
  const answer = await rest('lambda', 'POST', path, '{}');
  if (answer?.['errorMessage'] !== undefined) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}

/** From an empty queue to the end of the work on its last message. */
const SETTLED_MS = 1_000;

/** Waits until nothing is under way: no event, no look of a change or of a sweep, no look that is to confirm one. */
export async function untilIdle({ sqs }: Aws, outputs: Outputs): Promise<void> {
  const isEmpty = async (name: string): Promise<boolean> => {
    const QueueUrl = output(outputs, name);
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Object.entries(Attributes).every(
      ([attribute, value]) => !attribute.startsWith('ApproximateNumberOfMessages') || value === '0',
    );
  };
  await eventually(
    'all queues are empty',
    async () => (await isEmpty('ChangesQueueUrl')) && (await isEmpty('SweepQueueUrl')),
    IDLE_WITHIN_MS,
  );
  await pause(SETTLED_MS);
}
const IDLE_WITHIN_MS = 60_000;
