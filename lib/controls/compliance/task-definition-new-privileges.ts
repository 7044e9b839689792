import { devicesExposed, hostPorts, loosened, privilegesGained, unlimited } from '#controls/confinement.ts';
import { exemptWhere } from '#controls/exempt.ts';
import { type ContainerInScope, overContainers, unreadableSetting } from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, passed, together } from '#domain/evaluation.ts';
import { type Family, onlyOnManagedInstances } from '#domain/family.ts';
import { isUnreadable, type ReadableList } from '#domain/readable.ts';

export default defineControl({
  id: 'task-definition-new-privileges',
  title: 'Containers on EC2 cannot gain privileges or loosen their confinement',
  guidance: ['CMP-2'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Without no-new-privileges a setuid program in the image makes an ordinary user root. HIGH where seccomp or AppArmor ' +
    'is switched off or memory or a disk of the host is handed over as a device, MEDIUM where SELinux is switched off; LOW ' +
    'for other devices, host ports below 1024 and limits of the kernel that are lifted.',
  blindSpots: [
    'What the Docker daemon of the instance sets for all containers (no-new-privileges, seccomp, ulimits) cannot be read.',
    'ECS documents no value that switches seccomp off; one is judged where a template or definition has it.',
    'What a custom AppArmor or SELinux profile allows is not seen.',
    'Neither daemons nor Managed Instances have security options; of them only devices, ports and limits are judged.',
  ],
  remediation: {
    text:
      'Register the task definition with the security option no-new-privileges and without what is named, and deploy it. ' +
      'Programs that must change their user, such as sudo, stop working.',
    cli: registerAgain('dockerSecurityOptions', '["no-new-privileges"]'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n' +
      '      DockerSecurityOptions: [no-new-privileges]\n',
  },
  // The numbering of the benchmark that Docker Bench 1.6.0 runs.
  mappings: ['5.2', '5.3', '5.8', '5.18', '5.19', '5.22', '5.26'].map((id) => ({
    framework: 'CIS Docker' as const,
    id: `v1.6.0 ${id}`,
  })),
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html',
  ],
  evaluate: ({ family }) =>
    overContainers(
      family,
      (each) => judgeConfinement(each, family),
      exemptWhere(family, {
        fargate: 'Fargate takes no security options and confines tasks itself',
        windows: 'Windows containers have no such options',
      }),
    ),
});

function judgeConfinement(each: ContainerInScope, family: Family): Evaluation {
  const { container, definition } = each;
  const { dockerSecurityOptions, devices, ulimits, portMappings } = container;
  // Neither has the parameter (API_DaemonContainerDefinition; developer guide, "task definition differences").
  const hasOptions = definition.kind === 'task' && !onlyOnManagedInstances(family, definition);
  const options: ReadableList<string> = hasOptions ? dockerSecurityOptions : { items: [] };
  const judged = together(
    [
      failedIf([
        ...(hasOptions ? [...privilegesGained(each), ...loosened(each)] : []),
        ...devicesExposed(each),
        ...unlimited(each),
      ]),
      ...hostPorts(each),
      ...Object.entries({ dockerSecurityOptions: options, devices, ulimits, portMappings }).flatMap(
        ([setting, { unreadable }]) =>
          unreadable === undefined ? [] : [unreadableSetting(each, setting, unreadable)],
      ),
    ],
    passed(),
  );
  // On Windows none of it would be anything.
  return judged.status === 'FAILED' && isUnreadable(definition.operatingSystem)
    ? unreadableSetting(each, 'the operating system', definition.operatingSystem.unreadable)
    : judged;
}
