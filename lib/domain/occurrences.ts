import type { Change } from './change.ts';
import { after, type Instant, roundUp } from './instant.ts';

/** How often a behaviour was seen; part of a verdict that was judged on events, and of no other. */
export interface Occurrences {
  /** Events since the finding opened, each once: at least so many (see `forgottenUntil`). */
  readonly count: number;
  readonly lastAt: Instant;
  /** The latest events, by time and the end of their id. */
  readonly marks: readonly string[];
  /** The time of the latest event that was dropped from `marks`: one as old that is not among them may have been counted. */
  readonly forgottenUntil?: string;
  /** The count that the finding's row shows. */
  readonly shown: number;
  readonly shownAt: Instant;
}

/** Marks kept: enough to know a redelivered event by, few enough for an item that is written with each event. */
const KEPT = 64;
/** How many characters of an event's id are kept: the end of a UUID is random. */
const ID_END = 12;
/** A row's count may lag behind by a tenth, above so many, but not for longer than this. */
const SHOWN_EXACTLY = 10;
const SHOWN_FOR_MS = 3_600_000;
/** The moment a behaviour has gone quiet is kept to the hour, so that an index is not written with every event. */
const QUIET_GRAIN_MS = 3_600_000;

const secondOf = (instant: Instant): string => instant.slice(0, 19);
const markOf = ({ eventId, eventTime }: Change): string => `${secondOf(eventTime)} ${eventId.slice(-ID_END)}`;

/**
 * The occurrences with one more event; undefined when it was counted already, or may have been: delivered twice, late,
 * or read again, an event never counts twice. `opens`: the count begins again.
 */
export function counted(
  before: Occurrences | undefined,
  change: Change,
  opens: boolean,
  now: Instant,
): Occurrences | undefined {
  const mark = markOf(change);
  const marks = before?.marks ?? [];
  const forgotten = before?.forgottenUntil;
  if (marks.includes(mark) || (forgotten !== undefined && secondOf(change.eventTime) <= forgotten))
    return undefined;
  const all = [...marks, mark].sort();
  const dropped = all.at(-KEPT - 1)?.slice(0, 19) ?? forgotten;
  const { lastAt = change.eventTime, shown = 0, shownAt = now } = before ?? {};
  return {
    count: opens ? 1 : (before?.count ?? 0) + 1,
    lastAt: lastAt > change.eventTime ? lastAt : change.eventTime,
    marks: all.slice(-KEPT),
    ...(dropped !== undefined && { forgottenUntil: dropped }),
    shown,
    shownAt,
  };
}

/** Whether the row must be written again to show the count: for few events always, for many now and then. */
export const isShownTooLow = ({ count, shown, shownAt }: Occurrences, now: Instant): boolean =>
  count !== shown && (count <= SHOWN_EXACTLY || count >= shown * 1.1 || after(shownAt, SHOWN_FOR_MS) <= now);

export const shownNow = (occurrences: Occurrences, now: Instant): Occurrences => ({
  ...occurrences,
  shown: occurrences.count,
  shownAt: now,
});

/** Whether a behaviour last seen at a moment has gone quiet by another. */
export const isQuiet = (lastAt: Instant, quietMs: number, now: Instant): boolean =>
  after(lastAt, quietMs) <= now;

/** When a behaviour will have gone quiet if nothing more is seen. */
export const quietAt = ({ lastAt }: Occurrences, quietMs: number): Instant =>
  roundUp(after(lastAt, quietMs), Math.max(1, Math.min(QUIET_GRAIN_MS, quietMs)));
