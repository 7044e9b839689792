import type { FactValues } from '#domain/facts.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';

/** A container instance uses the EC2 instance it runs on; a machine elsewhere is none of AWS's. */
export function usesOfContainerInstance({
  containerInstance,
}: Partial<FactValues>): readonly Use[] | undefined {
  if (!containerInstance) return undefined;
  const { arn, instanceId, external } = containerInstance;
  // What a hostile description has in its place may be too long for a key.
  return external || instanceId.length > 64
    ? []
    : [{ used: ec2Arn(placeOf(arn), 'instance', instanceId), features: [] }];
}
