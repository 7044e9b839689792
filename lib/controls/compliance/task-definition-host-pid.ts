import { judgeHostNamespace } from '#controls/host-namespace.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'task-definition-host-pid',
  title: 'No task shares the processes of its host',
  guidance: ['CMP-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'A container among the processes of its host sees the environment and the files of every other process there, and ' +
    'with a capability or two it may stop, trace or become them.',
  blindSpots: [
    'Sharing processes within the task (`task`) is no fault: it is what monitoring sidecars need.',
    'Agents that need the processes of the host have no built-in exemption: suppress them by name.',
  ],
  remediation: {
    text: 'Register the task definition without pidMode, or with `task` where a sidecar watches the others, and deploy it.',
    cli: registerAgainWith('del(.pidMode)'),
    cloudFormation: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  PidMode: task\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.3' },
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 5.16' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_definition_pidmode',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonTaskDefinition.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3',
  ],
  evaluate: ({ family }) =>
    judgeHostNamespace(family, { setting: 'pidMode', code: 'host-pid', shares: 'processes' }),
});
