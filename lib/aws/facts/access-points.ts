import { type AccessPoints, accessPointsOf } from '#domain/file-system.ts';
import { toAccessPoint } from '#domain/normalise/file-system.ts';
import { isUnavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';

type Found = [string, AccessPoints[string]];

/**
 * The access points that a family mounts by; no call where it has none. Looks of one sweep share the list of the region,
 * others ask for each. One that is not there is left out: it is deleted, or another account's.
 */
export const readAccessPoints: Reader<'accessPoints'> = async ({ arn }, context, account) => {
  const ids = accessPointsOf(context.known.family, arn).map(({ id }) => id);
  if (ids.length === 0) return { value: {} };
  const { region } = placeOf(arn);
  if (context.freshFrom === undefined) return { value: await each(ids, region, account) };
  const { value, readAt } = await account.shelves.accessPoints.get(region, context, () =>
    all(region, account),
  );
  const found = ids.flatMap((id): Found[] => (value.has(id) ? [[id, toAccessPoint(value.get(id))]] : []));
  return { value: Object.fromEntries(found), readAt };
};

async function each(ids: readonly string[], region: string, account: LiveAccount): Promise<AccessPoints> {
  const efs = await account.efs(region);
  const found: Found[] = [];
  for (const AccessPointId of ids) {
    const answer = await settle(() => efs.describeAccessPoints({ AccessPointId }));
    if (isUnavailable(answer)) found.push([AccessPointId, answer]);
    else if (!('missing' in answer) && answer.AccessPoints?.[0])
      found.push([AccessPointId, toAccessPoint(answer.AccessPoints[0])]);
  }
  return Object.fromEntries(found);
}

async function all(region: string, account: LiveAccount): Promise<ReadonlyMap<string, unknown>> {
  const efs = await account.efs(region);
  const found = new Map<string, unknown>();
  let NextToken: string | undefined;
  do {
    const page = await efs.describeAccessPoints({
      MaxResults: 100,
      ...(NextToken !== undefined && { NextToken }),
    });
    for (const point of page.AccessPoints ?? []) found.set(point.AccessPointId ?? '', point);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
