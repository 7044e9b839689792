import {
  BatchGetRepositoryScanningConfigurationCommand,
  type BatchGetRepositoryScanningConfigurationCommandInput,
  DescribePullThroughCacheRulesCommand,
  type DescribePullThroughCacheRulesCommandInput,
  DescribeRepositoriesCommand,
  type DescribeRepositoriesCommandInput,
  ECRClient,
  type ECRClientConfig,
  GetLifecyclePolicyCommand,
  type GetLifecyclePolicyCommandInput,
  ListTagsForResourceCommand,
  type ListTagsForResourceCommandInput,
} from '@aws-sdk/client-ecr';
import type { Call } from './call.ts';

/** The calls of ECR that facts and listings make; each named by its own IAM action. */
export function ecrCalls(config: ECRClientConfig, call: Call) {
  const client = new ECRClient(config);
  return {
    batchGetRepositoryScanningConfiguration: (input: BatchGetRepositoryScanningConfigurationCommandInput) =>
      call('ecr:BatchGetRepositoryScanningConfiguration', () =>
        client.send(new BatchGetRepositoryScanningConfigurationCommand(input)),
      ),
    describePullThroughCacheRules: (input: DescribePullThroughCacheRulesCommandInput) =>
      call('ecr:DescribePullThroughCacheRules', () =>
        client.send(new DescribePullThroughCacheRulesCommand(input)),
      ),
    describeRepositories: (input: DescribeRepositoriesCommandInput) =>
      call('ecr:DescribeRepositories', () => client.send(new DescribeRepositoriesCommand(input))),
    getLifecyclePolicy: (input: GetLifecyclePolicyCommandInput) =>
      call('ecr:GetLifecyclePolicy', () => client.send(new GetLifecyclePolicyCommand(input))),
    listTagsForResource: (input: ListTagsForResourceCommandInput) =>
      call('ecr:ListTagsForResource', () => client.send(new ListTagsForResourceCommand(input))),
  };
}
