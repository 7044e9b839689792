import {
  DescribeLoadBalancerPoliciesCommand,
  type DescribeLoadBalancerPoliciesCommandInput,
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersCommandInput,
  ElasticLoadBalancingClient,
  type ElasticLoadBalancingClientConfig,
} from '@aws-sdk/client-elastic-load-balancing';
import type { Call } from './call.ts';

/** The calls of classic load balancers; IAM has the same action for both generations. */
export function classicLoadBalancingCalls(config: ElasticLoadBalancingClientConfig, call: Call) {
  const client = new ElasticLoadBalancingClient(config);
  return {
    describeLoadBalancerPolicies: (input: DescribeLoadBalancerPoliciesCommandInput) =>
      call('elasticloadbalancing:DescribeLoadBalancerPolicies', () =>
        client.send(new DescribeLoadBalancerPoliciesCommand(input)),
      ),
    describeLoadBalancers: (input: DescribeLoadBalancersCommandInput) =>
      call('elasticloadbalancing:DescribeLoadBalancers', () =>
        client.send(new DescribeLoadBalancersCommand(input)),
      ),
  };
}
