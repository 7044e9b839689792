import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import type { Unavailable } from './reading.ts';
import { nameOf, resourceOf, revisionOf } from './resource.ts';
import { knowsImages, type RunningImage } from './running-image.ts';
import { liveImages, liveRevisions } from './seen.ts';
import { isWindows, type TaskDefinition } from './task-definition.ts';
import { type Edge, featureOf, isLive } from './use.ts';

/** How far a user of a family lets the world reach it. */
export type Exposure = 'internet' | 'internal' | 'unknown';

/** A service, or a cluster with standalone tasks, that runs a revision of the family. */
export interface FamilyUser {
  readonly arn: Arn;
  readonly revisions: readonly number[];
  readonly exposure: Exposure;
  /** `FARGATE`, `EC2`, `EXTERNAL`, `MANAGED_INSTANCES`; empty when it is not known. */
  readonly capacity: readonly string[];
  readonly exec: boolean;
  /** What its containers run, by digest. */
  readonly images: readonly RunningImage[];
  /** Whether `images` names all that run: a revision that is not named there has no task then. */
  readonly imagesKnown: boolean;
}

/** A revision that the family's findings take in: the latest ACTIVE one and those somebody runs. */
export interface RevisionInScope {
  readonly arn: Arn;
  readonly revision: number;
  readonly latest: boolean;
  readonly users: readonly Arn[];
  readonly description: TaskDefinition | Unavailable;
}

export interface Family {
  readonly revisions: readonly RevisionInScope[];
  readonly users: readonly FamilyUser[];
  /** `unknown` where nothing can tell who uses it (files). */
  readonly usage: 'used' | 'unused' | 'unknown';
}

const exposureOf = (edge: Edge): Exposure => {
  const [exposure] = featureOf(edge, 'exposure');
  return exposure === 'internet' || exposure === 'internal' ? exposure : 'unknown';
};

/** Who uses a family at a moment, from the edges that point at it. */
export const familyUsers = (edges: readonly Edge[], now: Instant): readonly FamilyUser[] =>
  edges
    .filter((edge) => isLive(edge, now))
    .map((edge) => ({
      arn: edge.user,
      revisions: liveRevisions(edge, now),
      exposure: exposureOf(edge),
      capacity: featureOf(edge, 'capacity'),
      exec: edge.features.includes('exec'),
      images: liveImages(edge, now),
      imagesKnown: knowsImages(edge),
    }))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));

/** The revisions' ARNs that a look at a family must describe besides its latest ACTIVE one. */
export const revisionsInUse = (family: Arn, edges: readonly Edge[], now: Instant): readonly Arn[] => {
  const revisions = new Set(familyUsers(edges, now).flatMap((user) => user.revisions));
  return [...revisions].sort((a, b) => a - b).map((revision) => `${family}:${revision}`);
};

/**
 * The family as the controls see it. `described` holds the latest ACTIVE revision (if any) and those in use, by
 * ARN; a revision in use that is not there is gone and left out. Undefined: none is in scope, the family is gone.
 */
export function assembleFamily(
  family: Arn,
  latest: Arn | undefined,
  described: ReadonlyMap<Arn, TaskDefinition | Unavailable>,
  edges: readonly Edge[],
  now: Instant,
): Family | undefined {
  const users = familyUsers(edges, now);
  const wanted = new Set([...(latest === undefined ? [] : [latest]), ...revisionsInUse(family, edges, now)]);
  const revisions = [...wanted].flatMap((arn): RevisionInScope[] => {
    const description = described.get(arn);
    const revision = revisionOf(arn);
    if (description === undefined || revision === undefined) return [];
    const runBy = users.filter((user) => user.revisions.includes(revision)).map((user) => user.arn);
    return [{ arn, revision, latest: arn === latest, users: runBy, description }];
  });
  if (revisions.length === 0) return undefined;
  revisions.sort((a, b) => b.revision - a.revision);
  return { revisions, users, usage: users.length > 0 ? 'used' : 'unused' };
}

/** Whether the family only ever runs on one kind of capacity: every user does, or the definition asks for nothing else. */
const onlyOn =
  (only: string) =>
  (family: Family, { requiresCompatibilities }: TaskDefinition): boolean =>
    (requiresCompatibilities.length === 1 && requiresCompatibilities[0] === only) ||
    (family.users.length > 0 &&
      family.users.every(({ capacity }) => capacity.length > 0 && capacity.every((kind) => kind === only)));

export const onlyOnFargate = onlyOn('FARGATE');
export const onlyOnManagedInstances = onlyOn('MANAGED_INSTANCES');

/** The platform whose image of an index runs, as indexes spell it (`linux/arm64`); `any` where the instance decides. */
export function platformOf(family: Family, definition: TaskDefinition): string {
  const os = isWindows(definition) ? 'windows' : 'linux';
  const { cpuArchitecture } = definition;
  if (cpuArchitecture === 'ARM64') return `${os}/arm64`;
  if (cpuArchitecture === 'X86_64') return `${os}/amd64`;
  // Fargate's default; elsewhere it depends on the instance.
  return cpuArchitecture === undefined && onlyOnFargate(family, definition) ? `${os}/amd64` : 'any';
}

/** A service or cluster as people call it, for evidence: `service shop/web`, `cluster batch`. */
export function sayUser(arn: Arn): string {
  const resource = resourceOf(arn);
  if (!resource) return arn;
  const path = arn.slice(arn.indexOf('/') + 1);
  return resource.type === 'AWS::ECS::Service' ? `service ${path}` : `cluster ${nameOf(resource)}`;
}
