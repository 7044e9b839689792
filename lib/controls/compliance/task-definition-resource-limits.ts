import { exemptWhere } from '#controls/exempt.ts';
import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-resource-limits',
  title: 'Every container has a limit of memory',
  guidance: ['CMP-2'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'A container without a limit, by fault or by force, takes the memory of every task beside it on the instance. A ' +
    'limit of the task holds for all its containers; a reservation alone is none.',
  blindSpots: [
    'Whether a limit is a sensible one is not judged.',
    'Without a share of CPU a container only gets less: that is no finding.',
    'The number of processes cannot be limited in a task definition.',
  ],
  remediation: {
    text: 'Register the task definition with memory for the container or for the whole task, in MiB, and deploy that revision.',
    cli: registerAgain('memory', '512'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      Memory: 512\n',
  },
  // The numbering of the benchmark that Docker Bench 1.6.0 runs.
  mappings: [{ framework: 'CIS Docker', id: 'v1.6.0 5.11' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-memory-hard-limit.html',
  ],
  evaluate: ({ family }) =>
    overContainers(
      family,
      judgeMemory,
      exemptWhere(family, { fargate: 'Fargate limits every task by its size' }),
    ),
});

function judgeMemory(each: ContainerInScope): Evaluation {
  const { container, definition } = each;
  const { memoryLimit, memoryReservation } = container;
  if (isUnreadable(memoryLimit)) return unreadableSetting(each, 'memory', memoryLimit.unreadable);
  if (memoryLimit !== undefined) return passed();
  const { memory, operatingSystem } = definition;
  if (isUnreadable(memory)) return unreadableSetting(each, 'the memory of the task', memory.unreadable);
  if (memory !== undefined && isUnreadable(operatingSystem))
    return unreadableSetting(each, 'the operating system', operatingSystem.unreadable);
  // Windows knows no limit of the task (API_RegisterTaskDefinition, memory).
  const ignored = memory !== undefined && isWindows(definition);
  if (memory !== undefined && !ignored) return passed();
  const says = ignored
    ? 'has no limit of memory, and Windows ignores that of the task'
    : memoryReservation === undefined
      ? 'has no limit of memory'
      : 'has no limit of memory, only a reservation';
  const message = `container ${container.name} ${says}`;
  return failedIf([containerReason(each, { code: 'no-memory-limit', setting: 'memory', message })]);
}
