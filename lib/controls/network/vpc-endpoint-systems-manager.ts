import { endpointsPresent } from '#controls/endpoint-presence.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'vpc-endpoint-systems-manager',
  title: 'Sessions and parameters go through VPC endpoints',
  guidance: ['NET-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EC2::VPC',
  facts: ['vpc', 'vpcUse', 'vpcSubnets', 'vpcEndpoints'],
  optionalFacts: ['privateZones'],
  parameters: ['network'],
  why:
    'A session of ECS Exec is a shell in a running container, and parameters hold what it is configured with. With endpoints neither ' +
    'leaves the network of AWS.',
  blindSpots: [
    'Whether container instances are managed by Systems Manager is not looked at.',
    'An endpoint of another region, a firewall on the way, and profiles of Route 53 are not looked at.',
    'What a container calls by itself is not seen: only what its definition and service say that ECS fetches for it.',
    'Tasks without a service are not counted.',
  ],
  remediation: {
    text:
      'Make interface endpoints in the subnets of the tasks: ssmmessages for ECS Exec, kms where a key encrypts its sessions, ssm for ' +
      'parameters; or set `network.centralEndpoints` where they are in another VPC.',
    cli:
      'aws ec2 create-vpc-endpoint --vpc-id <vpc> --vpc-endpoint-type Interface --service-name com.amazonaws.<region>.ssmmessages ' +
      '--subnet-ids <private-subnet> --security-group-ids <security-group> --private-dns-enabled',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcId: <vpc>\n  VpcEndpointType: Interface\n  ServiceName: com.amazonaws.<region>.ssmmessages\n' +
      '  SubnetIds: [<private-subnet>]\n  SecurityGroupIds: [<security-group>]\n  PrivateDnsEnabled: true\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'EC2.57' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  ],
  evaluate: (facts, about) =>
    endpointsPresent(
      ['ssmmessages', 'ssm', 'kms'],
      facts,
      about,
      'no service in it has ECS Exec or takes a parameter of Systems Manager',
    ),
});
