import {
  DescribeListenersCommand,
  type DescribeListenersCommandInput,
  DescribeLoadBalancersCommand,
  type DescribeLoadBalancersCommandInput,
  DescribeRulesCommand,
  type DescribeRulesCommandInput,
  DescribeSSLPoliciesCommand,
  type DescribeSSLPoliciesCommandInput,
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
    describeListeners: (input: DescribeListenersCommandInput) =>
      call('elasticloadbalancing:DescribeListeners', () => client.send(new DescribeListenersCommand(input))),
    describeLoadBalancers: (input: DescribeLoadBalancersCommandInput) =>
      call('elasticloadbalancing:DescribeLoadBalancers', () =>
        client.send(new DescribeLoadBalancersCommand(input)),
      ),
    describeRules: (input: DescribeRulesCommandInput) =>
      call('elasticloadbalancing:DescribeRules', () => client.send(new DescribeRulesCommand(input))),
    describeSslPolicies: (input: DescribeSSLPoliciesCommandInput) =>
      call('elasticloadbalancing:DescribeSSLPolicies', () =>
        client.send(new DescribeSSLPoliciesCommand(input)),
      ),
    describeTargetGroups: (input: DescribeTargetGroupsCommandInput) =>
      call('elasticloadbalancing:DescribeTargetGroups', () =>
        client.send(new DescribeTargetGroupsCommand(input)),
      ),
  };
}
