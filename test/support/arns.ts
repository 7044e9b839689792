import type { Arn } from '#domain/arn.ts';
import type { ResourceType } from '#domain/resource.ts';
import { cluster, containerInstance, FAMILY, fileSystem, repository, service } from './facts.ts';
import { IMAGE } from './images.ts';
import { ENDPOINT, VPC } from './vpc.ts';

const ARNS: Partial<Record<ResourceType, Arn>> = {
  'AWS::ECS::TaskDefinition': FAMILY,
  'AWS::ECS::Service': service([]).arn,
  'AWS::ECS::Cluster': cluster().arn,
  'AWS::ECS::ContainerInstance': containerInstance().arn,
  'AWS::ECR::Repository': repository().arn,
  'AWS::ECR::Image': IMAGE,
  'AWS::EFS::FileSystem': fileSystem().arn,
  'AWS::EC2::VPC': VPC,
  'AWS::EC2::VPCEndpoint': ENDPOINT,
};

/** The ARN of a resource of a type, as the facts made in tests have it; the account's where any will do. */
export const arnOf = (type: ResourceType): Arn => ARNS[type] ?? 'arn:aws:iam::123456789012:root';
