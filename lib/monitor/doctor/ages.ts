import { between, type Instant } from '#domain/instant.ts';
import { text } from '#domain/json.ts';
import { sayAge } from '#monitor/telling/duration.ts';
import { type Check, examined, ill, type Patient, well } from './diagnosis.ts';

/** In milliseconds: three ticks (BLIND speaks then), and what makes a daily sweep late. */
const TICK_LATE_MS = 15 * 60_000;
const SWEEP_LATE_MS = 26 * 3_600_000;

/** When it last did its housekeeping, and when it last looked at everything. */
export const ages: Check = {
  id: 'ages',
  run: async (patient) => {
    const note = (name: string) => (table: string) => patient.vitals.note(table, name);
    const ticked = examined(patient, 'StateTableName', 'last tick', note('tick'), (value) => [
      lastTick(text(value, 'at'), patient),
    ]);
    const swept = examined(patient, 'StateTableName', 'last sweep', note('sweep'), (value) => [
      lastSweep(text(value, 'startedAt'), text(value, 'endedAt'), patient),
    ]);
    return (await Promise.all([ticked, swept])).flat();
  },
};

function lastTick(at: Instant | undefined, { now }: Patient) {
  const mend =
    'look at the log of the tick function and at its schedule; if nobody of yours disabled it, treat it as an incident';
  if (at === undefined)
    return ill(
      'blind',
      'last tick',
      'it has not ticked yet; after a deployment that takes five minutes',
      mend,
    );
  const says = `${sayAge(at, now)} ago`;
  return between(at, now) > TICK_LATE_MS
    ? ill('blind', 'last tick', `${says}: digests, ended suppressions and gauges stand still`, mend)
    : well('last tick', says);
}

function lastSweep(startedAt: Instant | undefined, endedAt: Instant | undefined, { now }: Patient) {
  const mend = 'look at the sweep lane and the log of the evaluate function';
  if (startedAt === undefined)
    return ill('warning', 'last sweep', 'none has begun yet: the first tick begins one', mend);
  const running = endedAt === undefined || endedAt < startedAt;
  const since = endedAt ?? startedAt;
  const says =
    endedAt === undefined
      ? `none has ended yet, the first began ${sayAge(since, now)} ago`
      : `ended ${sayAge(endedAt, now)} ago`;
  if (between(since, now) > SWEEP_LATE_MS)
    return ill('warning', 'last sweep', `${says}: changes that no event announced are not found`, mend);
  return well('last sweep', running && endedAt !== undefined ? `${says}, one is running` : says);
}
