import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type { Call } from './call.ts';

/** The calls of CloudWatch that facts make. */
export function cloudWatchCalls(config: CloudWatchClientConfig, call: Call) {
  const client = new CloudWatchClient(config);
  return {
    describeAlarms: (input: DescribeAlarmsCommandInput) =>
      call('cloudwatch:DescribeAlarms', () => client.send(new DescribeAlarmsCommand(input))),
  };
}
