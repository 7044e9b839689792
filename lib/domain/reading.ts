import type { Instant } from './instant.ts';

/** Why a fact could not be had. `what` is the IAM action denied, or what the endpoint does not support. */
export interface Unavailable {
  readonly unavailable: 'denied' | 'throttled' | 'unsupported' | 'unreadable' | 'elsewhere';
  readonly what: string;
}

/**
 * What came of reading one fact. `readAt` says when, for a value served from a cache; `settling`: it is on its way to another
 * state, of which no event will tell.
 */
export type Reading<T> =
  | { readonly value: T; readonly readAt?: Instant; readonly settling?: boolean }
  | Unavailable
  | { readonly missing: true };

export const isUnavailable = (reading: unknown): reading is Unavailable =>
  typeof reading === 'object' && reading !== null && 'unavailable' in reading;
export const isMissing = (reading: Reading<unknown>): reading is { readonly missing: true } =>
  'missing' in reading;

const WORDS: Readonly<Record<Unavailable['unavailable'], string>> = {
  denied: 'access denied:',
  throttled: 'throttled:',
  unsupported: 'not supported:',
  unreadable: 'not readable:',
  elsewhere: "another account's:",
};

/** In words, for a finding or a page: `access denied: ecr:DescribeRepositories`. */
export const sayUnavailable = ({ unavailable, what }: Unavailable): string => `${WORDS[unavailable]} ${what}`;
