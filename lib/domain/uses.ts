import { eachUsed, type ResourceType } from './resource.ts';
import { usesOfCluster } from './uses/cluster.ts';
import { usesOfContainerInstance } from './uses/container-instance.ts';
import { usesOfFamily } from './uses/family.ts';
import { usesOfImage } from './uses/image.ts';
import { usesOfRepository } from './uses/repository.ts';
import type { UseRule } from './uses/rule.ts';
import { usesOfService } from './uses/service.ts';
import { usesOfAccount, usesOfTrail } from './uses/trail.ts';

const NOTHING: UseRule = { facts: [], usesOf: () => [] };

/** What each type of resource uses. A type without an entry does not compile. */
export const USES: Readonly<Record<ResourceType, UseRule>> = {
  'AWS::ECS::Service': {
    facts: ['service', 'loadBalancers', 'runningImages', 'securityGroups', 'subnets'],
    usesOf: usesOfService,
  },
  'AWS::ECS::TaskDefinition': { facts: ['family'], usesOf: usesOfFamily },
  'AWS::ECS::Cluster': { facts: ['standaloneTasks'], usesOf: usesOfCluster },
  'AWS::ECS::ContainerInstance': { facts: ['containerInstance'], usesOf: usesOfContainerInstance },
  'AWS::ECS::CapacityProvider': NOTHING,
  'AWS::ECR::Repository': { facts: ['repository'], usesOf: usesOfRepository },
  'AWS::ECR::Registry': NOTHING,
  'AWS::KMS::Key': NOTHING,
  'AWS::IAM::Role': NOTHING,
  'AWS::IAM::User': NOTHING,
  'AWS::IAM::Group': NOTHING,
  'AWS::IAM::ManagedPolicy': NOTHING,
  'AWS::ECR::Image': { facts: ['imageContent'], usesOf: usesOfImage },
  'AWS::EFS::FileSystem': NOTHING,
  'AWS::EFS::AccessPoint': NOTHING,
  'AWS::CloudTrail::Trail': { facts: ['trail'], usesOf: usesOfTrail },
  'AWS::S3::Bucket': NOTHING,
  // Read where a control wants them; only that control is concerned.
  'AWS::::Account': { facts: [], usesOf: usesOfAccount },
  ...eachUsed(NOTHING),
};
