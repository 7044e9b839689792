import {
  DescribeCapacityProvidersCommand,
  type DescribeCapacityProvidersCommandInput,
  DescribeClustersCommand,
  type DescribeClustersCommandInput,
  DescribeContainerInstancesCommand,
  type DescribeContainerInstancesCommandInput,
  DescribeDaemonTaskDefinitionCommand,
  type DescribeDaemonTaskDefinitionCommandInput,
  DescribeServiceRevisionsCommand,
  type DescribeServiceRevisionsCommandInput,
  DescribeServicesCommand,
  type DescribeServicesCommandInput,
  DescribeTaskDefinitionCommand,
  type DescribeTaskDefinitionCommandInput,
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ECSClient,
  type ECSClientConfig,
  ListAccountSettingsCommand,
  type ListAccountSettingsCommandInput,
  ListClustersCommand,
  type ListClustersCommandInput,
  ListContainerInstancesCommand,
  type ListContainerInstancesCommandInput,
  ListDaemonTaskDefinitionsCommand,
  type ListDaemonTaskDefinitionsCommandInput,
  ListServicesCommand,
  type ListServicesCommandInput,
  ListTaskDefinitionFamiliesCommand,
  type ListTaskDefinitionFamiliesCommandInput,
  ListTasksCommand,
  type ListTasksCommandInput,
} from '@aws-sdk/client-ecs';
import type { Call } from './call.ts';

/** The calls of ECS that facts and listings make; each named by its own IAM action. */
export function ecsCalls(config: ECSClientConfig, call: Call) {
  const client = new ECSClient(config);
  return {
    describeCapacityProviders: (input: DescribeCapacityProvidersCommandInput) =>
      call('ecs:DescribeCapacityProviders', () => client.send(new DescribeCapacityProvidersCommand(input))),
    describeClusters: (input: DescribeClustersCommandInput) =>
      call('ecs:DescribeClusters', () => client.send(new DescribeClustersCommand(input))),
    describeContainerInstances: (input: DescribeContainerInstancesCommandInput) =>
      call('ecs:DescribeContainerInstances', () => client.send(new DescribeContainerInstancesCommand(input))),
    describeDaemonTaskDefinition: (input: DescribeDaemonTaskDefinitionCommandInput) =>
      call('ecs:DescribeDaemonTaskDefinition', () =>
        client.send(new DescribeDaemonTaskDefinitionCommand(input)),
      ),
    describeServiceRevisions: (input: DescribeServiceRevisionsCommandInput) =>
      call('ecs:DescribeServiceRevisions', () => client.send(new DescribeServiceRevisionsCommand(input))),
    describeServices: (input: DescribeServicesCommandInput) =>
      call('ecs:DescribeServices', () => client.send(new DescribeServicesCommand(input))),
    describeTaskDefinition: (input: DescribeTaskDefinitionCommandInput) =>
      call('ecs:DescribeTaskDefinition', () => client.send(new DescribeTaskDefinitionCommand(input))),
    describeTasks: (input: DescribeTasksCommandInput) =>
      call('ecs:DescribeTasks', () => client.send(new DescribeTasksCommand(input))),
    listAccountSettings: (input: ListAccountSettingsCommandInput) =>
      call('ecs:ListAccountSettings', () => client.send(new ListAccountSettingsCommand(input))),
    listClusters: (input: ListClustersCommandInput) =>
      call('ecs:ListClusters', () => client.send(new ListClustersCommand(input))),
    listContainerInstances: (input: ListContainerInstancesCommandInput) =>
      call('ecs:ListContainerInstances', () => client.send(new ListContainerInstancesCommand(input))),
    listDaemonTaskDefinitions: (input: ListDaemonTaskDefinitionsCommandInput) =>
      call('ecs:ListDaemonTaskDefinitions', () => client.send(new ListDaemonTaskDefinitionsCommand(input))),
    listServices: (input: ListServicesCommandInput) =>
      call('ecs:ListServices', () => client.send(new ListServicesCommand(input))),
    listTaskDefinitionFamilies: (input: ListTaskDefinitionFamiliesCommandInput) =>
      call('ecs:ListTaskDefinitionFamilies', () => client.send(new ListTaskDefinitionFamiliesCommand(input))),
    listTasks: (input: ListTasksCommandInput) =>
      call('ecs:ListTasks', () => client.send(new ListTasksCommand(input))),
  };
}
