import type { Instant } from '#domain/instant.ts';

/**
 * A value as DynamoDB can hold it in readable attributes: absent properties left out, half characters (text cut in
 * the middle of a pair) replaced, and no property `__proto__`, which the document client would take for a prototype.
 */
export const attributesOf = (value: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value), (name, part: unknown) => {
    if (name === '__proto__') return undefined;
    return typeof part === 'string' ? part.toWellFormed() : part;
  }) as Record<string, unknown>;

/** A moment as DynamoDB's expiry wants it: whole seconds since 1970, rounded up so that nothing goes early. */
export const secondsOf = (instant: Instant): number => Math.ceil(Date.parse(instant) / 1000);

/** Whether an item is past its expiry; DynamoDB itself may take days to delete it. */
export const isExpired = ({ expiresAt }: { readonly expiresAt?: number }, now: Instant): boolean =>
  expiresAt !== undefined && expiresAt * 1000 <= Date.parse(now);
