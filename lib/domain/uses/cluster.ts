import type { FactValues } from '#domain/facts.ts';
import { familyOfRevision, revisionOf } from '#domain/resource.ts';
import { imageFeatures, imagesOf } from '#domain/running-image.ts';
import { standaloneUses } from '#domain/seen.ts';
import type { Use } from '#domain/use.ts';
import { alarmUses } from './alarms.ts';
import { benchUses } from './docker-bench.ts';
import type { UseContext } from './rule.ts';

/**
 * A cluster uses its alarms, the machines that reports of Docker Bench are of, and the families whose tasks run in it without a service, now or within the last day. An event's
 * sighting counts even where the tasks could not be listed: the task may be over before anybody can.
 */
export function usesOfCluster(
  facts: Partial<FactValues>,
  { previous, sighting, now }: UseContext,
): readonly Use[] | undefined {
  const { standaloneTasks } = facts;
  if (!standaloneTasks && !sighting) return undefined;
  const running = (standaloneTasks?.revisions ?? []).map((arn): Use => {
    const revision = revisionOf(arn);
    const used = familyOfRevision(arn);
    const images = standaloneTasks ? imagesOf(standaloneTasks.images, used) : [];
    const own = images.filter((each) => each.revision === revision);
    return { used, features: [`revision:${revision}`, ...imageFeatures(own, false)] };
  });
  const families = standaloneUses([...previous, ...(sighting ? [sighting] : []), ...running], now);
  const others = [...alarmUses(facts, previous), ...benchUses(facts, previous)];
  return [...families, ...others.map((used): Use => ({ used, features: [] }))].sort((a, b) =>
    a.used < b.used ? -1 : 1,
  );
}
