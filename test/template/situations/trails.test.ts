import { testSituations } from '../support/situations.ts';

const trail = (properties: string): string => `
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: !Ref Logs${properties && `, ${properties}`}}}
`;
const GOOD = 'IsMultiRegionTrail: true, EnableLogFileValidation: true, KMSKeyId: !Ref Key';
const bucket = (properties = ''): string => `
  Logs: {Type: AWS::S3::Bucket, Properties: {${properties}}}
`;
const KEY = `
  Key: {Type: AWS::KMS::Key}
`;
const policy = (principal: string, more = ''): string => `
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: ${principal}, Action: 's3:PutObject', Resource: !Sub '\${Logs.Arn}/*'${more}}]
`;
const CLOUDTRAIL = '{Service: cloudtrail.amazonaws.com}';
const BLOCKED =
  "PublicAccessBlockConfiguration: {BlockPublicAcls: true, IgnorePublicAcls: 'true', BlockPublicPolicy: true, RestrictPublicBuckets: true}";
const [INTEGRITY, PUBLIC, LOCKED] = [
  'Trail trail-integrity',
  'Trail trail-log-bucket-public',
  'Trail trail-log-immutability',
];

testSituations({
  'a trail with all that it should have': {
    resources:
      KEY +
      trail(GOOD) +
      bucket(`${BLOCKED}, VersioningConfiguration: {Status: Enabled}, ObjectLockEnabled: true`) +
      policy(CLOUDTRAIL),
    says: { [INTEGRITY]: 'PASSED', [PUBLIC]: 'PASSED', [LOCKED]: 'PASSED' },
  },
  'one that asks for nothing': {
    resources: trail('') + bucket() + policy(CLOUDTRAIL),
    says: {
      [INTEGRITY]: ['FAILED', 'single-region', 'no-validation', 'no-kms-key'],
      [PUBLIC]: 'PASSED',
      [LOCKED]: ['FAILED', 'not-versioned logs'],
    },
  },
  'a setting that is decided later': {
    before: 'Parameters: {All: {Type: String}}',
    resources: trail(GOOD.replace('IsMultiRegionTrail: true', 'IsMultiRegionTrail: !Ref All')) + bucket(),
    says: { [INTEGRITY]: ['NOT_AVAILABLE', /Ref All is not known/] },
  },
  'a key that is imported is some key': {
    resources: trail(GOOD.replace('!Ref Key', '!ImportValue key')) + bucket(),
    says: { [INTEGRITY]: 'PASSED' },
  },
  'a key that is a parameter may be none': {
    before: 'Parameters: {Key: {Type: String}}',
    resources: trail(GOOD) + bucket(),
    says: { [INTEGRITY]: ['NOT_AVAILABLE', /Ref Key is not known/] },
  },
  'versions that can be deleted': {
    resources: trail(GOOD) + bucket('VersioningConfiguration: {Status: Enabled}'),
    says: { [LOCKED]: ['FAILED', 'not-locked logs'] },
  },
  'a bucket that everybody may read by its ACL': {
    resources: trail(GOOD) + bucket('AccessControl: PublicRead'),
    says: { [PUBLIC]: ['FAILED', 'public-acl AllUsers'] },
  },
  'one whose ACL is ignored': {
    resources: trail(GOOD) + bucket(`AccessControl: PublicRead, ${BLOCKED}`),
    says: { [PUBLIC]: 'PASSED' },
  },
  'one whose ACL has no effect': {
    resources:
      trail(GOOD) +
      bucket(
        'AccessControl: PublicRead, OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}',
      ),
    says: { [PUBLIC]: 'PASSED' },
  },
  'a policy for everybody': {
    resources: trail(GOOD) + bucket() + policy("'*'"),
    says: { [PUBLIC]: ['FAILED', 'public-policy logs'] },
  },
  'a policy for everybody, blocked': {
    resources: trail(GOOD) + bucket(BLOCKED) + policy("{AWS: ['*']}"),
    says: { [PUBLIC]: 'PASSED' },
  },
  'a policy for everybody with a condition': {
    resources:
      trail(GOOD) + bucket() + policy("'*'", ', Condition: {StringEquals: {"aws:PrincipalOrgID": o-1}}'),
    says: { [PUBLIC]: ['NOT_AVAILABLE', /conditions of the bucket policy/] },
  },
  'a bucket of another template': {
    resources: KEY + trail(GOOD).replace('!Ref Logs', 'central-logs'),
    says: { [PUBLIC]: ['NOT_AVAILABLE', /does not make/], [INTEGRITY]: 'PASSED' },
  },
});
