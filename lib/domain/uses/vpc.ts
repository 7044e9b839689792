import type { EndpointService } from '#domain/endpoint-service.ts';
import type { FactValues } from '#domain/facts.ts';
import { prefixListsIn } from '#domain/normalise/security-group.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { groupsAround, type VpcUse, wantersOf } from '#domain/vpc.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/**
 * A VPC uses the endpoints in it, whose verdicts depend on who reaches them: that stands on the edge as one number, as there
 * may be hundreds of them. And it uses the subnets that tasks are in, with their routes.
 */
export function usesOfVpc(
  { vpcEndpoints, vpcSubnets, vpcUse }: Partial<FactValues>,
  { resource }: Pick<UseContext, 'resource'>,
): readonly Use[] | undefined {
  if (!vpcEndpoints || !vpcSubnets || !vpcUse) return undefined;
  const place = placeOf(resource.arn);
  const features = new Map<string, Set<string>>();
  for (const { id, service, owner } of vpcEndpoints)
    if (service && (owner === '' || owner === place.account))
      add(features, ec2Arn(place, 'vpc-endpoint', id), `users:${summary(vpcUse, service)}`);
  for (const id of new Set(
    vpcUse.users.flatMap(({ networks }) => networks.flatMap(({ subnets }) => subnets)),
  )) {
    const table = vpcSubnets[id]?.routeTable;
    add(features, ec2Arn(place, 'subnet', id));
    if (table !== undefined) add(features, ec2Arn(place, 'route-table', table));
  }
  return toUses(features);
}

/** An endpoint uses its VPC, its groups and those of the tasks that reach it, and the prefix lists that their rules name. */
export function usesOfVpcEndpoint(
  { vpcEndpoint, vpcUse, endpointGroups }: Partial<FactValues>,
  { resource }: Pick<UseContext, 'resource'>,
): readonly Use[] | undefined {
  if (!vpcEndpoint || !vpcUse || !endpointGroups) return undefined;
  const place = placeOf(resource.arn);
  const features = new Map<string, Set<string>>();
  const lists = prefixListsIn(Object.values(endpointGroups.groups));
  add(features, ec2Arn(place, 'vpc', vpcEndpoint.vpc));
  for (const id of groupsAround(vpcEndpoint, vpcUse)) add(features, ec2Arn(place, 'security-group', id));
  for (const id of lists) add(features, ec2Arn(place, 'prefix-list', id));
  return toUses(features);
}

/** FNV-1a over what the verdicts on an endpoint read of who uses its VPC: another number, another situation. */
function summary(use: VpcUse, service: EndpointService): string {
  const { networks } = wantersOf(use, service, true);
  const text = JSON.stringify([
    networks.map((each) => JSON.stringify(each)).sort(),
    use.users.some(({ unread }) => unread.length > 0),
  ]);
  let hash = 0xcbf29ce484222325n;
  for (const character of text)
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16);
}
