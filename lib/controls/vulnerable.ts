import type { Vulnerability } from '#domain/image.ts';
import type { Instant } from '#domain/instant.ts';
import type { Parameters } from '#domain/settings.ts';
import { isOlderThan } from './ages.ts';

/** Whether a vulnerability counts: it is open, grave enough, and an update ends it, or that is not known. */
export function counts(
  { status, severity, fix }: Vulnerability,
  { onlyFixable }: Parameters['vulnerabilities'],
): boolean {
  if (status !== 'ACTIVE' || (severity !== 'CRITICAL' && severity !== 'HIGH')) return false;
  return !onlyFixable || fix !== 'none';
}

/**
 * Whether there was time enough to update. Basic scanning does not say since when a vulnerability is known, and a new
 * scan must not begin the count anew: then the push counts.
 */
export function isOverdue(
  { severity, firstSeenAt }: Vulnerability,
  pushedAt: Instant | undefined,
  { criticalGraceDays, highGraceDays }: Parameters['vulnerabilities'],
  now: Instant,
): boolean {
  const since = firstSeenAt ?? pushedAt;
  // Since when is not known at all: no grace can be given for it.
  if (since === undefined) return true;
  return isOlderThan(since, severity === 'CRITICAL' ? criticalGraceDays : highGraceDays, now);
}
