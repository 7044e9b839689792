import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';

/** Stands before an endpoint and counts the API calls that pass, by action. */
export interface CountingProxy {
  readonly endpoint: string;
  /** The calls since the last time. */
  take(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Calls that moto does not know: what AWS answers in an account that has none of these. */
const ANSWERS: Readonly<Record<string, string>> = {
  DescribePullThroughCacheRules: '{"pullThroughCacheRules":[]}',
  ListDaemonTaskDefinitions: '{"daemonTaskDefinitions":[]}',
  DescribeRepositoryCreationTemplates: '{"repositoryCreationTemplates":[]}',
};

export async function countingProxy(port: number): Promise<CountingProxy> {
  let counts = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    void bodyOf(incoming).then((body) => {
      const action = actionOf(incoming, body);
      counts.set(action, (counts.get(action) ?? 0) + 1);
      const known = ANSWERS[action];
      if (known !== undefined) {
        answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(known);
        return;
      }
      const { method, url: path, headers } = incoming;
      const onwards = request({ host: '127.0.0.1', port, method, path, headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(answer);
      });
      onwards.on('error', () => answer.writeHead(502).end());
      onwards.end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'string' || !address) throw new Error('the proxy has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    take: () => {
      const taken = counts;
      counts = new Map();
      return taken;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** `DescribeServices` of the JSON protocols and of the query protocol; of the REST protocols, method and path. */
function actionOf({ headers, method, url }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const action = new URLSearchParams(body.toString()).get('Action');
  return action ?? `${method} ${new URL(url ?? '/', 'http://x').pathname}`;
}
