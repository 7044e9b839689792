import {
  GetPublicAccessBlockCommand,
  S3ControlClient,
  type S3ControlClientConfig,
} from '@aws-sdk/client-s3-control';
import type { Call } from './call.ts';
import { ownEndpoint } from './s3.ts';

/** What S3 is set to for a whole account. */
export function s3ControlCalls(config: S3ControlClientConfig, call: Call) {
  const own = ownEndpoint(config.endpoint);
  // AWS's rules put the account in front of the host, which an address has no place for.
  const client = new S3ControlClient({
    ...config,
    ...(own !== undefined && { endpointProvider: () => ({ url: new URL(own) }), disableHostPrefix: true }),
  });
  return {
    getPublicAccessBlock: (AccountId: string) =>
      call('s3:GetAccountPublicAccessBlock', () =>
        client.send(new GetPublicAccessBlockCommand({ AccountId })),
      ),
  };
}
