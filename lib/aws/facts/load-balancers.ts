import type { Arn } from '#domain/arn.ts';
import { earliest, type Instant } from '#domain/instant.ts';
import { type Fields, textsOf } from '#domain/normalise/fields.ts';
import { toClassicLoadBalancer, toLoadBalancer, toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import type { LoadBalancer } from '#domain/service.ts';
import type { LiveAccount, Reader } from './account.ts';
import { classicBalancers, loadBalancers, targetGroups } from './balancing-reads.ts';
import { type Failure, settle } from './failure.ts';
import type { Shared } from './shelf.ts';

/** Where the load balancers behind the service's target groups, and its classic ones, face. One that faces the internet decides, whatever else could not be read. */
export const readLoadBalancers: Reader<'loadBalancers'> = async ({ arn }, context, account) => {
  const { service } = context.known;
  if (!service) return { unavailable: 'unreadable', what: 'the service whose load balancers these are' };
  const parts: (Found | Failure)[] = [];
  for (const group of service.targetGroups) parts.push(await settle(() => behind(group, context, account)));
  for (const name of service.classicLoadBalancers)
    parts.push(await settle(() => classic(name, arn, context, account)));
  const found = parts.filter((part): part is Found => 'balancers' in part);
  const isGone = parts.some((part) => 'missing' in part) || found.some((each) => each.isGone);
  const failed = parts.filter((part) => 'unavailable' in part);
  const value = toLoadBalancers(
    found.flatMap(({ balancers }) => balancers),
    isGone,
    failed,
  );
  const [first] = failed;
  if (first && value.facing !== 'internet') return first;
  return { value, readAt: earliest(context.now, ...found.map(({ readAt }) => readAt)) };
};

interface Found {
  readonly balancers: readonly LoadBalancer[];
  /** A target group that is gone leaves open where the service faces. */
  readonly isGone: boolean;
  readonly readAt: Instant;
}

/** The load balancers that send to a target group. */
async function behind(group: Arn, context: ReadContext, account: LiveAccount): Promise<Found> {
  const { region } = placeOf(group);
  const groups = await account.pools.targetGroups.get(
    region,
    [group],
    context,
    targetGroups(region, account),
  );
  const arns = textsOf(groups.value.get(group)?.['LoadBalancerArns']);
  const balancers = await account.pools.loadBalancers.get(
    region,
    arns,
    context,
    loadBalancers(region, account),
  );
  return {
    balancers: arns.map((arn) => toLoadBalancer(arn, balancers.value.get(arn))),
    isGone: !groups.value.has(group),
    readAt: earliest(groups.readAt, balancers.readAt),
  };
}

async function classic(
  name: string,
  service: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<Found> {
  const place = placeOf(service);
  const { value, readAt } = await classicBalancer(name, place.region, context, account);
  return { balancers: [toClassicLoadBalancer(place, name, value)], isGone: false, readAt };
}

/** A classic load balancer as its API describes it; undefined when it is gone. */
export async function classicBalancer(
  name: string,
  region: string,
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<Fields | undefined>> {
  const pool = account.pools.classicLoadBalancers;
  const { value, readAt } = await pool.get(region, [name], context, classicBalancers(region, account));
  return { value: value.get(name), readAt };
}
