import { eachType, type ResourceType } from './resource.ts';
import { usesOfCluster } from './uses/cluster.ts';
import { usesOfContainerInstance } from './uses/container-instance.ts';
import { usesOfFamily } from './uses/family.ts';
import { usesOfImage } from './uses/image.ts';
import { usesOfPrincipal } from './uses/principal.ts';
import { usesOfRepository } from './uses/repository.ts';
import type { UseRule } from './uses/rule.ts';
import { usesOfService } from './uses/service.ts';
import { usesOfAccount, usesOfTrail } from './uses/trail.ts';
import { usesOfVpc, usesOfVpcEndpoint } from './uses/vpc.ts';

const NOTHING: UseRule = { facts: [], usesOf: () => [] };

/** What each type of resource uses; the others use nothing. */
export const USES: Readonly<Record<ResourceType, UseRule>> = {
  ...eachType(NOTHING),
  'AWS::ECS::Service': {
    facts: ['service', 'loadBalancers', 'runningImages', 'securityGroups', 'subnets', 'taskNeeds'],
    usesOf: usesOfService,
  },
  'AWS::ECS::TaskDefinition': { facts: ['family'], usesOf: usesOfFamily },
  'AWS::ECS::Cluster': { facts: ['standaloneTasks'], usesOf: usesOfCluster },
  'AWS::ECS::ContainerInstance': {
    facts: ['containerInstance', 'host', 'hostRole'],
    usesOf: usesOfContainerInstance,
  },
  'AWS::ECR::Repository': { facts: ['repository'], usesOf: usesOfRepository },
  'AWS::IAM::Role': { facts: ['principal'], usesOf: usesOfPrincipal },
  'AWS::IAM::User': { facts: ['principal'], usesOf: usesOfPrincipal },
  'AWS::IAM::Group': { facts: ['principal'], usesOf: usesOfPrincipal },
  'AWS::ECR::Image': { facts: ['imageContent'], usesOf: usesOfImage },
  'AWS::CloudTrail::Trail': { facts: ['trail'], usesOf: usesOfTrail },
  'AWS::EC2::VPC': { facts: ['vpcEndpoints', 'vpcSubnets', 'vpcUse'], usesOf: usesOfVpc },
  'AWS::EC2::VPCEndpoint': {
    facts: ['vpcEndpoint', 'vpcUse', 'endpointGroups'],
    usesOf: usesOfVpcEndpoint,
  },
  // Read where a control wants them; only that control is concerned.
  'AWS::::Account': { facts: [], usesOf: usesOfAccount },
};
