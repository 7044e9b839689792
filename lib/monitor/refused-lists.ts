import type { Arn } from '#domain/arn.ts';
import { partitionOf } from '#domain/partition.ts';
import type { Listing } from '#domain/ports.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { isConfirmed } from '#domain/use.ts';
import type { SweepMessage } from '#domain/work.ts';
import { lookAtUsed } from './fan-out.ts';
import type { Monitor } from './monitor.ts';

/** The action that refused a page of a list, or one before it. */
export const refusedBy = ({ refused }: SweepMessage, { unavailable }: Listing): string | undefined =>
  unavailable?.unavailable === 'denied' ? unavailable.what : refused;

/**
 * At the end of a list: that it was refused, wholly or in part, is a use of the account like a refused look, under the
 * list's own name; what a list does not show no look could miss. It ends with the first sweep that gets the whole list.
 */
export async function noteRefusal(
  { list, sweepId }: { readonly list: string; readonly sweepId: string },
  action: string | undefined,
  monitor: Monitor,
): Promise<void> {
  const { store, clock, home, catalogue } = monitor;
  const account = homeAccount(home);
  if (account === undefined || !catalogue.factsOf('AWS::::Account').includes('denials')) return;
  const user = `list of ${list}`;
  const seq = Date.parse(sweepId);
  const feature = `denied:${action}`;
  const known = (await store.users(account)).find((edge) => edge.user === user);
  if (action === undefined) {
    if (!known) return;
    await store.endEdge(account, user, seq, clock.now());
  } else await store.putEdge({ used: account, user, features: [feature], confirmedAt: clock.now() }, seq);
  const isSame = known?.features.includes(feature) === true && isConfirmed(known.confirmedAt, clock.now());
  if (!isSame) await lookAtUsed([account], { hop: 0 }, monitor);
}

/** Lists go over all regions that are watched; what one refuses is laid to the home region's account. */
function homeAccount({ account, region }: Monitor['home']): Arn | undefined {
  const partition = partitionOf(region)?.id;
  return partition === undefined || account === ''
    ? undefined
    : regionalAccountArn({ partition, region, account });
}
