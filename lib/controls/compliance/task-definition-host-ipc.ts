import { judgeHostNamespace } from '#controls/host-namespace.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'task-definition-host-ipc',
  title: 'No task shares the memory segments of its host',
  guidance: ['CMP-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'A container in the IPC namespace of its host can read and write the shared memory, semaphores and queues of all ' +
    'processes there, those of other tasks too.',
  blindSpots: [
    'Where no ipcMode is stated the Docker daemon of the container instance decides; its setting cannot be read.',
    'Agents that need the memory segments of the host have no built-in exemption: suppress them by name.',
  ],
  remediation: {
    text: 'Register the task definition with ipcMode none, or `task` where its containers share memory, and deploy it.',
    cli: registerAgainWith('.ipcMode = "none"'),
    cloudFormation: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  IpcMode: none\n',
  },
  // The numbering of the benchmark that Docker Bench 1.6.0 runs.
  mappings: [{ framework: 'CIS Docker', id: 'v1.6.0 5.17' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_definition_ipcmode',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonTaskDefinition.html',
  ],
  evaluate: ({ family }) =>
    judgeHostNamespace(family, { setting: 'ipcMode', code: 'host-ipc', shares: 'memory segments' }),
});
