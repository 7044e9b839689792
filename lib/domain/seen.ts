import type { Arn } from './arn.ts';
import { type Instant, latest, toInstant } from './instant.ts';
import { featureOf, isRecent, SEEN_GRAIN_MS, type Use } from './use.ts';

/** The hour a moment lies in. */
const hourOf = (instant: Instant): Instant =>
  new Date(Math.floor(Date.parse(instant) / SEEN_GRAIN_MS) * SEEN_GRAIN_MS).toISOString();

/**
 * The revisions a use names, each with the hour it was last seen (`seen:12@2026-01-01T10:00:00.000Z`): every revision
 * ages by itself, so a daily task on revision 12 does not keep revision 11 in scope. A revision without an hour of its
 * own has the use's `lastSeen`; without that it is in use for as long as the use is.
 */
function agesOf(use: Pick<Use, 'features' | 'lastSeen'>): ReadonlyMap<number, Instant | undefined> {
  const own = new Map(
    featureOf(use, 'seen').map((text): [number, Instant | undefined] => {
      const at = text.indexOf('@');
      return [Number(text.slice(0, at)), toInstant(text.slice(at + 1))];
    }),
  );
  const revisions = featureOf(use, 'revision').map(Number).filter(Number.isSafeInteger);
  return new Map(revisions.map((revision) => [revision, own.get(revision) ?? use.lastSeen]));
}

/** The revisions that a use still stands for at a moment, in ascending order. */
export const liveRevisions = (use: Pick<Use, 'features' | 'lastSeen'>, now: Instant): readonly number[] =>
  [...agesOf(use)]
    .flatMap(([revision, hour]) => (hour === undefined || isRecent(hour, now) ? [revision] : []))
    .sort((a, b) => a - b);

/**
 * The uses of families by a cluster's standalone tasks, from earlier uses and new sightings of the same (those
 * without an hour are of now): for each revision the last hour counts, and those too long ago are left out. No
 * sighting can lie ahead: a clock that runs fast must not keep a revision in scope for longer.
 */
export function standaloneUses(sightings: readonly Use[], now: Instant): readonly Use[] {
  const present = hourOf(now);
  const families = new Map<Arn, Map<number, Instant>>();
  for (const use of sightings) {
    for (const [revision, seen = present] of agesOf(use)) {
      const hour = seen < present ? hourOf(seen) : present;
      if (!isRecent(hour, now)) continue;
      const family = families.get(use.used) ?? new Map<number, Instant>();
      const before = family.get(revision);
      families.set(use.used, family.set(revision, before !== undefined && before > hour ? before : hour));
    }
  }
  return [...families]
    .map(([family, seen]) => standaloneUse(family, seen))
    .sort((a, b) => (a.used < b.used ? -1 : 1));
}

function standaloneUse(used: Arn, seen: ReadonlyMap<number, Instant>): Use {
  const features = [...seen].flatMap(([revision, hour]) => [
    `revision:${revision}`,
    `seen:${revision}@${hour}`,
  ]);
  return {
    used,
    features: [...features, 'standalone', 'exposure:unknown'].sort(),
    lastSeen: latest(...seen.values()),
  };
}
