import { notJudged } from '#controls/judged-endpoint.ts';
import { defineControl } from '#domain/control.ts';
import { answersFor } from '#domain/endpoint-service.ts';
import { failedIf, notApplicable, notAvailable, type Reason } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { Subnets } from '#domain/security-group.ts';
import { type PrivateZones, type Vpc, type VpcEndpoint, type VpcUse, wantersOf } from '#domain/vpc.ts';

export default defineControl({
  id: 'vpc-endpoint-private-dns',
  title: 'VPC endpoints answer where tasks ask',
  guidance: ['NET-2', 'NET-3', 'NET-4', 'NET-7'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EC2::VPCEndpoint',
  facts: ['vpcEndpoint', 'vpcUse', 'vpc', 'vpcSubnets'],
  optionalFacts: ['privateZones'],
  parameters: [],
  why:
    'ECS and its tasks call services by their public names. Only a private name, in every zone they run in, leads those calls to ' +
    'the endpoint; otherwise they go past it.',
  blindSpots: [
    'Name servers of your own, set by DHCP options, may answer otherwise.',
    'An endpoint also serves the zones it is not in, across zones; when its own fail it does not.',
  ],
  remediation: {
    text: 'Enable private DNS on the endpoint, DNS support and DNS hostnames in the VPC, and add a subnet in each zone of the tasks.',
    cli:
      'aws ec2 modify-vpc-endpoint --vpc-endpoint-id <endpoint> --private-dns-enabled --add-subnet-ids <subnet> && ' +
      'aws ec2 modify-vpc-attribute --vpc-id <vpc> --enable-dns-hostnames',
    cloudFormation:
      'Type: AWS::EC2::VPCEndpoint\nProperties:\n  PrivateDnsEnabled: true\n  SubnetIds: [<subnet-of-each-zone>]\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html',
  ],
  evaluate: ({ vpcEndpoint, vpcUse, vpc, vpcSubnets, privateZones }, { resource }) => {
    const aside = notJudged(vpcEndpoint, vpcUse, resource);
    if (aside) return aside;
    const { kind, service, state, region } = vpcEndpoint;
    if (kind !== 'Interface') return notApplicable('a gateway endpoint works by routes, not by names');
    if (service === 's3') return notApplicable('S3 is reached by its gateway as well: see vpc-endpoint-ecr');
    if (state !== 'available')
      return failedIf([
        {
          code: 'not-available',
          subject: '-',
          message: `its state is ${state || 'not said'}, not available`,
        },
      ]);
    if (region !== placeOf(resource.arn).region)
      return failedIf([
        {
          code: 'other-region',
          subject: region,
          message: `it leads to ${service} of ${region}, another region`,
        },
      ]);
    const names = answers(vpcEndpoint, vpc, privateZones);
    const zones = zonesLeft(vpcEndpoint, vpcUse, vpcSubnets);
    const reasons = [...names.reasons, ...zones.reasons];
    const doubt = names.doubt ?? zones.doubt;
    return reasons.length === 0 && doubt !== undefined ? notAvailable(doubt) : failedIf(reasons);
  },
});

interface Part {
  readonly reasons: readonly Reason[];
  readonly doubt?: string;
}

/** Whether the service's public name leads to the endpoint. */
function answers(
  { privateDns, service, region }: VpcEndpoint,
  vpc: Vpc,
  zones: PrivateZones | Unavailable,
): Part {
  if (privateDns === undefined || isUnreadable(privateDns))
    return { reasons: [], doubt: 'whether private DNS is enabled could not be read' };
  if (!privateDns) {
    const zone =
      isUnavailable(zones) || !service ? undefined : zones.find((each) => answersFor(each, service, region));
    if (zone !== undefined)
      return {
        reasons: [],
        doubt: `the private zone ${zone} answers for ${service}; whether with this endpoint is not known`,
      };
    return { reasons: [{ code: 'private-dns-off', subject: '-', message: 'private DNS is not enabled' }] };
  }
  const off = [
    ...(vpc.dnsSupport === false ? ['DNS support'] : []),
    ...(vpc.dnsHostnames === false ? ['DNS hostnames'] : []),
  ];
  if (off.length > 0)
    return {
      reasons: [
        {
          code: 'vpc-dns-off',
          subject: '-',
          message: `its VPC has ${off.join(' and ')} off, so its private name is not answered`,
        },
      ],
    };
  return [vpc.dnsSupport, vpc.dnsHostnames].every((each) => each === true)
    ? { reasons: [] }
    : { reasons: [], doubt: 'the DNS attributes of its VPC could not be read' };
}

/** Zones of tasks that use it in which it has no address. */
function zonesLeft({ service, subnets: own }: VpcEndpoint, use: VpcUse, subnets: Subnets): Part {
  const ids = service ? wantersOf(use, service).networks.flatMap((network) => network.subnets) : [];
  if ([...own, ...ids].some((id) => !subnets[id]))
    return { reasons: [], doubt: 'a subnet of its zones could not be read' };
  const zoneOf = (id: string): string => subnets[id]?.zone ?? '';
  const covered = new Set(own.map(zoneOf));
  const left = [...new Set(ids.map(zoneOf))].filter((zone) => !covered.has(zone)).sort();
  return {
    reasons: left.map((zone) => ({
      code: 'zone-not-covered',
      subject: zone,
      message: `it has no address in ${zone}, where tasks use it`,
    })),
  };
}
