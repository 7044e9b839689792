import {
  BatchGetRepositoryScanningConfigurationCommand,
  type BatchGetRepositoryScanningConfigurationCommandInput,
  DescribePullThroughCacheRulesCommand,
  type DescribePullThroughCacheRulesCommandInput,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  type DescribeRepositoriesCommandInput,
  DescribeRepositoryCreationTemplatesCommand,
  type DescribeRepositoryCreationTemplatesCommandInput,
  ECRClient,
  type ECRClientConfig,
  GetLifecyclePolicyCommand,
  type GetLifecyclePolicyCommandInput,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  type GetRepositoryPolicyCommandInput,
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
    describeRegistry: () => call('ecr:DescribeRegistry', () => client.send(new DescribeRegistryCommand({}))),
    describeRepositoryCreationTemplates: (input: DescribeRepositoryCreationTemplatesCommandInput) =>
      call('ecr:DescribeRepositoryCreationTemplates', () =>
        client.send(new DescribeRepositoryCreationTemplatesCommand(input)),
      ),
    getRegistryPolicy: () =>
      call('ecr:GetRegistryPolicy', () => client.send(new GetRegistryPolicyCommand({}))),
    getRepositoryPolicy: (input: GetRepositoryPolicyCommandInput) =>
      call('ecr:GetRepositoryPolicy', () => client.send(new GetRepositoryPolicyCommand(input))),
    getLifecyclePolicy: (input: GetLifecyclePolicyCommandInput) =>
      call('ecr:GetLifecyclePolicy', () => client.send(new GetLifecyclePolicyCommand(input))),
    listTagsForResource: (input: ListTagsForResourceCommandInput) =>
      call('ecr:ListTagsForResource', () => client.send(new ListTagsForResourceCommand(input))),
  };
}
