import type { Arn } from '#domain/arn.ts';
import { execKeyIn } from '#domain/normalise/cluster.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import type { Service } from '#domain/service.ts';
import { fetchesOf, runsOnInstances, type TaskNeeds, toTaskNeeds } from '#domain/task-needs.ts';
import { revisionIn } from './account-family.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

/** What tasks of a service need of AWS, from its revisions, its cluster and the instances of that. */
export function readTaskNeeds(
  arn: Arn,
  recorded: Recorded,
  { known: { service } }: ReadContext,
): Reading<TaskNeeds> {
  if (!service) return { unavailable: 'unreadable', what: 'the service itself' };
  const definitions = service.revisions.map((revision) => revisionIn(revision, recorded));
  const unread = definitions.find(isUnavailable);
  if (unread) return unread;
  const cluster = service.executeCommand ? entryOf(recorded, service.cluster, 'cluster') : undefined;
  if (isUnavailable(cluster)) return cluster;
  const hostVpcs = hostVpcsOf(service, recorded);
  if (isUnavailable(hostVpcs)) return hostVpcs;
  const { region } = placeOf(arn);
  const fetches = definitions.flatMap((each) =>
    each && !isUnavailable(each) ? [fetchesOf(each, region)] : [],
  );
  return {
    value: toTaskNeeds(fetches, service.executeCommand ? execKeyIn(cluster?.value) : undefined, hostVpcs),
  };
}

/** Where the recorded instances of a service's cluster stand; only for tasks without an interface of their own. */
function hostVpcsOf(service: Service, recorded: Recorded): readonly string[] | Unavailable {
  if (service.networks.length > 0 || !runsOnInstances(service.capacity)) return [];
  const inCluster = `:container-instance/${service.cluster.split('/')[1] ?? ''}/`;
  const vpcs = new Set<string>();
  for (const [arn, facts] of recorded) {
    if (!arn.includes(inCluster)) continue;
    const id = textOf(fieldsOf(facts['containerInstance'])?.['ec2InstanceId']);
    const host = descriptionOf(recorded, ec2Arn(placeOf(arn), 'instance', id ?? ''), 'instance');
    if (isUnavailable(host)) return host;
    const vpc = textOf(host?.value['VpcId']);
    if (vpc !== undefined) vpcs.add(vpc);
  }
  return [...vpcs].sort();
}
