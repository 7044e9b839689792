import type { Arn } from '#domain/arn.ts';
import type { Fields } from '#domain/normalise/fields.ts';
import { familyOfRevision, revisionOf } from '#domain/resource.ts';

/** What is recorded, by ARN, with the revisions of each family at hand: a sweep asks for every family. */
export class RecordedFacts extends Map<Arn, Fields> {
  /** Rises with every change: what was worked out before may be out of date. */
  changes = 0;
  readonly #revisions = new Map<Arn, Set<Arn>>();

  /** ARNs of the recorded revisions of a family, in no order. */
  revisionsOf(family: Arn): ReadonlySet<Arn> {
    return this.#revisions.get(family) ?? new Set();
  }

  record(arn: Arn, facts: Fields | null): void {
    this.changes += 1;
    const family = revisionOf(arn) === undefined ? undefined : familyOfRevision(arn);
    if (facts === null) {
      this.delete(arn);
      if (family !== undefined) this.#revisions.get(family)?.delete(arn);
      return;
    }
    this.set(arn, facts);
    if (family === undefined) return;
    const known = this.#revisions.get(family) ?? new Set();
    this.#revisions.set(family, known.add(arn));
  }
}
