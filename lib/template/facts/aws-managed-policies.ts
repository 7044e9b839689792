import type { Fields } from '#domain/normalise/fields.ts';

/** A policy that AWS keeps: all of it, or the statements that decide most. */
export interface AwsManaged {
  readonly version: string;
  readonly statements: readonly Fields[];
  /** Whether that is all it says. */
  readonly whole: boolean;
}

const every = (...actions: readonly string[]): readonly Fields[] => [
  { Effect: 'Allow', Action: actions, Resource: '*' },
];
const whole = (version: string, statements: readonly Fields[]): AwsManaged => ({
  version,
  statements,
  whole: true,
});
/** Of those that are long: which services they give away as a whole. */
const part = (version: string, ...actions: readonly string[]): AwsManaged => ({
  version,
  statements: every(...actions),
  whole: false,
});

const PULL = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
];
const READ_IMAGES = [
  ...PULL,
  'ecr:GetRepositoryPolicy',
  'ecr:DescribeRepositories',
  'ecr:ListImages',
  'ecr:DescribeImages',
  'ecr:GetLifecyclePolicy',
  'ecr:GetLifecyclePolicyPreview',
  'ecr:ListTagsForResource',
  'ecr:DescribeImageScanFindings',
];
const TRACE = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

/**
 * Those that templates of ECS attach, by the end of their ARNs, as IAM returned them (recorded by moto 5; AWS makes new
 * versions of them now and then). Of any other a template does not say what is in it.
 */
export const AWS_MANAGED: Readonly<Record<string, AwsManaged>> = {
  AdministratorAccess: whole('v1', every('*')),
  PowerUserAccess: {
    version: 'v12',
    statements: [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
    whole: false,
  },
  'service-role/AmazonECSTaskExecutionRolePolicy': whole(
    'v1',
    every(...PULL, 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ),
  'service-role/AWSLambdaBasicExecutionRole': whole(
    'v1',
    every('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ),
  AmazonEC2ContainerRegistryReadOnly: whole('v3', every(...READ_IMAGES)),
  AmazonEC2ContainerRegistryPowerUser: whole(
    'v3',
    every(
      ...READ_IMAGES,
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:PutImage',
    ),
  ),
  AmazonEC2ContainerRegistryFullAccess: part('v3', 'ecr:*'),
  AWSXRayDaemonWriteAccess: whole('v2', every(...TRACE)),
  AmazonS3ReadOnlyAccess: whole(
    'v3',
    every('s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'),
  ),
  AmazonS3FullAccess: whole('v2', every('s3:*', 's3-object-lambda:*')),
  AmazonSQSFullAccess: whole('v1', every('sqs:*')),
  AmazonECS_FullAccess: part('v21', 'ecs:*'),
  IAMFullAccess: part('v2', 'iam:*'),
  AmazonDynamoDBFullAccess: part('v15', 'dynamodb:*'),
  SecretsManagerReadWrite: part('v5', 'secretsmanager:*'),
  AmazonSNSFullAccess: part('v2', 'sns:*'),
  AmazonRDSFullAccess: part('v14', 'rds:*'),
  AmazonSSMFullAccess: part('v4', 'ssm:*'),
  AmazonEC2FullAccess: part('v5', 'ec2:*'),
  AWSLambda_FullAccess: part('v7', 'lambda:*'),
  CloudWatchLogsFullAccess: part('v8', 'logs:*'),
  CloudWatchFullAccess: part('v4', 'cloudwatch:*', 'logs:*', 'sns:*'),
};
