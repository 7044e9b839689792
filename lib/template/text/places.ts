/** Where an object or a list of a file stands, and each entry in it. Lines count from 1. */
interface Spot {
  readonly line: number;
  readonly entries: ReadonlyMap<string | number, number>;
}

/**
 * The lines of everything in a file, kept beside the values so that these stay plain. What is made of a value on the
 * way (resolved, renamed) is carried along, so a finding still points at what somebody wrote.
 */
export class Places {
  readonly #spots = new WeakMap<object, Spot>();

  put(value: object, line: number, entries: ReadonlyMap<string | number, number>): void {
    this.#spots.set(value, { line, entries });
  }

  /** The line of an object or list, or of an entry in it; undefined for what is in no file. */
  lineOf(value: unknown, key?: string | number): number | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const spot = this.#spots.get(value);
    return key === undefined ? spot?.line : spot?.entries.get(key);
  }

  /** Says that one value stands where another does; `origin` gives for an entry of the new one its key in the old one. */
  carry<T extends object>(
    from: object,
    to: T,
    origin: (key: string | number) => string | number = (key) => key,
  ): T {
    const spot = this.#spots.get(from);
    if (!spot || to === from) return to;
    const keys: readonly (string | number)[] = Array.isArray(to) ? [...to.keys()] : Object.keys(to);
    const entries = new Map<string | number, number>();
    for (const key of keys) entries.set(key, spot.entries.get(origin(key)) ?? spot.line);
    this.#spots.set(to, { line: spot.line, entries });
    return to;
  }
}
