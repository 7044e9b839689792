import { GetRoleCommand, IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import type { Call } from './call.ts';

/** The calls of IAM that facts make; each named by its own IAM action. IAM is one for all regions of a partition. */
export function iamCalls(config: IAMClientConfig, call: Call) {
  const client = new IAMClient(config);
  return {
    getRole: (name: string) => call('iam:GetRole', () => client.send(new GetRoleCommand({ RoleName: name }))),
  };
}
