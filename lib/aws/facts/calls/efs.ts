import {
  DescribeAccessPointsCommand,
  type DescribeAccessPointsCommandInput,
  DescribeFileSystemPolicyCommand,
  type DescribeFileSystemPolicyCommandInput,
  DescribeFileSystemsCommand,
  type DescribeFileSystemsCommandInput,
  EFSClient,
  type EFSClientConfig,
} from '@aws-sdk/client-efs';
import type { Call } from './call.ts';

/** The calls of EFS that facts make; each named by its own IAM action. */
export function efsCalls(config: EFSClientConfig, call: Call) {
  const client = new EFSClient(config);
  return {
    describeAccessPoints: (input: DescribeAccessPointsCommandInput) =>
      call('elasticfilesystem:DescribeAccessPoints', () =>
        client.send(new DescribeAccessPointsCommand(input)),
      ),
    describeFileSystemPolicy: (input: DescribeFileSystemPolicyCommandInput) =>
      call('elasticfilesystem:DescribeFileSystemPolicy', () =>
        client.send(new DescribeFileSystemPolicyCommand(input)),
      ),
    describeFileSystems: (input: DescribeFileSystemsCommandInput) =>
      call('elasticfilesystem:DescribeFileSystems', () => client.send(new DescribeFileSystemsCommand(input))),
  };
}
