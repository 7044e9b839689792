import {
  DescribeKeyCommand,
  type DescribeKeyCommandInput,
  GetKeyRotationStatusCommand,
  type GetKeyRotationStatusCommandInput,
  KMSClient,
  type KMSClientConfig,
} from '@aws-sdk/client-kms';
import type { Call } from './call.ts';

/** The calls of KMS that facts make; each named by its own IAM action. */
export function kmsCalls(config: KMSClientConfig, call: Call) {
  const client = new KMSClient(config);
  return {
    describeKey: (input: DescribeKeyCommandInput) =>
      call('kms:DescribeKey', () => client.send(new DescribeKeyCommand(input))),
    getKeyRotationStatus: (input: GetKeyRotationStatusCommandInput) =>
      call('kms:GetKeyRotationStatus', () => client.send(new GetKeyRotationStatusCommand(input))),
  };
}
