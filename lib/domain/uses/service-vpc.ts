import type { Arn } from '#domain/arn.ts';
import type { FactValues } from '#domain/facts.ts';
import { isUnavailable } from '#domain/reading.ts';
import { ec2Arn, placeOf, resourceOf } from '#domain/resource.ts';
import type { Service, ServiceNetwork } from '#domain/service.ts';
import { needsByPlace } from '#domain/task-needs.ts';
import { featureOf, type Use } from '#domain/use.ts';
import { type TaskNetwork, vpcFeatures } from '#domain/vpc.ts';

type Facts = Partial<FactValues>;

/** Ids as EC2 makes them; what else a hostile description has in their place is nothing. */
const ID = /^[a-z]{1,12}-[0-9A-Za-z]{1,64}$/;
export const isEc2Id = (id: string): boolean => ID.test(id);

/**
 * The VPCs that tasks of a service are in, or the instances under them: from which groups and subnets, and what they have
 * to reach from there. What could not be read this time is as it was.
 */
export function vpcUses(
  service: Service,
  facts: Facts,
  previous: readonly Use[],
): ReadonlyMap<Arn, readonly string[]> {
  const { subnets, taskNeeds } = facts;
  const before = previous.filter(({ used }) => resourceOf(used)?.type === 'AWS::EC2::VPC');
  const own = service.networks.length > 0;
  if (own ? subnets === undefined : taskNeeds === undefined)
    return new Map(before.map(({ used, features }) => [used, features]));
  const vpcs = own
    ? service.networks.flatMap((network) => network.subnets.flatMap((id) => subnets?.[id]?.vpc ?? []))
    : (taskNeeds?.hostVpcs ?? []);
  return new Map(
    [...new Set(vpcs)].filter(isEc2Id).map((vpc) => {
      const arn = ec2Arn(placeOf(service.arn), 'vpc', vpc);
      const known = before.find(({ used }) => used === arn);
      const needs = taskNeeds
        ? {
            ...needsByPlace(taskNeeds, service.capacity, service.executeCommand, own),
            unread: taskNeeds.unread,
          }
        : undefined;
      return [
        arn,
        [
          ...vpcFeatures({
            capacity: service.capacity,
            networks: networksIn(vpc, service, facts),
            needs: needs?.needs ?? [],
            hostNeeds: needs?.hostNeeds ?? [],
            unread: needs?.unread ?? ['definitions'],
            ...sharedBy(vpc, service.arn, facts),
          }),
          ...(needs ? [] : kept(known)),
        ],
      ];
    }),
  );
}

/** What a service was known to need, where its definitions cannot be read this time. */
const kept = (use: Use | undefined): readonly string[] =>
  use ? ['needs', 'host-needs'].flatMap((kind) => featureOf(use, kind).map((each) => `${kind}:${each}`)) : [];

function networksIn(
  vpc: string,
  { networks }: Service,
  { subnets = {}, securityGroups }: Facts,
): readonly TaskNetwork[] {
  const inVpc = networks.flatMap((network): TaskNetwork[] => {
    const ids = network.subnets.filter((id) => isEc2Id(id) && subnets[id]?.vpc === vpc);
    return ids.length === 0 ? [] : [{ ...groupsOf(network, securityGroups), subnets: ids }];
  });
  return [...new Map(inVpc.map((each) => [JSON.stringify(each), each])).values()];
}

/** The groups in force; where those cannot be read, the ones it names, if it names any. */
function groupsOf(
  { path, securityGroups }: ServiceNetwork,
  found: Facts['securityGroups'],
): Pick<TaskNetwork, 'groups'> {
  const inForce = found?.networks.find((each) => each.path === path)?.groups;
  const groups = inForce === undefined || isUnavailable(inForce) ? securityGroups : inForce;
  return groups.length === 0 || !groups.every(isEc2Id) ? {} : { groups };
}

/** Subnets that another account shares are in its VPC. */
function sharedBy(vpc: string, service: Arn, { subnets = {} }: Facts): { readonly sharedBy?: string } {
  const owner = Object.values(subnets).find((each) => each.vpc === vpc)?.owner;
  return owner === undefined || !/^\d{12}$/.test(owner) || owner === placeOf(service).account
    ? {}
    : { sharedBy: owner };
}
