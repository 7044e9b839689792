import type { Arn } from './arn.ts';
import type { ExecLogging, ExecRevision, ExecUse, StandaloneTasks } from './cluster.ts';
import type { Instant } from './instant.ts';
import { isUnreadable } from './readable.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import type { TaskDefinition } from './task-definition.ts';
import { type Edge, featureOf, isLive } from './use.ts';

/** The feature of a service's use of its cluster: a revision whose tasks ECS Exec can open. */
export const execFeature = (revision: Arn): string => `exec:${revision}`;

/** Revisions that ECS Exec can open in a cluster, and who runs each: services (by their edges) and standalone tasks. */
export function execRevisions(
  cluster: Arn,
  edges: readonly Edge[],
  standalone: StandaloneTasks | undefined,
  now: Instant,
): readonly Pick<ExecRevision, 'arn' | 'users'>[] {
  const users = new Map<Arn, Set<Arn>>();
  const add = (revision: Arn, user: Arn): void => {
    users.set(revision, (users.get(revision) ?? new Set()).add(user));
  };
  for (const edge of edges.filter((each) => isLive(each, now)))
    for (const revision of featureOf(edge, 'exec')) add(revision, edge.user);
  for (const revision of standalone?.execRevisions ?? []) add(revision, cluster);
  return [...users]
    .map(([arn, by]) => ({ arn, users: [...by].sort() }))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** Use of ECS Exec in a cluster. Standalone tasks that could not be read leave it open, unless others use it. */
export const toExecUse = (
  revisions: readonly ExecRevision[],
  standalone: StandaloneTasks | undefined,
): ExecUse => ({
  usage: revisions.length > 0 ? 'used' : standalone ? 'unused' : 'unknown',
  revisions,
});

/** What of a revision says whether sessions are logged where the cluster leaves it to the containers. */
export function awslogsOf(definition: TaskDefinition | Unavailable): NonNullable<ExecRevision['containers']> {
  if (isUnavailable(definition)) return definition;
  const { containers, containersUnreadable } = definition;
  if (containersUnreadable !== undefined) return { unavailable: 'unreadable', what: containersUnreadable };
  const unread = containers.map(({ logDriver }) => logDriver).find(isUnreadable);
  if (unread) return { unavailable: 'unreadable', what: unread.unreadable };
  return containers.map(({ name, logDriver }) => ({ name, awslogs: logDriver === 'awslogs' }));
}

/** Whether the logging of a session is the container's own: DEFAULT, which is also what holds when nothing is set. */
export const leavesExecLogToContainers = ({ mode }: ExecLogging): boolean =>
  mode === undefined || mode === 'DEFAULT';
