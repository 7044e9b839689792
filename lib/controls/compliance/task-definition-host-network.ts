import { judgeHostNamespace } from '#controls/host-namespace.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';

export default defineControl({
  id: 'task-definition-host-network',
  title: 'No task shares the network of its host',
  guidance: ['CMP-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'A container in the network of its host reaches what listens there on localhost, the credentials of the instance ' +
    'role and the traffic of other tasks, and security groups cannot tell it from the host.',
  blindSpots: [
    'In bridge mode a container may still reach the instance metadata; that is a setting of the container instance.',
    'Daemon task definitions have no network mode of their own: they pass, and what network ECS gives them is not judged.',
    'Agents that need the network of the host have no built-in exemption: suppress them by name.',
  ],
  remediation: {
    text: 'Register the task definition with network mode awsvpc, give its services subnets and security groups, and deploy.',
    cli: registerAgainWith('.networkMode = "awsvpc"'),
    cloudFormation: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  NetworkMode: awsvpc\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.17' },
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 5.10' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17',
  ],
  evaluate: ({ family }) =>
    judgeHostNamespace(family, { setting: 'networkMode', code: 'host-network', shares: 'network' }),
});
