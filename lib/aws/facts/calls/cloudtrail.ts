import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  DescribeTrailsCommand,
  type DescribeTrailsCommandInput,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandInput,
  GetTrailStatusCommand,
  type GetTrailStatusCommandInput,
} from '@aws-sdk/client-cloudtrail';
import type { Call } from './call.ts';

/** The calls of CloudTrail that facts and listings make. */
export function cloudTrailCalls(config: CloudTrailClientConfig, call: Call) {
  const client = new CloudTrailClient(config);
  return {
    describeTrails: (input: DescribeTrailsCommandInput) =>
      call('cloudtrail:DescribeTrails', () => client.send(new DescribeTrailsCommand(input))),
    getTrailStatus: (input: GetTrailStatusCommandInput) =>
      call('cloudtrail:GetTrailStatus', () => client.send(new GetTrailStatusCommand(input))),
    getEventSelectors: (input: GetEventSelectorsCommandInput) =>
      call('cloudtrail:GetEventSelectors', () => client.send(new GetEventSelectorsCommand(input))),
  };
}
