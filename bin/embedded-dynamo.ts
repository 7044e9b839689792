import { once } from 'node:events';
import dynalite from 'dynalite';

/** A running embedded database. */
export interface EmbeddedDynamo {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts a DynamoDB in this process: in memory, on a free port that only this machine reaches. */
export async function startEmbeddedDynamo(): Promise<EmbeddedDynamo> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded database has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      // Clients keep their connections open for the next request; the server would wait for them.
      server.closeAllConnections();
      await closed;
    },
  };
}
