import type { Arn } from '#domain/arn.ts';
import { execKeyIn } from '#domain/normalise/cluster.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import type { Readable } from '#domain/readable.ts';
import { isUnavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { Service } from '#domain/service.ts';
import { fetchesOf, runsOnInstances, toTaskNeeds } from '#domain/task-needs.ts';
import type { LiveAccount, Reader } from './account.ts';
import { clusterOf } from './clusters.ts';
import { CONTAINER_INSTANCES_AT_ONCE, hostsOf } from './container-instances.ts';
import { lasting } from './family.ts';

/** What tasks of a service need of AWS: their definitions never change and are remembered; the rest is asked only where it counts. */
export const readTaskNeeds: Reader<'taskNeeds'> = async ({ arn }, context, account) => {
  const { service } = context.known;
  if (!service) return { unavailable: 'unreadable', what: 'the service whose tasks these are' };
  const fetches: ReturnType<typeof fetchesOf>[] = [];
  for (const revision of service.revisions) {
    const definition = await lasting(revision, account);
    if (definition && isUnavailable(definition)) return definition;
    if (definition) fetches.push(fetchesOf(definition, placeOf(arn).region));
  }
  const execKey = service.executeCommand ? await execKeyOf(service.cluster, context, account) : undefined;
  const hostVpcs = await hostVpcsOf(service, context, account);
  return { value: toTaskNeeds(fetches, execKey, hostVpcs) };
};

async function execKeyOf(
  cluster: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<Readable<boolean>> {
  return execKeyIn((await clusterOf(cluster, context, account)).value);
}

/** Where the instances of a service's cluster stand, as far as 100 of them tell; only for tasks without an interface of their own. */
async function hostVpcsOf(
  service: Service,
  context: ReadContext,
  account: LiveAccount,
): Promise<readonly string[]> {
  if (service.networks.length > 0 || !runsOnInstances(service.capacity)) return [];
  const { value } = await account.shelves.hostVpcs.get(service.cluster, context, async () => {
    const { region } = placeOf(service.arn);
    const ecs = await account.ecs(region);
    const { containerInstanceArns = [] } = await ecs.listContainerInstances({
      cluster: service.cluster,
      maxResults: CONTAINER_INSTANCES_AT_ONCE,
    });
    if (containerInstanceArns.length === 0) return [];
    const { containerInstances } = await ecs.describeContainerInstances({
      cluster: service.cluster,
      containerInstances: containerInstanceArns,
    });
    const ids = objectsOf(containerInstances).flatMap((each) => textOf(each['ec2InstanceId']) ?? []);
    const machines = ids.filter((id) => id.startsWith('i-')).sort();
    const hosts =
      machines.length === 0 ? new Map<string, Fields>() : await hostsOf(region, machines, account);
    return [...new Set([...hosts.values()].flatMap((raw) => textOf(raw['VpcId']) ?? []))].sort();
  });
  return value;
}
