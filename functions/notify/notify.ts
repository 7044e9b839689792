import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tell } from '#monitor/tell.ts';
import { eachRecord } from '../batch.ts';
import { measured } from '../measured.ts';
import { middy } from '../middy.ts';
import { telemetry } from '../telemetry.ts';
import type { Work } from '../work.ts';

const RESERVE_MS = 10_000;

const arnOf = ({ dynamodb }: DynamoDBRecord): string | undefined => dynamodb?.Keys?.['arn']?.S;

/** The last record of each resource: telling reads the item itself, so earlier ones have nothing to add. */
const lastOfEach = (records: readonly DynamoDBRecord[]): readonly DynamoDBRecord[] => [
  ...new Map(
    records.filter(({ eventName }) => eventName !== 'REMOVE').map((record) => [arnOf(record), record]),
  ).values(),
];

/** The stream of the state table only wakes: each resource's news is told from its item. What failed comes back. */
export const notify = (work: Work) =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(telemetry(work, 'notify'))
    .handler(async ({ Records }, context) => {
      const monitor = measured(await work.monitor(), work.measures);
      const options = {
        width: 1,
        reserveMs: RESERVE_MS,
        remainingMs: () => context.getRemainingTimeInMillis(),
        idOf: ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber ?? '',
        where: 'notify',
      };
      const failed = await eachRecord(lastOfEach(Records), options, work, async (record) => {
        const arn = arnOf(record);
        if (arn !== undefined) await tell(arn, monitor);
      });
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    });
