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
import type { ServiceNetwork } from '#domain/service.ts';

export default defineControl({
  id: 'service-public-ip',
  title: 'Tasks of a service get no public address',
  guidance: ['NET-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::Service',
  facts: ['service'],
  parameters: [],
  why:
    'A task with a public address is one security group rule away from the internet, past the load balancer, its ' +
    'certificate and its logs.',
  blindSpots: [
    'What the security groups let in is judged by other controls.',
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
  evaluate: ({ service }) =>
    together(
      distinct(service.networks).map(judgeNetwork),
      notApplicable('its tasks have no network interface of their own (no awsvpc configuration)'),
    ),
});

const PLACES: Readonly<Record<ServiceNetwork['at'], string>> = {
  service: 'tasks of the service',
  deployment: 'tasks of a deployment',
  'task-set': 'tasks of a task set',
};
const ORDER = Object.keys(PLACES);

function judgeNetwork({ at, assignPublicIp, subnets, securityGroups, path }: ServiceNetwork): Evaluation {
  if (isUnreadable(assignPublicIp))
    return notAvailable(`${PLACES[at]}: assignPublicIp cannot be read (${assignPublicIp.unreadable})`);
  // Absent is DISABLED for services: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
  if (assignPublicIp !== 'ENABLED') return passed();
  const message = `${PLACES[at]} get a public IP address`;
  return failedIf([{ code: 'public-ip', subject: at, message, path, evidence: { subnets, securityGroups } }]);
}

/** A deployment repeats the configuration of its service: each is judged once, where it stands first. */
function distinct(networks: readonly ServiceNetwork[]): readonly ServiceNetwork[] {
  const known = new Map<string, ServiceNetwork>();
  for (const network of networks.toSorted(
    (a, b) => ORDER.indexOf(a.at) - ORDER.indexOf(b.at) || (a.path < b.path ? -1 : 1),
  )) {
    const { assignPublicIp, subnets, securityGroups } = network;
    const key = JSON.stringify([assignPublicIp, subnets.toSorted(), securityGroups.toSorted()]);
    if (!known.has(key)) known.set(key, network);
  }
  return [...known.values()];
}
