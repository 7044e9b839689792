import type { Arn } from '#domain/arn.ts';
import { type LoadBalancerFound, toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';

type Found = LoadBalancerFound | Unavailable;

/** A call of DescribeLoadBalancers takes 20 ARNs (API reference). */
const BALANCERS_AT_ONCE = 20;

/** Where the load balancers behind the service's target groups, and its classic ones, face. One that faces the internet decides, whatever else could not be read. */
export const readLoadBalancers: Reader<'loadBalancers'> = async ({ arn }, { known }, account) => {
  if (!known.service)
    return { unavailable: 'unreadable', what: 'the service whose load balancers these are' };
  const { targetGroups, classicLoadBalancers } = known.service;
  const { region } = placeOf(arn);
  const found: Found[] = [];
  for (const group of targetGroups) found.push(...(await behind(group, account)));
  for (const name of classicLoadBalancers) found.push(await classic(name, region, account));
  const value = toLoadBalancers(found.filter((each): each is LoadBalancerFound => !isUnavailable(each)));
  return value.facing === 'internet' ? { value } : (found.find(isUnavailable) ?? { value });
};

/** A target group, or load balancer, that is gone leaves open where the service faces. */
const gone = (name: string): LoadBalancerFound => ({ name, scheme: undefined });

async function behind(group: Arn, account: LiveAccount): Promise<readonly Found[]> {
  const balancing = await account.loadBalancing(placeOf(group).region);
  const groups = await settle(() => balancing.describeTargetGroups({ TargetGroupArns: [group] }));
  if (isUnavailable(groups)) return [groups];
  const arns = 'missing' in groups ? undefined : groups.TargetGroups?.[0]?.LoadBalancerArns;
  if (!arns) return [gone(group)];
  const found: Found[] = [];
  for (let at = 0; at < arns.length; at += BALANCERS_AT_ONCE)
    found.push(...(await describe(arns.slice(at, at + BALANCERS_AT_ONCE), account)));
  return found;
}

async function describe(arns: readonly Arn[], account: LiveAccount): Promise<readonly Found[]> {
  const balancing = await account.loadBalancing(placeOf(arns[0] ?? '').region);
  const answer = await settle(() => balancing.describeLoadBalancers({ LoadBalancerArns: [...arns] }));
  if (isUnavailable(answer)) return [answer];
  const balancers = 'missing' in answer ? [] : (answer.LoadBalancers ?? []);
  return arns.map((arn) => {
    const balancer = balancers.find(({ LoadBalancerArn }) => LoadBalancerArn === arn);
    return balancer ? { name: balancer.LoadBalancerName ?? arn, scheme: balancer.Scheme } : gone(arn);
  });
}

async function classic(name: string, region: string, account: LiveAccount): Promise<Found> {
  const balancing = await account.classicLoadBalancing(region);
  const answer = await settle(() => balancing.describeLoadBalancers({ LoadBalancerNames: [name] }));
  if (isUnavailable(answer)) return answer;
  const [balancer] = 'missing' in answer ? [] : (answer.LoadBalancerDescriptions ?? []);
  return { name, scheme: balancer?.Scheme };
}
