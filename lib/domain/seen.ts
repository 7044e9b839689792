import type { Arn } from './arn.ts';
import { type Instant, latest, toInstant } from './instant.ts';
import { imageFeatures, imagesIn, type RunningImage } from './running-image.ts';
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

/** The images that a use still stands for at a moment: like a revision, each ages by itself. */
export const liveImages = (use: Pick<Use, 'features' | 'lastSeen'>, now: Instant): readonly RunningImage[] =>
  imagesIn(use).filter(({ seen = use.lastSeen }) => seen === undefined || isRecent(seen, now));

/** Whether one of these uses is by tasks without a service that were seen within the last day. */
export const ranLately = (uses: readonly Use[], now: Instant): boolean =>
  uses.some(({ lastSeen }) => lastSeen !== undefined && isRecent(lastSeen, now));

/** What was seen of one family: the last hour of each revision, and of each image by what it is without its hour. */
interface Seen {
  readonly revisions: Map<number, Instant>;
  readonly images: Map<string, RunningImage & { readonly seen: Instant }>;
}

/**
 * The uses of families by a cluster's standalone tasks, from earlier uses and new sightings of the same (those
 * without an hour are of now): for each revision and image the last hour counts, and those too long ago are left out.
 * No sighting can lie ahead: a clock that runs fast must not keep a revision in scope for longer.
 */
export function standaloneUses(sightings: readonly Use[], now: Instant): readonly Use[] {
  const present = hourOf(now);
  const whenIn = (seen: Instant = present): Instant => (seen < present ? hourOf(seen) : present);
  const families = new Map<Arn, Seen>();
  for (const use of sightings) {
    const family: Seen = families.get(use.used) ?? { revisions: new Map(), images: new Map() };
    families.set(use.used, family);
    for (const [revision, seen] of agesOf(use)) {
      const hour = whenIn(seen);
      if (hour > (family.revisions.get(revision) ?? '')) family.revisions.set(revision, hour);
    }
    for (const image of imagesIn(use)) {
      const key = `${image.revision} ${image.container} ${image.digest}`;
      const hour = whenIn(image.seen ?? use.lastSeen);
      if (hour > (family.images.get(key)?.seen ?? '')) family.images.set(key, { ...image, seen: hour });
    }
  }
  return [...families]
    .flatMap(([family, seen]) => standaloneUse(family, seen, now))
    .sort((a, b) => (a.used < b.used ? -1 : 1));
}

function standaloneUse(used: Arn, { revisions, images }: Seen, now: Instant): readonly Use[] {
  const live = [...revisions].filter(([, hour]) => isRecent(hour, now));
  if (live.length === 0) return [];
  const features = live.flatMap(([revision, hour]) => [`revision:${revision}`, `seen:${revision}@${hour}`]);
  const running = [...images.values()].filter(({ seen }) => isRecent(seen, now));
  return [
    {
      used,
      features: [...features, ...imageFeatures(running, false), 'standalone', 'exposure:unknown'].sort(),
      lastSeen: latest(...live.map(([, hour]) => hour)),
    },
  ];
}
