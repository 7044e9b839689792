import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { text } from '#domain/json.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import { proveCaller } from './caller-proof/prove-caller.ts';

type Config = Pick<LambdaClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'>;

/** What the function answers; `failed`: it ended in an error, which only names its kind here. */
export type Asked =
  | { readonly done: SuppressRequest['action']; readonly findingId: string; readonly by: string }
  | { readonly refused: string }
  | { readonly failed: string };

/** Asks the function that stamps the caller, with a proof of who we are for this request alone. */
export async function askToSuppress(
  functionName: string,
  request: SuppressRequest,
  config: Config = {},
): Promise<Asked> {
  const client = new LambdaClient(config);
  const region = await client.config.region();
  const asked = JSON.stringify(request);
  const proof = await proveCaller({ region, functionName, request: asked }, client.config.credentials);
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({
      FunctionName: functionName,
      Payload: Buffer.from(JSON.stringify({ request: asked, proof })),
    }),
  );
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}');
  if (FunctionError !== undefined) return { failed: text(answer, 'errorType') ?? FunctionError };
  const refused = text(answer, 'refused');
  if (refused !== undefined) return { refused };
  const findingId = text(answer, 'findingId');
  const by = text(answer, 'by');
  return findingId === undefined || by === undefined
    ? { failed: 'it answers something else' }
    : { done: request.action, findingId, by };
}
