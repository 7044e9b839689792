import type { Arn } from '#domain/arn.ts';
import {
  answersBridges,
  type BridgedTasks,
  type ContainerInstance,
  type Host,
  type MachineImage,
  toBridgedTasks,
} from '#domain/container-instance.ts';
import { toContainerInstance, toHost, toMachineImage } from '#domain/normalise/container-instance.ts';
import { objectsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import { revisionIn } from './account-family.ts';
import { descriptionOf, entryOf, isGone, type Recorded } from './recorded.ts';

export function readContainerInstance(arn: Arn, recorded: Recorded): Reading<ContainerInstance> {
  const facts = recorded.get(arn);
  if (!facts || isGone(facts)) return { missing: true };
  const found = descriptionOf(recorded, arn, 'containerInstance');
  if (!found || isUnavailable(found)) return found ?? { missing: true };
  return { value: toContainerInstance({ ...found.value, containerInstanceArn: arn }) };
}

/** The EC2 instance under a container instance, recorded under its own ARN. */
export function readHost(arn: Arn, recorded: Recorded, { known }: ReadContext): Reading<Host> {
  const { containerInstance } = known;
  if (!containerInstance) return { unavailable: 'unreadable', what: 'the container instance itself' };
  if (containerInstance.external) return { unavailable: 'elsewhere', what: 'a machine outside of EC2' };
  const found = descriptionOf(
    recorded,
    ec2Arn(placeOf(arn), 'instance', containerInstance.instanceId),
    'instance',
  );
  return !found || isUnavailable(found) ? (found ?? { missing: true }) : { value: toHost(found.value) };
}

/** The image of the EC2 instance; images' ARNs name no account. */
export function readMachineImage(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<MachineImage> {
  if (!known.host) return { unavailable: 'unreadable', what: 'the EC2 instance whose image this is' };
  const place = { ...placeOf(arn), account: '' };
  const found = descriptionOf(recorded, ec2Arn(place, 'image', known.host.image), 'image');
  return !found || isUnavailable(found)
    ? (found ?? { missing: true })
    : { value: toMachineImage(found.value) };
}

/** Tasks in bridge mode among the recorded `tasks` of clusters and services that name the instance. */
export function readBridgedTasks(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<BridgedTasks> {
  if (!known.host) return { unavailable: 'unreadable', what: 'the EC2 instance that tasks run on' };
  if (!answersBridges(known.host)) return { value: { families: [], unread: [] } };
  const lists = [...recorded.keys()].flatMap((each) => entryOf(recorded, each, 'tasks') ?? []);
  if (lists.length === 0) return { unavailable: 'unreadable', what: 'tasks of the account file' };
  const unread = lists.filter(isUnavailable);
  const tasks = lists.flatMap((each) => ('value' in each ? objectsOf(each.value) : []));
  const revisions = tasks
    .filter(({ containerInstanceArn }) => containerInstanceArn === arn)
    .flatMap(({ taskDefinitionArn }) => textOf(taskDefinitionArn) ?? []);
  const found = toBridgedTasks(new Map(revisions.map((each) => [each, revisionIn(each, recorded)])));
  return { value: { ...found, unread: [...unread, ...found.unread] } };
}
