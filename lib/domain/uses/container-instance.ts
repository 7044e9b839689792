import type { Arn } from '#domain/arn.ts';
import type { Host } from '#domain/container-instance.ts';
import { AGENT_SERVICES } from '#domain/endpoint-service.ts';
import type { FactValues } from '#domain/facts.ts';
import { ec2Arn, placeOf, resourceOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { asFeature } from '#domain/used-as.ts';
import { vpcFeatures } from '#domain/vpc.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';
import { isEc2Id } from './service-vpc.ts';

/**
 * A container instance uses the EC2 instance it runs on, the role of that, and the VPC that it stands in, from which its agent
 * talks to ECS. A machine elsewhere is none of AWS's.
 */
export function usesOfContainerInstance(
  { containerInstance, host, hostRole }: Partial<FactValues>,
  { previous }: UseContext,
): readonly Use[] | undefined {
  if (!containerInstance) return undefined;
  const { arn, instanceId, external } = containerInstance;
  // What a hostile description has in its place may be too long for a key.
  if (external || instanceId.length > 64) return [];
  const features = new Map<string, Set<string>>();
  add(features, ec2Arn(placeOf(arn), 'instance', instanceId));
  if (hostRole && 'arn' in hostRole) add(features, hostRole.arn, AS_HOST);
  // What could not be read this time is as it was.
  const roles = hostRole ? [] : previous.filter((use) => use.features.includes(AS_HOST));
  for (const { used } of roles) add(features, used, AS_HOST);
  for (const { used, features: each } of host ? vpcOf(arn, host) : previous.filter(isVpc))
    add(features, used, ...each);
  return toUses(features);
}

const AS_HOST = asFeature('container-instance');
const isVpc = ({ used }: Use): boolean => resourceOf(used)?.type === 'AWS::EC2::VPC';

function vpcOf(arn: Arn, { vpc, subnet, securityGroups, managed }: Host): readonly Use[] {
  if (vpc === undefined || !isEc2Id(vpc)) return [];
  const features = vpcFeatures({
    capacity: [managed ? 'MANAGED_INSTANCES' : 'EC2'],
    networks: [
      {
        groups: securityGroups.filter(isEc2Id),
        subnets: subnet !== undefined && isEc2Id(subnet) ? [subnet] : [],
      },
    ],
    needs: AGENT_SERVICES,
    hostNeeds: [],
    unread: [],
  });
  return [{ used: ec2Arn(placeOf(arn), 'vpc', vpc), features }];
}
