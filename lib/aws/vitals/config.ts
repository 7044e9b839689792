import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { callWith } from '#aws/facts/calls/call.ts';

/** What every client is made with; all else is the SDK's. */
export type VitalsConfig = Pick<
  DynamoDBClientConfig,
  'region' | 'credentials' | 'endpoint' | 'requestHandler' | 'maxAttempts'
>;

/** Under the IAM action that it needs, so that a refusal names it. */
export const call = callWith(() => Promise.resolve());
