import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the endpoint answers: JSON or XML, or an error as the service would say it. */
export type Answer =
  | { readonly json: unknown }
  | { readonly xml: string }
  | { readonly error: string; readonly message?: string; readonly status?: number }
  | { readonly raw: string; readonly status: number };

export interface Request {
  /** `ecs:DescribeServices`, as the request itself says, not the code that made it. */
  readonly action: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** By action; downloads, which are no calls, by `GET /path`. `{endpoint}` in an answer becomes the endpoint's address. */
export type Answers = Readonly<Record<string, Answer | ((request: Request) => Answer)>>;

/** AWS as the SDK sees it: an endpoint that answers from a table and records what was asked. */
export interface Endpoint {
  readonly url: string;
  readonly requests: readonly Request[];
  reset(answers: Answers): void;
  close(): Promise<void>;
}

/** Calls of S3 say by their path and query what they are; by the names of IAM. */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  acl: 'GetBucketAcl',
  'object-lock': 'GetBucketObjectLockConfiguration',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  policyStatus: 'GetBucketPolicyStatus',
  publicAccessBlock: 'GetBucketPublicAccessBlock',
  versioning: 'GetBucketVersioning',
};
/** What a call of S3 says in its query, and the key of an object. */
function s3Input(url: string): Readonly<Record<string, unknown>> {
  const { pathname, searchParams } = new URL(url, 'http://none');
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  return { ...Object.fromEntries(searchParams), ...(key !== '' && { key }) };
}

function s3Action(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://none');
  if (pathname.endsWith('/configuration/publicAccessBlock')) return 'GetAccountPublicAccessBlock';
  if (searchParams.get('list-type') === '2') return 'ListBucket';
  if (searchParams.get('x-id') === 'GetObject') return 'GetObject';
  return [...searchParams.keys()].map((key) => S3_ACTIONS[key]).find(Boolean) ?? 'ListAllMyBuckets';
}

/** The calls of services that speak REST, by method and path. */
const REST: readonly (readonly [service: string, pattern: RegExp, name: string])[] = [
  ['elasticfilesystem', /^GET \/2015-02-01\/file-systems$/, 'DescribeFileSystems'],
  [
    'elasticfilesystem',
    /^GET \/2015-02-01\/file-systems\/(?<FileSystemId>[^/]+)\/policy$/,
    'DescribeFileSystemPolicy',
  ],
  ['elasticfilesystem', /^GET \/2015-02-01\/access-points$/, 'DescribeAccessPoints'],
  ['route53', /^GET \/2013-04-01\/hostedzonesbyvpc$/, 'ListHostedZonesByVPC'],
];

const REST_SERVICE = 'elasticfilesystem:';

function restRequest(message: IncomingMessage, service: string, region: string): Request | undefined {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://localhost');
  const call = `${message.method} ${pathname}`;
  const found = REST.find(([of, pattern]) => of === service && pattern.test(call));
  if (!found) return undefined;
  const [, pattern, name] = found;
  const input = { ...Object.fromEntries(searchParams), ...pattern.exec(call)?.groups };
  return { action: `${service}:${name}`, region, input };
}

async function requestOf(message: IncomingMessage): Promise<Request> {
  const body = await text(message);
  const scope = /Credential=[^/]+\/\d+\/([\w-]+)\/([\w-]+)\//.exec(message.headers.authorization ?? '');
  const [, region = '?', signed = '?'] = scope ?? [];
  // Requests of CloudWatch are signed for `monitoring`; its actions in IAM are `cloudwatch:`.
  const service = signed === 'monitoring' ? 'cloudwatch' : signed;
  if (service === 's3') {
    const url = message.url ?? '';
    return { action: `s3:${s3Action(url)}`, region, input: s3Input(url) };
  }
  const rest = restRequest(message, service, region);
  if (rest) return rest;
  const target = message.headers['x-amz-target'];
  if (typeof target === 'string')
    return { action: `${service}:${target.split('.')[1] ?? '?'}`, region, input: JSON.parse(body) };
  // The REST protocol: what is asked is the method and path.
  if (message.method === 'GET' || (body.startsWith('{') && message.url !== '/'))
    return { action: `${service}:${message.method} ${message.url}`, region, input: JSON.parse(body || '{}') };
  const parameters = Object.fromEntries(new URLSearchParams(body));
  return { action: `${service}:${parameters['Action'] ?? '?'}`, region, input: parameters };
}

function rendered(
  answer: Answer,
  isJson: boolean,
  isS3: boolean,
  isEc2: boolean,
): { status: number; type: string; body: string } {
  if ('raw' in answer) return { status: answer.status, type: 'text/html', body: answer.raw };
  if ('json' in answer)
    return { status: 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(answer.json) };
  if ('xml' in answer) return { status: 200, type: 'text/xml', body: answer.xml };
  const { error, message = 'as the table says', status = 400 } = answer;
  // EC2 has a form of its own (EC2 API reference, "API error response structure").
  if (isEc2)
    return {
      status,
      type: 'text/xml',
      body: `<Response><Errors><Error><Code>${error}</Code><Message>${message}</Message></Error></Errors><RequestID>1</RequestID></Response>`,
    };
  return isJson
    ? { status, type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: error, message }) }
    : {
        status,
        type: 'text/xml',
        body: `${isS3 ? '' : '<ErrorResponse>'}<Error><Type>Sender</Type><Code>${error}</Code><Message>${message}</Message></Error>${isS3 ? '' : '</ErrorResponse>'}`,
      };
}

export async function startEndpoint(): Promise<Endpoint> {
  let answers: Answers = {};
  const requests: Request[] = [];
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (message.method === 'GET' && message.url?.startsWith('/blob/')) {
      const download = answers[`GET ${message.url}`];
      if (download && 'raw' in download) response.writeHead(download.status).end(download.raw);
      else response.writeHead(404).end();
      return;
    }
    const request = await requestOf(message);
    requests.push(request);
    const found = answers[request.action] ?? { error: 'NotInTheTable', message: request.action };
    const answer = typeof found === 'function' ? found(request) : found;
    const { status, type, body } = rendered(
      answer,
      'x-amz-target' in message.headers ||
        / \//.test(request.action) ||
        request.action.startsWith(REST_SERVICE),
      /^s3:(GetBucket|GetObject|ListBucket)/.test(request.action),
      request.action.startsWith('ec2:'),
    );
    response.writeHead(status, { 'content-type': type }).end(body.replaceAll('{endpoint}', url));
  };
  let url = '';
  const server = createServer((message, response) => {
    respond(message, response).catch((error: unknown) =>
      response.destroy(new Error('no answer', { cause: error })),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    reset(next) {
      answers = next;
      requests.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
