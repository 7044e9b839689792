import { exemptWhere } from '#controls/exempt.ts';
import { containerReason, overContainers, unreadableSetting } from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'task-definition-privileged',
  title: 'No container is privileged',
  guidance: ['CMP-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'A privileged container has every capability of root on its container instance: who takes it over has the ' +
    'instance, its role and every other task on it.',
  blindSpots: [
    'Capabilities, devices and host mounts that come close to privileged are judged by other controls.',
    'An agent may refuse privileged containers (ECS_DISABLE_PRIVILEGED); that setting cannot be read.',
    'Agents that must be privileged have no built-in exemption: suppress them by name.',
  ],
  remediation: {
    text: 'Register the task definition without privileged, add only the capabilities it needs, and deploy that revision.',
    cli: registerAgain('privileged', 'false'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      Privileged: false\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.4' },
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 5.5' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_security',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4',
  ],
  evaluate: ({ family }) =>
    overContainers(
      family,
      (each) => {
        const { container, definition } = each;
        if (isUnreadable(container.privileged))
          return unreadableSetting(each, 'privileged', container.privileged.unreadable);
        if (container.privileged !== true) return passed();
        if (isUnreadable(definition.operatingSystem))
          return unreadableSetting(each, 'the operating system', definition.operatingSystem.unreadable);
        const message = `container ${container.name} is privileged`;
        return failedIf([containerReason(each, { code: 'privileged', setting: 'privileged', message })]);
      },
      // Neither is supported, says the API: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
      exemptWhere(family, {
        fargate: 'Fargate runs no privileged containers',
        windows: 'Windows containers cannot be privileged',
      }),
    ),
});
