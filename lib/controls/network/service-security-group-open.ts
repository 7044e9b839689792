import { canBeReached, distinctNetworks, type Reach } from '#controls/service-networks.ts';
import { sayOpening, type WorldOpening, worldAccess } from '#controls/world-access.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import type { ServiceGroups, Subnets } from '#domain/security-group.ts';
import type { LoadBalancers, ServiceNetwork } from '#domain/service.ts';
import type { Severity } from '#domain/severity.ts';

export default defineControl({
  id: 'service-security-group-open',
  title: 'The security groups of a service do not let the world in',
  guidance: ['NET-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::Service',
  facts: ['service', 'securityGroups'],
  optionalFacts: ['subnets', 'loadBalancers'],
  parameters: [],
  why:
    'What reaches a task directly goes past the load balancer: past its certificate, its firewall and its logs. A group that ' +
    'lets anybody in is all that a public address is missing.',
  blindSpots: [
    'Network ACLs and firewalls in the path are not looked at.',
    'Tasks in bridge or host mode share the groups of their container instance, which are not judged here.',
    'A group that is swapped on a network interface behind ECS is not seen: the groups are those of the service.',
    'Anybody means as many addresses of the internet as a /8 of IPv4 or a /16 of IPv6 has; a group that lets in less, however foreign, passes.',
    'Ports of a network load balancer without groups of its own are left out, as it hands on the addresses of its clients.',
  ],
  remediation: {
    text: 'Let in only the security group of the load balancer, on the port of the container.',
    cli:
      'aws ecs update-service --cluster <cluster> --service <service> --network-configuration ' +
      "'awsvpcConfiguration={subnets=[<private-subnet>],securityGroups=[<security-group>],assignPublicIp=DISABLED}'",
    cloudFormation:
      'Type: AWS::ECS::Service\nProperties:\n  NetworkConfiguration:\n    AwsvpcConfiguration:\n      SecurityGroups: [<security-group>]\n' +
      '      Subnets: [<private-subnet>]\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  evaluate: ({ service, securityGroups, subnets, loadBalancers }) => {
    const meant = isUnavailable(loadBalancers) ? [] : portsForTheWorld(service.balancedPorts, loadBalancers);
    const verdict = together(
      distinctNetworks(service).map((network) => judgeNetwork(network, securityGroups, subnets, meant)),
      notApplicable('its tasks have no network interface of their own (no awsvpc configuration)'),
    );
    // A load balancer that could not be read may be one whose clients are meant to come in.
    return verdict.status === 'FAILED' && isUnavailable(loadBalancers) && service.balancedPorts.length > 0
      ? notAvailable(
          `whether its load balancers let their clients through is not known (${sayUnavailable(loadBalancers)})`,
        )
      : verdict;
  },
});

/** A network load balancer without groups hands on packets from its clients' own addresses, so their target must let those in. */
const portsForTheWorld = (ports: readonly number[], { balancers }: LoadBalancers): readonly number[] =>
  balancers.some(
    ({ kind, scheme, securityGroups }) =>
      kind === 'network' && scheme === 'internet-facing' && securityGroups.length === 0,
  )
    ? ports
    : [];

function judgeNetwork(
  network: ServiceNetwork,
  found: ServiceGroups,
  subnets: Subnets | Unavailable,
  meant: readonly number[],
): Evaluation {
  const { groups, open, unread } = worldAccess(network.path, found, meant);
  const [first] = unread;
  if (open.length === 0 && first)
    return notAvailable(`its security groups cannot be read (${sayUnavailable(first)})`);
  const reach = canBeReached(network, subnets);
  // Throttled this time: how bad it is waits for the next look.
  if (open.length > 0 && reach === 'not now')
    return notAvailable('whether its subnets are public could not be read this time');
  const evidence = { where: [network.at], securityGroups: groups, reachableFromInternet: [reach] };
  return failedIf(
    open.map((opening): Reason => {
      const what = sayOpening(opening);
      return {
        code: 'open-to-world',
        subject: `${what} world`,
        message: `its tasks let anybody in on ${what}`,
        severity: severityOf(opening, reach),
        path: network.path.replace('assignPublicIp', 'securityGroups'),
        evidence,
      };
    }),
  );
}

/** Messages of ICMP open nothing; where no way leads in, an open group waits for one. */
function severityOf({ protocol }: WorldOpening, reach: Reach): Severity {
  if (protocol.startsWith('icmp')) return 'LOW';
  return reach === 'no' ? 'MEDIUM' : 'HIGH';
}
