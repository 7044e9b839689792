import { distinctNetworks, PLACES } from '#controls/service-networks.ts';
import { worldAccess } from '#controls/world-access.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { ServiceGroups } from '#domain/security-group.ts';
import type { ServiceNetwork } from '#domain/service.ts';

export default defineControl({
  id: 'service-public-ip',
  title: 'Tasks of a service get no public address',
  guidance: ['NET-2'],
  severity: 'HIGH',
  version: 2,
  resourceType: 'AWS::ECS::Service',
  facts: ['service'],
  optionalFacts: ['securityGroups'],
  parameters: [],
  why:
    'A task with a public address is one security group rule away from the internet, past the load balancer, its ' +
    'certificate and its logs.',
  blindSpots: [
    'It is MEDIUM where the security groups are known not to let the world in, and HIGH otherwise; what else they let in is judged by other controls.',
    'A subnet that gives every interface a public address does not do so for tasks; addresses attached later are not seen.',
    'Standalone and scheduled tasks are not judged: their network configuration is nowhere but in the call that ran them.',
  ],
  remediation: {
    text: 'Run the tasks in private subnets behind a load balancer, with a NAT gateway or VPC endpoints for what they call.',
    cli:
      'aws ecs update-service --cluster <cluster> --service <service> --network-configuration ' +
      "'awsvpcConfiguration={subnets=[<private-subnet>],securityGroups=[<security-group>],assignPublicIp=DISABLED}'",
    cloudFormation:
      'Type: AWS::ECS::Service\nProperties:\n  NetworkConfiguration:\n    AwsvpcConfiguration:\n      AssignPublicIp: DISABLED\n' +
      '      Subnets: [<private-subnet>]\n      SecurityGroups: [<security-group>]\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.2' },
    { framework: 'Security Hub', id: 'ECS.16' },
  ],
  references: [
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html',
  ],
  evaluate: ({ service, securityGroups }) =>
    together(
      distinctNetworks(service).map((network) => judgeNetwork(network, securityGroups)),
      notApplicable('its tasks have no network interface of their own (no awsvpc configuration)'),
    ),
});

/** Absent is DISABLED for services: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
function judgeNetwork(network: ServiceNetwork, groups: ServiceGroups | Unavailable): Evaluation {
  const { at, assignPublicIp, subnets, securityGroups, path } = network;
  if (isUnreadable(assignPublicIp))
    return notAvailable(`${PLACES[at]}: assignPublicIp cannot be read (${assignPublicIp.unreadable})`);
  if (assignPublicIp !== 'ENABLED') return passed();
  const open = letsTheWorldIn(network, groups);
  // Throttled this time: how bad it is waits for the next look.
  if (open === 'not now')
    return notAvailable(`${PLACES[at]}: what their security groups let in could not be read this time`);
  const message = `${PLACES[at]} get a public IP address`;
  const severity = open === 'no' ? 'MEDIUM' : 'HIGH';
  const evidence = { subnets, securityGroups, letTheWorldIn: open };
  return failedIf([{ code: 'public-ip', subject: at, message, severity, path, evidence }]);
}

function letsTheWorldIn(
  network: ServiceNetwork,
  found: ServiceGroups | Unavailable,
): 'yes' | 'no' | 'unknown' | 'not now' {
  if (isUnavailable(found)) return found.unavailable === 'throttled' ? 'not now' : 'unknown';
  const { open, unread } = worldAccess(network.path, found);
  if (open.length > 0) return 'yes';
  return unread.length > 0 ? 'unknown' : 'no';
}
