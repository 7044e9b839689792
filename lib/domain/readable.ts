/**
 * A value that is there but cannot be read as what it should be: an intrinsic that is unresolved before
 * deployment, or a wrong type. It must lead to NOT_AVAILABLE, never to a default.
 */
export interface Unreadable {
  readonly unreadable: string;
  /** What it refers to, where that is surely something: the same reference is the same value. Never shown. */
  readonly reference?: string;
}

/** A value, its absence, or one that cannot be read. */
export type Readable<T> = T | undefined | Unreadable;

/** What could be read of a list. Where something of it could not, the rest proves nothing good. */
export interface ReadableList<T> {
  readonly items: readonly T[];
  /** Why something of it could not be read, when it could not. */
  readonly unreadable?: string;
}

export const isUnreadable = (value: unknown): value is Unreadable =>
  typeof value === 'object' &&
  value !== null &&
  'unreadable' in value &&
  typeof value.unreadable === 'string';
