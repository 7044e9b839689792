import { between } from '#domain/instant.ts';
import { text } from '#domain/json.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { seenNote, writtenNote } from '#monitor/canary.ts';
import { sayAge } from '#monitor/telling/duration.ts';
import { type Check, examined, ill, type Patient, well } from './diagnosis.ts';
import { inEachRegion } from './watched.ts';

/** Whether events of each region come the whole way: what is written there every five minutes must come back. */
export const canary: Check = {
  id: 'canary',
  run: (patient) => inEachRegion(patient, ({ region }) => comesBack(region, patient)),
};

async function comesBack(region: string, patient: Patient) {
  const of = `canary of ${region}`;
  const note = (name: string) => (table: string) => patient.vitals.note(table, name);
  return examined(patient, 'StateTableName', of, note(seenNote(region)), async (seen) => {
    const table = patient.outputs['StateTableName'] ?? '';
    return [
      judged(of, text(seen, 'at'), whyIn(await patient.vitals.note(table, writtenNote(region))), patient),
    ];
  });
}

/** Why the tick did not write it last time; undefined when it did, or when that is not known. */
const whyIn = (written: Reading<unknown>): string | undefined =>
  isUnavailable(written) || !('value' in written) ? undefined : text(written.value, 'why');

function judged(of: string, at: string | undefined, why: string | undefined, { now, settings }: Patient) {
  const mend =
    'look at the trail of the region, its rules or forwarder, the changes lane and the log of evaluate; if nobody of yours changed them, treat it as an incident';
  if (why !== undefined) return ill('blind', of, `it is not written: ${why}`, mend);
  if (at === undefined)
    return ill('blind', of, 'it has not come back yet; after a deployment that takes ten minutes', mend);
  const says = `it came back ${sayAge(at, now)} ago`;
  return between(at, now) > settings.timing.blindMs
    ? ill('blind', of, `${says}: events of this region do not arrive`, mend)
    : well(of, says);
}
