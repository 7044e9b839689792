import { judgedCalls } from '#domain/behaviour.ts';
import type { EventRule } from '#domain/event-rules.ts';
import { watchedRegions } from '#domain/forwarding.ts';
import { after, latest } from '#domain/instant.ts';
import { list, text } from '#domain/json.ts';
import { isMissing, isUnavailable } from '#domain/reading.ts';
import type { LookUpMessage, SweepMessage } from '#domain/work.ts';
import { noteBehaviours } from './behave.ts';
import type { Monitor } from './monitor.ts';
import { putAside } from './put-aside.ts';
import { recalled } from './recalled.ts';
import { noteRefusal } from './refused-lists.ts';
import { routeAll } from './route.ts';
import { countInSweep } from './sweep-run.ts';

const NOTE = 'looked-up';
/** An event may be in the history some minutes after it happened (CloudTrail user guide: 15 minutes on average at most). */
const LATE_MS = 3_600_000;
/** The history goes back 90 days; what is older than a day tells nobody at once, so little is lost by less. */
const LONGEST_MS = 7 * 86_400_000;
const MAX_ATTEMPTS = 5;

/** Asks for a look into the history since the last one: for each region, and each name that events bring from there. */
export async function sendLookUps({ sweepId }: SweepMessage, monitor: Monitor): Promise<void> {
  const { store, clock, queue, home, settings, catalogue } = monitor;
  const to = clock.now();
  const note = await store.note(NOTE);
  const last = text(note, 'to');
  // What was before the first sweep is no news of ours.
  const begin = text(note, 'begin') ?? to;
  if (last !== undefined) {
    const from = latest(begin, after(last, -LATE_MS), after(to, -LONGEST_MS));
    const messages = watchedRegions(
      home.region,
      settings.regions,
      judgedCalls(catalogue.behaviours, settings),
    )
      .flatMap(({ region, rules }) => namesIn(rules, catalogue).map((name) => ({ region, name })))
      .map((each): LookUpMessage => ({ kind: 'lookup', sweepId, ...each, from, to, attempt: 0 }));
    await countInSweep(sweepId, 'sent', messages.length, monitor);
    await queue.send('sweep', messages);
  }
  await store.putNote(NOTE, { to, begin });
}

/** The names that are looked up of a region: those of calls that its rules bring. */
function namesIn(rules: readonly EventRule[], catalogue: Monitor['catalogue']): readonly string[] {
  const isBrought = (service: string, call: string): boolean =>
    rules.some(
      ({ pattern }) =>
        list(pattern, 'source').includes(`aws.${service}`) &&
        list(pattern, 'detail', 'eventName').includes(call),
    );
  const names = recalled(catalogue).flatMap(({ service, calls }) =>
    calls.filter((call) => isBrought(service, call)),
  );
  return [...new Set(names)].sort();
}

/** One page of the history: behaviours are judged on it as on events; what was counted before does not count again. */
export async function lookUp(message: LookUpMessage, monitor: Monitor): Promise<void> {
  const { history, queue, settings, catalogue } = monitor;
  if (!history) return;
  const answer = await history.lookUp(message);
  if (isUnavailable(answer)) {
    if (answer.unavailable === 'throttled' && message.attempt < MAX_ATTEMPTS)
      return queue.send('sweep', [{ ...message, attempt: message.attempt + 1 }], settings.timing.retryMs);
    const action = answer.unavailable === 'denied' ? answer.what : undefined;
    return done(message, action, monitor);
  }
  const { records, next } = isMissing(answer) ? { records: [] } : answer.value;
  for (const record of records) {
    for (const routing of routeAll(record, catalogue.witness)) {
      if (routing.kind === 'malformed') await putAside(routing.head, routing.why, monitor);
      if (routing.kind === 'changes') await noteBehaviours(routing, monitor);
    }
  }
  if (next === undefined) return done(message, undefined, monitor);
  return queue.send('sweep', [{ ...message, page: next, attempt: 0 }]);
}

/** The last page of a name in a region, or the first that was refused. */
async function done(
  { sweepId, region }: LookUpMessage,
  refused: string | undefined,
  monitor: Monitor,
): Promise<void> {
  await noteRefusal({ list: `events of ${region}`, sweepId }, refused, monitor);
  await countInSweep(sweepId, 'done', 1, monitor);
}
