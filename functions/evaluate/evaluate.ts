import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { NO_HEAD } from '#domain/raw-event.ts';
import { handle } from '#monitor/handle.ts';
import { putAside } from '#monitor/put-aside.ts';
import { eachRecord } from '../batch.ts';
import { measured, measureHandled } from '../measured.ts';
import { middy } from '../middy.ts';
import { telemetry } from '../telemetry.ts';
import type { Work } from '../work.ts';
import { receivedFrom } from './message.ts';

/** How many records of a batch are worked on at once; what a sweep may call is limited by its monitor. */
const WIDTH = { changes: 10, sweep: 5 } as const;
const RESERVE_MS = 15_000;

/** Works through a batch of a lane: events, looks and pages of a sweep. Only records that failed come back. */
export const evaluate = (work: Work) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(telemetry(work, 'evaluate'))
    .handler(async ({ Records }, context) => {
      const lane = work.laneOf(Records[0]?.eventSourceARN ?? '');
      const monitor = measured(await work.monitor(lane), work.measures);
      const each = async ({ body }: SQSRecord): Promise<void> => {
        const message = receivedFrom(body);
        if (message.kind === 'unreadable') return putAside(NO_HEAD, message.why, monitor);
        const begun = work.clock.now();
        measureHandled(await handle(message, monitor), begun, work.measures);
      };
      const options = {
        width: WIDTH[lane],
        reserveMs: RESERVE_MS,
        remainingMs: () => context.getRemainingTimeInMillis(),
        idOf: ({ messageId }: SQSRecord) => messageId,
        where: 'evaluate',
      };
      const failed = await eachRecord(Records, options, work, each);
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    });
