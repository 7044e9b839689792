import { AGENT_SERVICES, type EndpointService } from './endpoint-service.ts';
import { parseImage } from './image-reference.ts';
import { isUnreadable, type Readable } from './readable.ts';
import type { TaskDefinition } from './task-definition.ts';

/** What tasks of a service need of AWS before and while they run. */
export interface TaskNeeds {
  /** What ECS fetches for them and sends for them, in their own region. */
  readonly fetches: readonly EndpointService[];
  /** Why it may be more. */
  readonly unread: readonly string[];
  /** Whether a key encrypts the sessions of ECS Exec, where it is on. */
  readonly execKey: Readable<boolean>;
  /** The VPCs of the instances of its cluster, where its tasks have no network interface of their own. */
  readonly hostVpcs: readonly string[];
}

const IMAGES: readonly EndpointService[] = ['ecr.api', 'ecr.dkr', 's3'];

/** What a revision's containers need in a region: secrets and images of another region are reached by no endpoint of this one. */
export function fetchesOf(
  { containers, containersUnreadable }: TaskDefinition,
  region: string,
): Pick<TaskNeeds, 'fetches' | 'unread'> {
  const fetches = new Set<EndpointService>();
  const unread = new Set<string>();
  if (containersUnreadable !== undefined) unread.add('containers');
  for (const { image, imageOrigin, fetched, logDriver } of containers) {
    const named = typeof image === 'string' ? image : imageOrigin;
    if (named === undefined) unread.add('images');
    else if (parseImage(named)?.privateEcr?.region === region) for (const each of IMAGES) fetches.add(each);
    if (fetched.unreadable !== undefined) unread.add('secrets');
    for (const each of fetched.items) if ((each.region ?? region) === region) fetches.add(each.service);
    if (isUnreadable(logDriver)) unread.add('logs');
    else if (logDriver === 'awslogs') fetches.add('logs');
  }
  return { fetches: [...fetches].sort(), unread: [...unread].sort() };
}

/** Where the containers of a service are fetched for, and who talks to ECS. */
export interface NeedsByPlace {
  /** From the network interfaces of its tasks. */
  readonly needs: readonly EndpointService[];
  /** From those of the instances under them. */
  readonly hostNeeds: readonly EndpointService[];
}

/** What is needed over all revisions that a service runs. */
export const toTaskNeeds = (
  revisions: readonly Pick<TaskNeeds, 'fetches' | 'unread'>[],
  execKey: Readable<boolean>,
  hostVpcs: readonly string[],
): TaskNeeds => ({
  fetches: [...new Set(revisions.flatMap(({ fetches }) => fetches))].sort(),
  unread: [...new Set(revisions.flatMap(({ unread }) => unread))].sort(),
  execKey,
  hostVpcs,
});

const ON_INSTANCES: ReadonlySet<string> = new Set(['EC2', 'MANAGED_INSTANCES']);
/** Where the kind of a capacity provider is not known, it may be either. */
const UNKNOWN: ReadonlySet<string> = new Set(['PROVIDER']);

/** Whether tasks may run on instances of the account. */
export const runsOnInstances = (capacity: readonly string[]): boolean =>
  capacity.length === 0 || capacity.some((each) => ON_INSTANCES.has(each) || UNKNOWN.has(each));

/**
 * On Fargate a task's own interface serves for everything (platform 1.4.0); on instances the agent pulls, fetches and logs by
 * the instance's, and only sessions of ECS Exec go by the task's where it has one (ECS developer guide, "Task networking").
 */
export function needsByPlace(
  { fetches, execKey }: TaskNeeds,
  capacity: readonly string[],
  exec: boolean,
  ownInterface: boolean,
): NeedsByPlace {
  const isUnknown = capacity.length === 0 || capacity.some((each) => UNKNOWN.has(each));
  const fargate = isUnknown || capacity.includes('FARGATE');
  const instances = capacity.some((each) => ON_INSTANCES.has(each));
  const sessions: readonly EndpointService[] = exec
    ? ['ssmmessages', ...(execKey === true || isUnreadable(execKey) ? (['kms'] as const) : [])]
    : [];
  const own = [...(fargate ? fetches : []), ...(ownInterface ? sessions : [])];
  const hosts = [
    ...(instances || isUnknown ? fetches : []),
    ...(instances ? AGENT_SERVICES : []),
    ...(ownInterface || !(instances || isUnknown) ? [] : sessions),
  ];
  return { needs: ownInterface ? own : [], hostNeeds: hosts };
}
