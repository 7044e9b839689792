import { isMissing, isUnavailable, type Reading, sayUnavailable } from '#domain/reading.ts';
import type { QueueVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, type Patient, well } from './diagnosis.ts';

/** In seconds: when the alarms speak (docs/alarms.md). */
const LATE_S = { changes: 30 * 60, sweep: 12 * 3600 } as const;
const LANES = [
  ['changes', 'ChangesQueueUrl'],
  ['sweep', 'SweepQueueUrl'],
] as const;

/** Work that waits, and what could not be understood or done. */
export const queues: Check = {
  id: 'queues',
  run: async (patient) => {
    const { vitals } = patient;
    const lanes = LANES.map(([lane, output]) =>
      examined(patient, output, `${lane} lane`, vitals.queue, (queue) => lanesHealth(lane, queue, patient)),
    );
    const dead = examined(patient, 'DeadLetterQueueUrl', 'dead letters', vitals.queue, async (queue) => {
      const age = sayAge(await vitals.oldestIn(queue.arn));
      const letters = queue.waiting + queue.inFlight;
      return letters === 0
        ? [well('dead letters', 'none')]
        : [
            ill(
              'warning',
              'dead letters',
              `${letters} waiting${age}: what they are about may be stale`,
              'read the queue (each has its reason), mend the cause, redrive it (docs/deployment.md)',
            ),
          ];
    });
    return (await Promise.all([...lanes, dead])).flat();
  },
};

async function lanesHealth(lane: 'changes' | 'sweep', queue: QueueVitals, { vitals }: Patient) {
  const of = `${lane} lane`;
  const oldest = await vitals.oldestIn(queue.arn);
  const depth = `${queue.waiting} waiting, ${queue.inFlight} in work${sayAge(oldest)}`;
  if (lane === 'changes' && !queue.takesEvents)
    return [
      ill(
        'blind',
        of,
        `its policy does not let EventBridge send: no event arrives (${depth})`,
        'deploy the stack again; if nobody of yours changed the policy, treat it as an incident',
      ),
    ];
  const seconds = 'value' in oldest ? (oldest.value ?? 0) : 0;
  return seconds > LATE_S[lane]
    ? [
        ill(
          lane === 'changes' ? 'blind' : 'warning',
          of,
          `work is late: ${depth}`,
          'look at the errors and the concurrency of the evaluate function',
        ),
      ]
    : [well(of, depth)];
}

function sayAge(oldest: Reading<number | undefined>): string {
  if (isUnavailable(oldest)) return `, age not known (${sayUnavailable(oldest)})`;
  return isMissing(oldest) || oldest.value === undefined ? '' : `, oldest ${Math.round(oldest.value)} s`;
}
