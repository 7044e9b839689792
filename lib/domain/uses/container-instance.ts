import type { FactValues } from '#domain/facts.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { asFeature } from '#domain/used-as.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/** A container instance uses the EC2 instance it runs on, and the role of that; a machine elsewhere is none of AWS's. */
export function usesOfContainerInstance(
  { containerInstance, hostRole }: Partial<FactValues>,
  { previous }: UseContext,
): readonly Use[] | undefined {
  if (!containerInstance) return undefined;
  const { arn, instanceId, external } = containerInstance;
  // What a hostile description has in its place may be too long for a key.
  if (external || instanceId.length > 64) return [];
  const features = new Map<string, Set<string>>();
  add(features, ec2Arn(placeOf(arn), 'instance', instanceId));
  if (hostRole && 'arn' in hostRole) add(features, hostRole.arn, AS_HOST);
  // A role that could not be read this time is the one of before.
  const roles = hostRole ? [] : previous.filter((use) => use.features.includes(AS_HOST));
  for (const { used } of roles) add(features, used, AS_HOST);
  return toUses(features);
}

const AS_HOST = asFeature('container-instance');
