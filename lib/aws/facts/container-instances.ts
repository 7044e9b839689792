import type { Arn } from '#domain/arn.ts';
import { earliest } from '#domain/instant.ts';
import { toContainerInstance, toHost, toMachineImage } from '#domain/normalise/container-instance.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { clusterArn, containerInstanceArn, placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { pagesOf } from './pool.ts';
import type { Shared } from './shelf.ts';

/** A call of DescribeContainerInstances takes 100 (API reference). */
export const CONTAINER_INSTANCES_AT_ONCE = 100;

/** A container instance and its tags. */
export const readContainerInstance: Reader<'containerInstance'> = async ({ arn }, context, account) => {
  const { value, readAt } = await described(arn, context, account);
  const raw = value.get(arn);
  if (!raw || raw['status'] === 'INACTIVE') return { missing: true };
  return { value: toContainerInstance(raw), readAt };
};

/** The EC2 instance under a container instance; those under a page of them are read together. */
export const readHost: Reader<'host'> = async ({ arn }, context, account) => {
  const { containerInstance } = context.known;
  if (!containerInstance) return { unavailable: 'unreadable', what: 'the container instance itself' };
  const { instanceId, external } = containerInstance;
  if (external) return { unavailable: 'elsewhere', what: 'a machine outside of EC2' };
  // Alone where nobody shares: then its page was not read either.
  const page = context.freshFrom === undefined ? undefined : await described(arn, context, account);
  const ids = [...(page?.value.values() ?? [])].flatMap((raw) => textOf(raw['ec2InstanceId']) ?? []);
  const wanted = ids.includes(instanceId) ? ids.filter((id) => id.startsWith('i-')).sort() : [instanceId];
  const { region } = placeOf(arn);
  const found = await account.shelves.hosts.get(`${region} ${wanted.join(' ')}`, context, () =>
    hostsOf(region, wanted, account),
  );
  const raw = found.value.get(instanceId);
  return raw ? { value: toHost(raw), readAt: found.readAt } : { missing: true };
};

/** The image that the EC2 instance was launched from. */
export const readMachineImage: Reader<'machineImage'> = async ({ arn }, context, account) => {
  const { host } = context.known;
  if (!host) return { unavailable: 'unreadable', what: 'the EC2 instance whose image this is' };
  const { region } = placeOf(arn);
  const { value, readAt } = await account.shelves.machineImages.get(
    `${region} ${host.image}`,
    context,
    async () => {
      const ec2 = await account.ec2(region);
      const { Images } = await ec2.describeImages({ ImageIds: [host.image], IncludeDeprecated: true });
      return objectsOf(Images)[0];
    },
  );
  return value ? { value: toMachineImage(value), readAt: earliest(readAt, context.now) } : { missing: true };
};

async function described(
  arn: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<Arn, Fields>>> {
  const group = account.groups.containerInstances.of(arn);
  return account.shelves.containerInstances.get(group.join(' '), context, async () => {
    const place = placeOf(arn);
    const name = arn.split('/')[1] ?? '';
    const ecs = await account.ecs(place.region);
    const { containerInstances } = await ecs.describeContainerInstances({
      cluster: clusterArn(place, name),
      containerInstances: group.map((each) => each.slice(each.lastIndexOf('/') + 1)),
      include: ['TAGS'],
    });
    return new Map(
      objectsOf(containerInstances).flatMap((each): [Arn, Fields][] => {
        const id = textOf(each['containerInstanceArn'])?.split('/').at(-1);
        if (id === undefined) return [];
        const own = containerInstanceArn(place, name, id);
        return [[own, { ...each, containerInstanceArn: own }]];
      }),
    );
  });
}

/** EC2 instances by their ids; those that are gone are left out. */
export async function hostsOf(
  region: string,
  ids: readonly string[],
  account: LiveAccount,
): Promise<ReadonlyMap<string, Fields>> {
  const ec2 = await account.ec2(region);
  const instances = await pagesOf(async (token) => {
    const page = await ec2.describeInstances({
      Filters: [{ Name: 'instance-id', Values: [...ids] }],
      ...(token !== undefined && { NextToken: token }),
    });
    const items = objectsOf(page.Reservations).flatMap((each) => objectsOf(each['Instances']));
    return { items, next: page.NextToken };
  });
  return new Map(instances.map((raw) => [String(raw['InstanceId']), raw]));
}
