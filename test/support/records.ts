/** Records and envelopes as CloudTrail and EventBridge write them, for events made up after the API models. */
export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const REGION = 'eu-central-1';
export const TIME = '2026-03-01T10:00:00Z';
export const DIGEST = `sha256:${'ab'.repeat(32)}`;
export const DIGEST2 = `sha256:${'cd'.repeat(32)}`;

export const ecsArn = (path: string): string => `arn:aws:ecs:${REGION}:${ACCOUNT}:${path}`;
export const ecrArn = (path: string): string => `arn:aws:ecr:${REGION}:${ACCOUNT}:${path}`;

export type Json = Readonly<Record<string, unknown>>;

/** A bare CloudTrail record. */
export const call = (
  service: string,
  eventName: string,
  request: Json | null,
  response: Json | null = null,
  more: Json = {},
): Json => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:deploy-7',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ci/deploy-7`,
    accountId: ACCOUNT,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: `arn:aws:iam::${ACCOUNT}:role/teams/ci`,
        accountId: ACCOUNT,
        userName: 'ci',
      },
    },
  },
  eventTime: TIME,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion: REGION,
  sourceIPAddress: '192.0.2.7',
  userAgent: 'aws-cli/2',
  requestParameters: request,
  responseElements: response,
  eventID: `id-${eventName}`,
  readOnly: false,
  eventType: 'AwsApiCall',
  recipientAccountId: ACCOUNT,
  ...more,
});

/** An event that a service sends itself. */
export const native = (
  service: 'ecs' | 'ecr' | 'inspector2' | 'kms' | 's3',
  detailType: string,
  detail: Json,
  resources: readonly string[] = [],
): Json => ({
  version: '0',
  id: `id-${detailType}`,
  'detail-type': detailType,
  source: `aws.${service}`,
  account: ACCOUNT,
  time: TIME,
  region: REGION,
  resources,
  detail,
});

const DETAIL_TYPES: Readonly<Record<string, string>> = {
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
};

/** As EventBridge delivers it; an event that is in an envelope already stays as it is. */
export const inEventBridge = (record: Json): Json =>
  'detail-type' in record
    ? record
    : {
        version: '0',
        id: 'envelope-1',
        'detail-type': DETAIL_TYPES[String(record['eventType'])] ?? 'AWS API Call via CloudTrail',
        source: `aws.${String(record['eventSource']).split('.')[0]}`,
        account: record['recipientAccountId'] ?? ACCOUNT,
        time: record['eventTime'],
        region: record['awsRegion'],
        resources: [],
        detail: record,
      };

export interface Situation {
  readonly title: string;
  readonly record: Json;
  /** `TYPE PATH`: the end of the resource type, and the ARN's part behind the account. */
  readonly resources: readonly string[];
}
export const situation = (title: string, record: Json, resources: readonly string[]): Situation => ({
  title,
  record,
  resources,
});
