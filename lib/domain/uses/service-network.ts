import type { Arn } from '#domain/arn.ts';
import type { FactName, FactValues } from '#domain/facts.ts';
import { isUnavailable } from '#domain/reading.ts';
import { ec2Arn, placeOf, type ResourceType, resourceOf } from '#domain/resource.ts';
import type { Service } from '#domain/service.ts';
import type { Use } from '#domain/use.ts';

type Facts = Partial<FactValues>;

/** Types that a fact alone tells a service's uses of: while it cannot be read, the uses seen before stay. */
const TOLD_BY: readonly (readonly [FactName, readonly ResourceType[]])[] = [
  ['securityGroups', ['AWS::EC2::SecurityGroup', 'AWS::EC2::PrefixList']],
  ['subnets', ['AWS::EC2::RouteTable']],
  ['loadBalancers', ['AWS::ElasticLoadBalancingV2::LoadBalancer']],
];

/** An ARN as AWS makes them: what a hostile description has in its place is no use, and may be too long for a key. */
const isResource = (arn: Arn): boolean => arn.length <= 512 && resourceOf(arn) !== undefined;

/** What a change of reaches a service's verdicts: its groups and their prefix lists, subnets and their routes, load balancers. */
export function networkUses(service: Service, facts: Facts, previous: readonly Use[]): ReadonlySet<Arn> {
  const place = placeOf(service.arn);
  const ec2 = (kind: string, ids: readonly string[]): readonly Arn[] =>
    ids.map((id) => ec2Arn(place, kind, id));
  const { securityGroups, subnets, loadBalancers } = facts;
  const lost = TOLD_BY.flatMap(([fact, types]) => (facts[fact] ? [] : types));
  const kept = previous
    .map(({ used }) => used)
    .filter((used) => {
      const type = resourceOf(used)?.type;
      return type !== undefined && lost.includes(type);
    });
  const all = [
    ...kept,
    ...ec2(
      'security-group',
      service.networks.flatMap((network) => network.securityGroups),
    ),
    ...ec2(
      'security-group',
      (securityGroups?.networks ?? []).flatMap(({ groups }) => (isUnavailable(groups) ? [] : groups)),
    ),
    ...ec2('prefix-list', Object.keys(securityGroups?.prefixLists ?? {})),
    ...ec2(
      'subnet',
      service.networks.flatMap((network) => network.subnets),
    ),
    ...ec2(
      'route-table',
      Object.values(subnets ?? {}).flatMap(({ routeTable }) => routeTable ?? []),
    ),
    ...service.targetGroups,
    ...(loadBalancers?.balancers ?? []).map(({ arn }) => arn),
  ];
  return new Set(all.filter(isResource));
}
