import type { SuspectPlace } from './task-definition.ts';

/** Something in a container that shows that it uses AWS: where, under which name, of which service. The value stays behind. */
export interface AwsSign {
  readonly where: SuspectPlace;
  /** The variable or option; empty where it has no name. */
  readonly name: string;
  /** `sqs`, `s3`, … as hosts and ARNs have it, or `aws` where the name alone tells. */
  readonly service: string;
  /** Whether it is called with a role; an address of a database or a web page may be used without one. */
  readonly certain: boolean;
}

/** Services whose API is called with the credentials of a role, as their endpoints are named. */
const APIS: ReadonlySet<string> = new Set(
  [
    'appconfig appconfigdata athena bedrock bedrock-runtime cloudformation cognito-identity cognito-idp comprehend',
    'dynamodb ec2 ecs events firehose glue iam iot kinesis kms lambda logs monitoring polly queue rekognition',
    'sagemaker scheduler secretsmanager servicediscovery sns sqs ssm states sts textract transcribe translate xray',
  ].flatMap((line) => line.split(' ')),
);
/** Those whose addresses are used without a role as well: with a password, or by everybody. */
const ADDRESSES: ReadonlySet<string> = new Set([
  'docdb',
  'es',
  'execute-api',
  'mq',
  'neptune',
  'rds',
  'redshift',
  's3',
]);
/** Of the CLI, besides those. */
const COMMANDS: ReadonlySet<string> = new Set([
  ...APIS,
  's3',
  's3api',
  'dynamodbstreams',
  'ses',
  'sesv2',
  'cloudwatch',
]);

const S3_ADDRESS = /(?<![a-z0-9])s3[an]?:\/\/[a-z0-9.${-]/i;
const ARN = /(?<![a-z0-9])arn:aws[a-z-]*:([a-z0-9-]{1,40}):/gi;
/** Hosts in a text, and what a template puts in later. */
const HOST =
  /(?<![\w.-])((?:[a-z0-9-]{1,63}|\$\{[\w:.]{1,60}\})(?:\.(?:[a-z0-9-]{1,63}|\$\{[\w:.]{1,60}\})){1,8})/gi;
const OF_AWS = /\.(?:amazonaws\.com(?:\.cn)?|api\.aws|\$\{AWS::URLSuffix\})$/i;
const COMMAND = /(?:^|[\s;&|("'`])aws\s+(?:--?[a-z-]+(?:[= ][^\s-]\S*)?\s+){0,6}([a-z0-9-]{2,30})\s+[a-z]/g;

/** Names of variables by which AWS's SDKs and people say which thing of AWS is used; where it runs is no use. */
const NAMES =
  /(?:^|_)(?:S3|SQS|SNS|DYNAMODB|DYNAMO|KINESIS|FIREHOSE|SECRETSMANAGER|EVENTBRIDGE)(?:_|$)|^AWS_(?!REGION$|DEFAULT_REGION$|EXECUTION_ENV$|XRAY_|EMF_)/;
/** What `awsfirelens` writes to with the task's role (using_firelens), in the words of Fluent Bit and Fluentd. */
const ROUTED = /^(?:cloudwatch|cloudwatch_logs|firehose|kinesis_firehose|kinesis|kinesis_streams|s3)$/i;

type Seen = Pick<AwsSign, 'service' | 'certain'>;

/** What a text shows of the use of AWS. All patterns run in linear time, for what repeats in them is bounded. */
export function seenInText(text: string): readonly Seen[] {
  const certain = (service: string): Seen => ({ service, certain: true });
  return [
    ...(S3_ADDRESS.test(text) ? [certain('s3')] : []),
    ...[...text.matchAll(ARN)].map(([, service = '']) => certain(service.toLowerCase())),
    ...[...text.matchAll(HOST)].flatMap(([, host = '']) => seenInHost(host.toLowerCase())),
    ...[...text.matchAll(COMMAND)].flatMap(([, service = '']) =>
      COMMANDS.has(service) ? [certain(service)] : [],
    ),
  ];
}

function seenInHost(host: string): readonly Seen[] {
  if (!OF_AWS.test(host)) return [];
  const labels = host
    .replace(OF_AWS, '')
    .split('.')
    .map((label) => label.replace(/-fips$/, ''));
  const api = labels.find((label) => APIS.has(label));
  if (api !== undefined) return [{ service: api, certain: true }];
  const address = labels.map((label) => label.replace(/^s3-.*/, 's3')).find((label) => ADDRESSES.has(label));
  return address === undefined ? [] : [{ service: address, certain: false }];
}

/** What the name of a variable shows. */
export const seenInName = (name: string): readonly Seen[] =>
  NAMES.test(name.toUpperCase()) ? [{ service: 'aws', certain: true }] : [];

/** What an option of a log router shows: where it sends logs. */
export const seenInRoute = (name: string, value: string): readonly Seen[] =>
  /^(?:name|@type)$/i.test(name) && ROUTED.test(value.trim())
    ? [{ service: value.trim().toLowerCase(), certain: true }]
    : [];
