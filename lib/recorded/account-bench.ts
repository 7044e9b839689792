import type { Arn } from '#domain/arn.ts';
import type { BenchInstance, DockerBench } from '#domain/docker-bench.ts';
import { toBenchInstance } from '#domain/normalise/bench-instance.ts';
import { parseStoredReport } from '#domain/normalise/docker-bench.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { ec2Arn, nameOf, placeOf } from '#domain/resource.ts';
import { descriptionOf, entryOf, isGone, type Recorded } from './recorded.ts';

/** The container instances recorded of a cluster, with the `dockerBench` of each; a file in which none has one says nothing of it. */
export function readDockerBench(arn: Arn, recorded: Recorded, { now }: ReadContext): Reading<DockerBench> {
  const configured = [...recorded.values()].some((facts) => 'dockerBench' in facts);
  if (!configured) return { value: { configured: false, instances: [], isSilent: true } };
  const prefix = `:container-instance/${nameOf({ type: 'AWS::ECS::Cluster', arn })}/`;
  const instances: BenchInstance[] = [];
  for (const [each, facts] of recorded) {
    if (!each.includes(prefix) || placeOf(each).region !== placeOf(arn).region || isGone(facts)) continue;
    const found = descriptionOf(recorded, each, 'containerInstance');
    if (isUnavailable(found)) return found;
    const { instanceId } = toBenchInstance(found?.value, undefined);
    const host = descriptionOf(recorded, ec2Arn(placeOf(arn), 'instance', instanceId), 'instance');
    if (isUnavailable(host)) return host;
    const report = entryOf(recorded, each, 'dockerBench');
    if (isUnavailable(report)) return report;
    instances.push({
      ...toBenchInstance({ ...found?.value, containerInstanceArn: each }, host?.value),
      ...(report && { report: parseStoredReport(JSON.stringify(report.value), instanceId, now) }),
    });
  }
  return { value: { configured, instances } };
}
