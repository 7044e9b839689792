import { createHash } from 'node:crypto';
import { placeOf, type Resource } from '#domain/resource.ts';

/** The first `length` hex characters of the SHA-256 of values, told apart from each other by their JSON. */
export const hashOf = (values: readonly unknown[], length = 16): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, length);

/** Stable for ever: 20 hex of a hash over partition, account, region, control and resource (DESIGN.md wants 16 or more). */
export function findingId(controlId: string, { arn }: Pick<Resource, 'arn'>): string {
  const { partition, account, region } = placeOf(arn);
  return hashOf([partition, account, region, controlId, arn], 20);
}
