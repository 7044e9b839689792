import type { BridgedTasks, ContainerInstance, Host, MachineImage } from '#domain/container-instance.ts';
import type { FactSpec } from './spec.ts';

/** What is read of container instances and the machines under them. */
export interface ContainerInstanceFacts {
  readonly containerInstance: ContainerInstance;
  readonly host: Host;
  readonly machineImage: MachineImage;
  readonly bridgedTasks: BridgedTasks;
}

export const CONTAINER_INSTANCE_FACTS = {
  containerInstance: {
    actions: ['ecs:DescribeContainerInstances'],
    bulk: ['ecs:ListClusters', 'ecs:ListContainerInstances'],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  host: {
    actions: ['ec2:DescribeInstances'],
    bulk: [],
    needs: ['containerInstance'],
    reads: ['AWS::EC2::Instance'],
    readsUsers: false,
    identifies: false,
    shape: 2,
  },
  bridgedTasks: {
    actions: ['ecs:ListTasks', 'ecs:DescribeTasks', 'ecs:DescribeTaskDefinition'],
    bulk: [],
    needs: ['containerInstance', 'host'],
    // Tasks come and go: the sweep sees which are there.
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  machineImage: {
    actions: ['ec2:DescribeImages'],
    bulk: [],
    needs: ['host'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof ContainerInstanceFacts, FactSpec>;
