import { doorsOf } from '#controls/endpoint-doors.ts';
import { HTTPS, reach } from '#controls/endpoint-reach.ts';
import { notJudged } from '#controls/judged-endpoint.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notApplicable, notAvailable, type Reason } from '#domain/evaluation.ts';
import { sayUnavailable } from '#domain/reading.ts';
import type { EndpointGroups, Subnets } from '#domain/security-group.ts';
import { type VpcEndpoint, type VpcUse, wantersOf } from '#domain/vpc.ts';

export default defineControl({
  id: 'vpc-endpoint-security-group',
  title: 'Security groups of VPC endpoints let in the tasks, and nobody else',
  guidance: ['NET-2', 'NET-3', 'NET-4', 'NET-7'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::EC2::VPCEndpoint',
  facts: ['vpcEndpoint', 'vpcUse', 'vpc', 'vpcSubnets', 'endpointGroups'],
  parameters: ['network'],
  why:
    'An endpoint that its tasks cannot reach is as good as none: they go over the internet, or fail. One that lets in more than ' +
    'they do gives whoever gets into the network a way to the service.',
  blindSpots: [
    'Network ACLs are not looked at, nor groups that are swapped on a network interface behind ECS.',
    'Members of groups in a peer VPC count as inside.',
    'Of each endpoint the groups of 500 tasks’ networks are read at most.',
    'An endpoint has private addresses only: being open to the world is for whoever comes in by a peering, a VPN or a transit gateway.',
  ],
  remediation: {
    text: 'Let in the security groups of the tasks that use the endpoint, or their subnets, on port 443 of tcp.',
    cli:
      'aws ec2 authorize-security-group-ingress --group-id <endpoint-group> --protocol tcp --port 443 --source-group <task-group> && ' +
      'aws ec2 revoke-security-group-ingress --group-id <endpoint-group> --protocol tcp --port 443 --cidr 0.0.0.0/0',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  SecurityGroupIds: [<endpoint-group>]\n---\nType: AWS::EC2::SecurityGroupIngress\nProperties:\n' +
      '  GroupId: <endpoint-group>\n  IpProtocol: tcp\n  FromPort: 443\n  ToPort: 443\n  SourceSecurityGroupId: <task-group>\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
  ],
  evaluate: ({ vpcEndpoint, vpcUse, vpc, vpcSubnets, endpointGroups }, { resource, parameters }) => {
    const aside = notJudged(vpcEndpoint, vpcUse, resource);
    if (aside) return aside;
    if (vpcEndpoint.kind !== 'Interface') return notApplicable('a gateway endpoint has no security groups');
    const { groups, prefixLists } = endpointGroups;
    const own = vpcEndpoint.groups.flatMap((id) => groups[id] ?? []);
    const reached = tasksReach(vpcEndpoint, vpcUse, endpointGroups, vpcSubnets);
    const doors = doorsOf(
      own.flatMap(({ ingress }) => ingress),
      prefixLists,
      [...vpc.cidrs, ...parameters.network.trustedCidrs],
    );
    const reasons = [...reached.reasons, ...ownGroup(vpcEndpoint, endpointGroups), ...doors.reasons];
    if (reasons.length > 0) return failedIf(reasons);
    const gone = vpcEndpoint.groups.find((id) => !(id in groups));
    if (gone !== undefined) return notAvailable(`its security group ${gone} cannot be read`);
    const [unread] = doors.unread;
    if (unread)
      return notAvailable(`whom its security groups let in cannot be read (${sayUnavailable(unread)})`);
    return reached.unsure
      ? notAvailable(
          'whether its tasks can reach it is not known: their security groups, or a part of their addresses',
        )
      : failedIf([]);
  },
});

interface Reached {
  readonly reasons: readonly Reason[];
  readonly unsure: boolean;
}

function tasksReach(endpoint: VpcEndpoint, use: VpcUse, groups: EndpointGroups, subnets: Subnets): Reached {
  const { service } = endpoint;
  const pairs = (service ? wantersOf(use, service).networks : []).flatMap((network) =>
    network.subnets.map((subnet) => ({
      network,
      subnet,
      answer: reach(endpoint, network, subnet, groups, subnets),
    })),
  );
  const kept = pairs.filter(({ answer }) => answer === 'no');
  const unsure = pairs.some(({ answer }) => answer === 'unknown');
  if (kept.length === 0) return { reasons: [], unsure };
  const named = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort().slice(0, MOST_NAMED);
  return {
    unsure,
    reasons: [
      {
        code: 'unreachable',
        subject: `tcp ${HTTPS} tasks`,
        message: `tasks that use ${service} cannot reach it on port ${HTTPS}`,
        severity: 'HIGH',
        evidence: {
          groupsOfTasks: named(kept.flatMap(({ network }) => network.groups ?? [])),
          subnetsOfTasks: named(kept.map(({ subnet }) => subnet)),
        },
      },
    ],
  };
}
const MOST_NAMED = 20;

/** A group made for the endpoint says who may use it; the default one is everybody's. */
function ownGroup({ groups }: VpcEndpoint, found: EndpointGroups): readonly Reason[] {
  const isDefault = groups.every((id) => found.groups[id]?.name === 'default');
  if (!isDefault) return [];
  const message =
    groups.length === 0
      ? 'it has no security group'
      : 'its only security group is the default one of the VPC';
  return [{ code: 'no-own-group', subject: '-', message, severity: 'MEDIUM' }];
}
