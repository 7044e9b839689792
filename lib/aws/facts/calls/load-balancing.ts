import {
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersCommandInput,
  DescribeTargetGroupsCommand,
  type DescribeTargetGroupsCommandInput,
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Call } from './call.ts';

/** The calls of application, network and gateway load balancers. */
export function loadBalancingCalls(config: ElasticLoadBalancingV2ClientConfig, call: Call) {
  const client = new ElasticLoadBalancingV2Client(config);
  return {
    describeLoadBalancers: (input: DescribeLoadBalancersCommandInput) =>
      call('elasticloadbalancing:DescribeLoadBalancers', () =>
        client.send(new DescribeLoadBalancersCommand(input)),
      ),
    describeTargetGroups: (input: DescribeTargetGroupsCommandInput) =>
      call('elasticloadbalancing:DescribeTargetGroups', () =>
        client.send(new DescribeTargetGroupsCommand(input)),
      ),
  };
}
