import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ACCOUNT, CREDENTIALS, REGION } from './environment.ts';

/** Plain SDK clients on the emulator, and calls for the services whose SDK the product does not need. */
export interface Aws {
  readonly region: string;
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  /** Changes by these make no event: what only the sweep can find. */
  readonly quiet: { readonly ecs: ECSClient; readonly ecr: ECRClient };
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly dynamo: DynamoDBDocumentClient;
  /** A call of the AWS JSON protocol: `Logs_20140328.FilterLogEvents`. */
  json(service: string, target: string, body?: object): Promise<JsonAnswer>;
  /** A call of the query protocol; gives the XML. */
  query(service: string, action: string, parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** A call of the REST protocol. */
  rest(service: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: string): Promise<JsonAnswer>;
  close(): void;
}

export type JsonAnswer = Readonly<Record<string, unknown>>;

/** The emulator does not verify signatures of its root key, it reads key, region and service out of them. */
const signed = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;

export function awsAt(endpoint: string, region = REGION): Aws {
  const config = { endpoint, region, credentials: CREDENTIALS, maxAttempts: 3 };
  const dynamo = new DynamoDBClient(config);
  const clients = {
    ecs: new ECSClient(config),
    ecr: new ECRClient(config),
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
  };
  // The launcher announces no call of this application (it reads the user agent).
  const unannounced = { ...config, userAgentAppId: 'e2e-unannounced' };
  const quiet = { ecs: new ECSClient(unannounced), ecr: new ECRClient(unannounced) };
  const send = async (service: string, path: string, init: RequestInit): Promise<string> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', signed(service, region));
    const answer = await fetch(`${endpoint}${path}`, { ...init, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text;
  };
  return {
    ...clients,
    region,
    quiet,
    dynamo: DynamoDBDocumentClient.from(dynamo),
    json: async (service, target, body = {}) => {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      return JSON.parse(await send(service, '/', { method: 'POST', headers, body: JSON.stringify(body) }));
    },
    query: (service, action, parameters = {}) =>
      send(service, '/', { method: 'POST', body: new URLSearchParams({ Action: action, ...parameters }) }),
    rest: async (service, method, path, body) =>
      JSON.parse((await send(service, path, { method, ...(body !== undefined && { body }) })) || '{}'),
    close: () =>
      [dynamo, ...Object.values(clients), ...Object.values(quiet)].forEach((client) => client.destroy()),
  };
}

export const arnOf = (service: string, resource: string, region = REGION): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
