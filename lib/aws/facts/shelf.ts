import type { Arn } from '#domain/arn.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { Clock, ReadContext } from '#domain/ports.ts';

/** A value and the moment before it was read. */
export interface Shared<T> {
  readonly value: T;
  readonly readAt: Instant;
}

/**
 * Answers that looks of one sweep may share: kept for a short time and handed only to a look that says how old they
 * may be. Everybody else reads anew. Failures are not kept.
 */
export interface Shelf<T> {
  get(key: string, context: Fresh, read: () => Promise<T>): Promise<Shared<T>>;
  put(key: string, value: T, readAt: Instant): void;
  /** Whether `get` would be served without reading. */
  has(key: string, context: Fresh): boolean;
}
type Fresh = Pick<ReadContext, 'freshFrom'>;

interface Kept<T> {
  readonly value: Promise<T>;
  readonly readAt: Instant;
}

/** The most that is kept of one kind; the oldest goes first. */
const MOST = 2_000;

export function shelfOf<T>(clock: Clock, keepMs: number): Shelf<T> {
  const kept = new Map<string, Kept<T>>();
  const keep = (key: string, entry: Kept<T>): void => {
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
  };
  const serving = (key: string, { freshFrom }: Fresh, now: Instant): Kept<T> | undefined => {
    const found = kept.get(key);
    const serves =
      found && freshFrom !== undefined && found.readAt >= freshFrom && after(found.readAt, keepMs) > now;
    return serves ? found : undefined;
  };
  return {
    has: (key, context) => serving(key, context, clock.now()) !== undefined,
    async get(key, context, read) {
      const now = clock.now();
      const found = serving(key, context, now);
      if (found) return { value: await found.value, readAt: found.readAt };
      const entry = { value: read(), readAt: now };
      keep(key, entry);
      try {
        return { value: await entry.value, readAt: now };
      } catch (error) {
        if (kept.get(key) === entry) kept.delete(key);
        throw error;
      }
    },
    put: (key, value, readAt) => keep(key, { value: Promise.resolve(value), readAt }),
  };
}

/** Which resources a listing showed together, so that they are described together when one of them is looked at. */
export interface Groups {
  put(arns: readonly Arn[], size: number): void;
  /** The group of an ARN; itself alone if no listing showed it. */
  of(arn: Arn): readonly Arn[];
}

export function groupsOf(): Groups {
  const groups = new Map<Arn, readonly Arn[]>();
  return {
    put(arns, size) {
      for (let at = 0; at < arns.length; at += size) {
        const group = arns.slice(at, at + size);
        for (const arn of group) {
          groups.delete(arn);
          groups.set(arn, group);
        }
      }
      for (const oldest of groups.keys()) {
        if (groups.size <= MOST) break;
        groups.delete(oldest);
      }
    },
    of: (arn) => groups.get(arn) ?? [arn],
  };
}
