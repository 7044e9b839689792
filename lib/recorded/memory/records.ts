import type { ExactSuppression, Store } from '#domain/ports.ts';
import { rows } from './rows.ts';

type Records = Pick<Store, 'suppressions' | 'putSuppression' | 'count' | 'note' | 'putNote'>;

/** Suppressions of single findings, counters and notes, in memory. */
export function records(): Records {
  const suppressions = rows<ExactSuppression>();
  const notes = rows<{ readonly value?: unknown }>();
  const counters = new Map<string, number>();
  return {
    suppressions: async (resourceArn) => suppressions.of(resourceArn),
    async putSuppression(suppression) {
      suppressions.put(suppression.resourceArn, suppression.controlId, suppression);
    },
    /** Nothing is forgotten here: a store in memory does not outlive its run. */
    async count(name, by) {
      const sum = (counters.get(name) ?? 0) + by;
      counters.set(name, sum);
      return sum;
    },
    note: async (name) => notes.get(name, '')?.value,
    async putNote(name, value) {
      notes.put(name, '', { value });
    },
  };
}
