/**
 * One AWS partition: what its regions look like and how its hosts end.
 * Source: the partition table of the AWS SDK (`@aws-sdk/core` util-endpoints). ECR's dual-stack hosts end in
 * `on.aws` in the commercial partition; elsewhere they are not known to exist and are not matched.
 */
export interface Partition {
  readonly id: string;
  readonly regions: RegExp;
  readonly dnsSuffix: string;
  /** Where the events of global services (IAM, sign-in) are recorded; absent where it could not be looked up. */
  readonly globalRegion?: string;
}

const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    globalRegion: 'us-east-1',
  },
  { id: 'aws-cn', regions: /^cn-\w+-\d+$/, dnsSuffix: 'amazonaws.com.cn', globalRegion: 'cn-north-1' },
  {
    id: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    globalRegion: 'us-gov-west-1',
  },
  { id: 'aws-eusc', regions: /^eusc-(de)-\w+-\d+$/, dnsSuffix: 'amazonaws.eu' },
  { id: 'aws-iso', regions: /^us-iso-\w+-\d+$/, dnsSuffix: 'c2s.ic.gov' },
  { id: 'aws-iso-b', regions: /^us-isob-\w+-\d+$/, dnsSuffix: 'sc2s.sgov.gov' },
  { id: 'aws-iso-e', regions: /^eu-isoe-\w+-\d+$/, dnsSuffix: 'cloud.adc-e.uk' },
  { id: 'aws-iso-f', regions: /^us-isof-\w+-\d+$/, dnsSuffix: 'csp.hci.ic.gov' },
];

/** The partition a region lies in; undefined for what is not a region's name. */
export const partitionOf = (region: string): Partition | undefined =>
  PARTITIONS.find(({ regions }) => regions.test(region));

/** The region that records the events of global services for a region; undefined where it is not known. */
export const globalRegionOf = (region: string): string | undefined => partitionOf(region)?.globalRegion;
