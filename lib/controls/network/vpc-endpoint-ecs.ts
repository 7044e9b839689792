import { endpointsPresent } from '#controls/endpoint-presence.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'vpc-endpoint-ecs',
  title: 'Instances of ECS reach it by VPC endpoints',
  guidance: ['NET-2'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EC2::VPC',
  facts: ['vpc', 'vpcUse', 'vpcSubnets', 'vpcEndpoints'],
  optionalFacts: ['privateZones'],
  parameters: ['network'],
  why:
    'The agent of ECS on an instance talks to ECS all the time: what it is told to run, and how that does. Without endpoints this ' +
    'goes over the internet, or not at all.',
  blindSpots: [
    'Which of the three an agent really uses depends on its version and region; all three are wanted, as AWS says for newer regions.',
    'An endpoint of another region, a firewall on the way, and profiles of Route 53 are not looked at.',
    'What a container calls by itself is not seen: only what its definition and service say that ECS fetches for it.',
    'Tasks without a service are not counted.',
  ],
  remediation: {
    text:
      'Make interface endpoints of ecs, ecs-agent and ecs-telemetry in the subnets of the instances, with a security group that lets ' +
      'those in on port 443, or set `network.centralEndpoints` where they are in another VPC.',
    cli:
      'aws ec2 create-vpc-endpoint --vpc-id <vpc> --vpc-endpoint-type Interface --service-name com.amazonaws.<region>.ecs-agent ' +
      '--subnet-ids <private-subnet> --security-group-ids <security-group> --private-dns-enabled',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcId: <vpc>\n  VpcEndpointType: Interface\n  ServiceName: com.amazonaws.<region>.ecs-agent\n' +
      '  SubnetIds: [<private-subnet>]\n  SecurityGroupIds: [<security-group>]\n  PrivateDnsEnabled: true\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html'],
  evaluate: (facts, about) =>
    endpointsPresent(
      ['ecs', 'ecs-agent', 'ecs-telemetry'],
      facts,
      about,
      'its services run on Fargate, which reaches ECS from outside of the VPC',
    ),
});
