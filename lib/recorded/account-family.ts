import type { Arn } from '#domain/arn.ts';
import { assembleFamily, type Family, revisionsInUse } from '#domain/family.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { revisionOf } from '#domain/resource.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import { descriptionOf, isGone, type Recorded } from './recorded.ts';

/**
 * The latest ACTIVE revision recorded and those in use. As in a live account, the family cannot be told when its
 * latest revision cannot be read; an older one that cannot be read says so by itself.
 */
export function readFamily(arn: Arn, recorded: Recorded, { users, now }: ReadContext): Reading<Family> {
  const latest = latestOf(arn, recorded);
  const latestDescribed = latest === undefined ? undefined : revisionIn(latest, recorded);
  if (isUnavailable(latestDescribed)) return latestDescribed;
  const described = new Map<Arn, TaskDefinition | Unavailable>();
  for (const revision of [...(latest === undefined ? [] : [latest]), ...revisionsInUse(arn, users, now)]) {
    const description = revisionIn(revision, recorded);
    if (description) described.set(revision, description);
  }
  const family = assembleFamily(arn, latest, described, users, now);
  return family ? { value: family } : { missing: true };
}

function latestOf(family: Arn, recorded: Recorded): Arn | undefined {
  const active = [...recorded.revisionsOf(family)].filter((arn) => !isGone(recorded.get(arn) ?? {}));
  return active.sort((a, b) => (revisionOf(b) ?? 0) - (revisionOf(a) ?? 0))[0];
}

/** A recorded revision; undefined when it is not there. */
export function revisionIn(arn: Arn, recorded: Recorded): TaskDefinition | Unavailable | undefined {
  const isDaemon = arn.includes(':daemon-task-definition/');
  const description = descriptionOf(recorded, arn, isDaemon ? 'daemonTaskDefinition' : 'taskDefinition');
  if (!description || isUnavailable(description)) return description;
  const tags = recorded.get(arn)?.['tags'];
  const raw = { tags, ...description.value, taskDefinitionArn: arn };
  return toTaskDefinition(raw, isDaemon ? 'daemon' : 'task');
}
