import { endpointsPresent } from '#controls/endpoint-presence.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'vpc-endpoint-secrets-manager',
  title: 'Secrets Manager is reached by a VPC endpoint',
  guidance: ['NET-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EC2::VPC',
  facts: ['vpc', 'vpcUse', 'vpcSubnets', 'vpcEndpoints'],
  optionalFacts: ['privateZones'],
  parameters: ['network'],
  why:
    'Secrets that ECS fetches for tasks go through the network of the tasks. With an endpoint they never leave that of AWS, and its ' +
    'policy and security group say who may ask.',
  blindSpots: [
    'An endpoint of another region, a firewall on the way, and profiles of Route 53 are not looked at.',
    'What a container calls by itself is not seen: only what its definition and service say that ECS fetches for it.',
    'Tasks without a service are not counted.',
  ],
  remediation: {
    text:
      'Make an interface endpoint of secretsmanager in the subnets of the tasks, with private DNS and a security group that lets the tasks in on ' +
      'port 443, or set `network.centralEndpoints` where it is in another VPC.',
    cli:
      'aws ec2 create-vpc-endpoint --vpc-id <vpc> --vpc-endpoint-type Interface --service-name com.amazonaws.<region>.secretsmanager ' +
      '--subnet-ids <private-subnet> --security-group-ids <security-group> --private-dns-enabled',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcId: <vpc>\n  VpcEndpointType: Interface\n  ServiceName: com.amazonaws.<region>.secretsmanager\n' +
      '  SubnetIds: [<private-subnet>]\n  SecurityGroupIds: [<security-group>]\n  PrivateDnsEnabled: true\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html',
  ],
  evaluate: (facts, about) =>
    endpointsPresent(
      ['secretsmanager'],
      facts,
      about,
      'no service in it takes a secret from Secrets Manager',
    ),
});
