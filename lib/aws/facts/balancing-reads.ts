import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import type { LiveAccount } from './account.ts';
import { unlessGone } from './failure.ts';
import { chunks, type PoolReads, pagesOf } from './pool.ts';

/** Calls take 20 names or ARNs, and pages have 400 at most (API references of both generations). */
const AT_ONCE = 20;
const PAGE = 400;

interface Page {
  readonly items: readonly Fields[];
  readonly next?: string | undefined;
}
type ReadPage = (input: object) => Promise<Page>;

export const targetGroups = (region: string, account: LiveAccount): PoolReads<Fields> =>
  readsOf('TargetGroupArn', 'TargetGroupArns', async (input) => {
    const { TargetGroups, NextMarker } = await (await account.loadBalancing(region)).describeTargetGroups(
      input,
    );
    return { items: objectsOf(TargetGroups), next: NextMarker };
  });

export const loadBalancers = (region: string, account: LiveAccount): PoolReads<Fields> =>
  readsOf('LoadBalancerArn', 'LoadBalancerArns', async (input) => {
    const balancing = await account.loadBalancing(region);
    const { LoadBalancers, NextMarker } = await balancing.describeLoadBalancers(input);
    return { items: objectsOf(LoadBalancers), next: NextMarker };
  });

export const classicBalancers = (region: string, account: LiveAccount): PoolReads<Fields> =>
  readsOf('LoadBalancerName', 'LoadBalancerNames', async (input) => {
    const balancing = await account.classicLoadBalancing(region);
    const { LoadBalancerDescriptions, NextMarker } = await balancing.describeLoadBalancers(input);
    return { items: objectsOf(LoadBalancerDescriptions), next: NextMarker };
  });

/** Reads by the field that tells things apart and the parameter that asks for some of them. */
const readsOf = (key: string, asking: string, page: ReadPage): PoolReads<Fields> => {
  const byKey = (items: readonly Fields[]): ReadonlyMap<string, Fields> =>
    new Map(items.map((each) => [String(each[key]), each]));
  return {
    some: async (ids) => byKey(await present(ids, (part) => page({ [asking]: [...part] }))),
    all: async () =>
      byKey(
        await pagesOf((token) => page({ PageSize: PAGE, ...(token !== undefined && { Marker: token }) })),
      ),
  };
};

/** A call for several, of which one is gone, answers nothing but that: then each is asked for alone. */
async function present(
  ids: readonly string[],
  read: (part: readonly string[]) => Promise<Page>,
): Promise<readonly Fields[]> {
  const found: Fields[] = [];
  for (const part of chunks(ids, AT_ONCE)) {
    const answer = await unlessGone(() => read(part));
    if (answer) found.push(...answer.items);
    else if (part.length > 1) for (const id of part) found.push(...(await present([id], read)));
  }
  return found;
}
