/**
 * One AWS partition: what its regions look like and how its hosts end.
 * Source: the partition table of the AWS SDK (`@aws-sdk/core` util-endpoints). ECR's dual-stack hosts end in
 * `on.aws` in the commercial partition; elsewhere they are not known to exist and are not matched. Prefixes of endpoint
 * services: aws-cdk-lib's InterfaceVpcEndpointAwsService, which has the second form for single services of a partition.
 */
export interface Partition {
  readonly id: string;
  readonly regions: RegExp;
  readonly dnsSuffix: string;
  /** What the names of its VPC endpoint services begin with: some services of China have a second form. */
  readonly endpointPrefixes: readonly string[];
  /** Where the events of global services (IAM, sign-in) are recorded; absent where it could not be looked up. */
  readonly globalRegion?: string;
}

const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    endpointPrefixes: ['com.amazonaws'],
    globalRegion: 'us-east-1',
  },
  {
    id: 'aws-cn',
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    endpointPrefixes: ['com.amazonaws', 'cn.com.amazonaws'],
    globalRegion: 'cn-north-1',
  },
  {
    id: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    endpointPrefixes: ['com.amazonaws'],
    globalRegion: 'us-gov-west-1',
  },
  {
    id: 'aws-eusc',
    regions: /^eusc-(de)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    endpointPrefixes: ['com.amazonaws', 'eu.amazonaws'],
  },
  {
    id: 'aws-iso',
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    endpointPrefixes: ['com.amazonaws', 'gov.ic.c2s'],
  },
  {
    id: 'aws-iso-b',
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    endpointPrefixes: ['com.amazonaws', 'gov.sgov.sc2s'],
  },
  {
    id: 'aws-iso-e',
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    endpointPrefixes: ['com.amazonaws', 'uk.adc-e.cloud'],
  },
  {
    id: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    endpointPrefixes: ['com.amazonaws', 'gov.ic.hci.csp'],
  },
];

/** The partition a region lies in; undefined for what is not a region's name. */
export const partitionOf = (region: string): Partition | undefined =>
  PARTITIONS.find(({ regions }) => regions.test(region));

/** The region that records the events of global services for a region; undefined where it is not known. */
export const globalRegionOf = (region: string): string | undefined => partitionOf(region)?.globalRegion;
