import { type Arn, parseArn } from '#domain/arn.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import { imagesOfRevisions, imagesOfTasks } from '#domain/normalise/running-images.ts';
import { toService } from '#domain/normalise/service.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { clusterArn, placeOf } from '#domain/resource.ts';
import type { RunningImages } from '#domain/running-image.ts';
import type { Service } from '#domain/service.ts';
import { descriptionOf, entryOf, isGone, type Recorded } from './recorded.ts';

/** A service with what its cluster and the recorded capacity providers say of its capacity. */
export function readService(arn: Arn, recorded: Recorded): Reading<Service> {
  const facts = recorded.get(arn);
  if (!facts || isGone(facts)) return { missing: true };
  const service = descriptionOf(recorded, arn, 'service');
  if (!service || isUnavailable(service)) return service ?? { missing: true };
  const fields = { clusterArn: clusterOf(arn), ...service.value, serviceArn: arn };
  const cluster = entryOf(recorded, textOf(fields.clusterArn) ?? '', 'cluster');
  if (isUnavailable(cluster)) return cluster;
  const providers = [...recorded.values()].flatMap((each) => fieldsOf(each['capacityProvider']) ?? []);
  return { value: toService(fields, cluster?.value, providers) };
}

/** `service/CLUSTER/NAME`; old ARNs without a cluster name none. */
function clusterOf(arn: Arn): Arn {
  const [, cluster, name] = (parseArn(arn)?.resource ?? '').split('/');
  return cluster === undefined || name === undefined ? '' : clusterArn(placeOf(arn), cluster);
}

/**
 * The images a service runs: of its `serviceRevisions` (DescribeServiceRevisions), else of its `tasks`
 * (DescribeTasks). With neither it runs none, unless its `runningCount` says so: then they are not known.
 */
export function readRunningImages(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<RunningImages> {
  if (known.service?.runningCount === 0) return { value: { images: [], complete: true } };
  const revisions = entryOf(recorded, arn, 'serviceRevisions');
  if (isUnavailable(revisions)) return revisions;
  const resolved = imagesOfRevisions(arn, revisions?.value);
  if (revisions && resolved.complete) return { value: resolved };
  const tasks = entryOf(recorded, arn, 'tasks');
  if (isUnavailable(tasks)) return tasks;
  if (tasks) return { value: imagesOfTasks(tasks.value) };
  // What the file does not name does not run, unless it says itself that tasks do.
  return { value: { ...resolved, complete: (known.service?.runningCount ?? 0) === 0 && !revisions } };
}
