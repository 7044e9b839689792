import { endpointsPresent } from '#controls/endpoint-presence.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'vpc-endpoint-ecr',
  title: 'Images are pulled through VPC endpoints',
  guidance: ['NET-7'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EC2::VPC',
  facts: ['vpc', 'vpcUse', 'vpcSubnets', 'vpcEndpoints'],
  optionalFacts: ['privateZones'],
  parameters: ['network'],
  why:
    'Images are the code that runs. With endpoints of ECR, and of S3 where their layers are, pulling them needs no way to the internet, which ' +
    'is then no way out for what runs either.',
  blindSpots: [
    'The first pull through a cache of another registry needs a way to the internet all the same.',
    'Whether the policy of the gateway allows the bucket of the layers is not looked at.',
    'An endpoint of another region, a firewall on the way, and profiles of Route 53 are not looked at.',
    'What a container calls by itself is not seen: only what its definition and service say that ECS fetches for it.',
    'Tasks without a service are not counted.',
  ],
  remediation: {
    text:
      'Make interface endpoints of ecr.api and ecr.dkr in the subnets of the tasks, and a gateway endpoint of S3 on their route tables; or ' +
      'set `network.centralEndpoints` where they are in another VPC.',
    cli:
      'aws ec2 create-vpc-endpoint --vpc-id <vpc> --vpc-endpoint-type Interface --service-name com.amazonaws.<region>.ecr.dkr ' +
      '--subnet-ids <private-subnet> --security-group-ids <security-group> --private-dns-enabled',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcId: <vpc>\n  VpcEndpointType: Interface\n  ServiceName: com.amazonaws.<region>.ecr.dkr\n' +
      '  SubnetIds: [<private-subnet>]\n  SecurityGroupIds: [<security-group>]\n  PrivateDnsEnabled: true\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'EC2.55' },
    { framework: 'Security Hub', id: 'EC2.56' },
  ],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html'],
  evaluate: (facts, about) =>
    endpointsPresent(
      ['ecr.api', 'ecr.dkr', 's3'],
      facts,
      about,
      'no service in it pulls an image from private ECR of its region',
    ),
});
