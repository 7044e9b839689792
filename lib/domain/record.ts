import { blankState } from './blank-state.ts';
import { dueAt } from './due.ts';
import { after } from './instant.ts';
import type { Look } from './look.ts';
import { pendingAfter } from './pending.ts';
import { recentChanges } from './recent-changes.ts';
import type { ResourceState } from './state.ts';
import { markUntold, quietlyTold } from './untold.ts';
import { verdictsAfter } from './verdicts-after.ts';

/**
 * The item after a look: the heart of the monitor, pure. Undefined when there is nothing to write: a newer look was
 * recorded already, or a resource that is not there was never known.
 */
export function record(previous: ResourceState | undefined, look: Look): ResourceState | undefined {
  if (previous && previous.observedAt >= look.observedAt) return undefined;
  if (look.presence === 'missing' && !previous) return undefined;
  const base = previous ?? blankState(look.resource, look.observedAt, look);
  const changes = recentChanges(base, look);
  const seq = Math.max(base.seq, look.repair?.seq ?? 0) + 1;
  const tags = look.tags ?? base.tags;
  const gone = look.presence === 'missing' && isGone(base, look);
  const verdicts = verdictsAfter(base, look, gone, { changes, seq, tags });
  const uses = gone ? [] : (look.uses ?? base.uses);
  const pending = pendingAfter(base, { verdicts, uses }, look);
  const next: ResourceState = {
    ...without(base, ['missingSince', 'deletedAt', 'pending', 'dueAt']),
    version: base.version + 1,
    observedAt: look.observedAt,
    verdicts,
    uses,
    tags,
    changes,
    complete: look.complete && look.presence === 'present',
    denied: look.denied,
    judgedUnder: look.judgedUnder,
    ...(pending && { seq, pending }),
    ...(pending?.edges.length === uses.length && uses.length > 0 && { usesConfirmedAt: look.observedAt }),
    ...absence(base, look, gone),
    ...dueAt(verdicts, look.timing.quietMs),
  };
  return markUntold({ ...next, told: quietlyTold(next, look.settled) }, look.now);
}

const without = <T extends object, K extends keyof T>(value: T, keys: readonly K[]): Omit<T, K> => {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
};

/** "Not found" makes a deletion at once after a delete event, else the second time at least five minutes later. */
const isGone = ({ missingSince, deletedAt }: ResourceState, { deletes, observedAt, timing }: Look): boolean =>
  deletedAt !== undefined ||
  deletes ||
  (missingSince !== undefined && after(missingSince, timing.missingMs) <= observedAt);

const absence = (
  base: ResourceState,
  { presence, observedAt }: Look,
  gone: boolean,
): Pick<ResourceState, 'missingSince' | 'deletedAt'> => {
  if (presence === 'present') return {};
  // What could not be read is neither back nor more surely gone.
  if (presence === 'unknown') return kept(base);
  const missingSince = base.missingSince ?? observedAt;
  return gone ? { missingSince, deletedAt: base.deletedAt ?? observedAt } : { missingSince };
};

const kept = ({
  missingSince,
  deletedAt,
}: ResourceState): Pick<ResourceState, 'missingSince' | 'deletedAt'> => ({
  ...(missingSince !== undefined && { missingSince }),
  ...(deletedAt !== undefined && { deletedAt }),
});
