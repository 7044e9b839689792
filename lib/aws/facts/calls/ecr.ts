import {
  BatchGetImageCommand,
  type BatchGetImageCommandInput,
  BatchGetRepositoryScanningConfigurationCommand,
  type BatchGetRepositoryScanningConfigurationCommandInput,
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsCommandInput,
  DescribeImageSigningStatusCommand,
  type DescribeImageSigningStatusCommandInput,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribePullThroughCacheRulesCommand,
  type DescribePullThroughCacheRulesCommandInput,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  type DescribeRepositoriesCommandInput,
  DescribeRepositoryCreationTemplatesCommand,
  type DescribeRepositoryCreationTemplatesCommandInput,
  ECRClient,
  type ECRClientConfig,
  GetDownloadUrlForLayerCommand,
  type GetDownloadUrlForLayerCommandInput,
  GetLifecyclePolicyCommand,
  type GetLifecyclePolicyCommandInput,
  GetRegistryPolicyCommand,
  GetRepositoryPolicyCommand,
  type GetRepositoryPolicyCommandInput,
  ListImageReferrersCommand,
  type ListImageReferrersCommandInput,
  ListTagsForResourceCommand,
  type ListTagsForResourceCommandInput,
} from '@aws-sdk/client-ecr';
import type { Call } from './call.ts';

/** The calls of ECR that facts and listings make; each named by its own IAM action. */
export function ecrCalls(config: ECRClientConfig, call: Call) {
  const client = new ECRClient(config);
  return {
    batchGetImage: (input: BatchGetImageCommandInput) =>
      call('ecr:BatchGetImage', () => client.send(new BatchGetImageCommand(input))),
    batchGetRepositoryScanningConfiguration: (input: BatchGetRepositoryScanningConfigurationCommandInput) =>
      call('ecr:BatchGetRepositoryScanningConfiguration', () =>
        client.send(new BatchGetRepositoryScanningConfigurationCommand(input)),
      ),
    describeImages: (input: DescribeImagesCommandInput) =>
      call('ecr:DescribeImages', () => client.send(new DescribeImagesCommand(input))),
    describeImageScanFindings: (input: DescribeImageScanFindingsCommandInput) =>
      call('ecr:DescribeImageScanFindings', () => client.send(new DescribeImageScanFindingsCommand(input))),
    describeImageSigningStatus: (input: DescribeImageSigningStatusCommandInput) =>
      call('ecr:DescribeImageSigningStatus', () => client.send(new DescribeImageSigningStatusCommand(input))),
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
    getDownloadUrlForLayer: (input: GetDownloadUrlForLayerCommandInput) =>
      call('ecr:GetDownloadUrlForLayer', () => client.send(new GetDownloadUrlForLayerCommand(input))),
    getLifecyclePolicy: (input: GetLifecyclePolicyCommandInput) =>
      call('ecr:GetLifecyclePolicy', () => client.send(new GetLifecyclePolicyCommand(input))),
    /** Allowed by BatchGetImage: it has no action of its own (ECR API reference). */
    listImageReferrers: (input: ListImageReferrersCommandInput) =>
      call('ecr:BatchGetImage', () => client.send(new ListImageReferrersCommand(input))),
    listTagsForResource: (input: ListTagsForResourceCommandInput) =>
      call('ecr:ListTagsForResource', () => client.send(new ListTagsForResourceCommand(input))),
  };
}
