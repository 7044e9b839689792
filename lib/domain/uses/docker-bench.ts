import type { FactValues } from '#domain/facts.ts';
import { ec2Arn, placeOf, resourceOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';

/** Machines of one cluster whose reports lead to a look when they arrive; those of others are found by the next sweep. */
const MOST = 500;

/** The machines that a cluster's verdict on Docker Bench is about; while they cannot be read, those known before. */
export function benchUses(
  { cluster, dockerBench }: Partial<FactValues>,
  previous: readonly Use[],
): ReadonlySet<string> {
  if (!dockerBench || !cluster)
    return new Set(
      previous.map(({ used }) => used).filter((used) => resourceOf(used)?.type === 'AWS::EC2::Instance'),
    );
  const ids = dockerBench.configured ? dockerBench.instances.map(({ instanceId }) => instanceId) : [];
  return new Set(ids.slice(0, MOST).map((id) => ec2Arn(placeOf(cluster.arn), 'instance', id)));
}
