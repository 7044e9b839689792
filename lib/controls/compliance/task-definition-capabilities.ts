import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, passed, together } from '#domain/evaluation.ts';
import { type Family, onlyOnFargate } from '#domain/family.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Severity } from '#domain/severity.ts';
import { isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-capabilities',
  title: 'Containers get no dangerous capabilities',
  guidance: ['CMP-2'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: ['allowedCapabilities'],
  why:
    'Capabilities are the power of root in parts. HIGH for those that give the host away (ALL, SYS_ADMIN, NET_ADMIN, ' +
    'SYS_MODULE, SYS_RAWIO, BPF), LOW for SYS_PTRACE on Fargate, the only one it takes, MEDIUM for any other.',
  blindSpots: [
    'What Docker gives every container is no finding, and neither is that it was not dropped.',
    'Privileged containers have all capabilities: another control judges them.',
    'File capabilities and setuid programs in the image are not seen.',
  ],
  remediation: {
    text:
      'Register the task definition without the capability and deploy it; where it is needed, list it under ' +
      'allowedCapabilities or suppress the finding for that family.',
    cli: registerAgain('linuxParameters.capabilities.add', '[]'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n' +
      '      LinuxParameters:\n        Capabilities:\n          Add: []\n',
  },
  // The numbering of the benchmark that Docker Bench 1.6.0 runs.
  mappings: [{ framework: 'CIS Docker', id: 'v1.6.0 5.4' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  ],
  evaluate: ({ family }, { parameters: { allowedCapabilities } }) => {
    const allowed = new Set([...BY_DEFAULT, ...allowedCapabilities.map(bare)]);
    return overContainers(
      family,
      (each) => judgeCapabilities(each, family, allowed),
      (definition) =>
        isWindows(definition) ? 'Windows containers have no capabilities of Linux' : undefined,
    );
  },
});

const bare = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

/** What Docker gives every container (Docker reference, "Runtime privilege and Linux capabilities"): added again, it is nothing more. */
const BY_DEFAULT: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Those with which a process in the container may change its host or every network on it. */
const OF_THE_HOST: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'NET_ADMIN',
  'SYS_MODULE',
  'SYS_RAWIO',
  'BPF',
]);

function judgeCapabilities(each: ContainerInScope, family: Family, allowed: ReadonlySet<string>): Evaluation {
  const { container, definition } = each;
  const { items, unreadable } = container.addedCapabilities;
  const added = items.filter((name) => !allowed.has(name));
  if (added.length > 0 && isUnreadable(definition.operatingSystem))
    return unreadableSetting(each, 'the operating system', definition.operatingSystem.unreadable);
  const onFargate = onlyOnFargate(family, definition);
  const reasons = added.map((name) =>
    containerReason(each, {
      code: 'added-capability',
      subject: `${container.name} ${name}`,
      message: `container ${container.name} is given the capability ${name}`,
      setting: 'linuxParameters.capabilities.add',
      severity: severityOf(name, onFargate),
    }),
  );
  const unread =
    unreadable === undefined ? passed() : unreadableSetting(each, 'linuxParameters.capabilities', unreadable);
  return together([failedIf(reasons), unread], passed());
}

function severityOf(name: string, onFargate: boolean): Severity {
  if (onFargate && name === 'SYS_PTRACE') return 'LOW';
  return OF_THE_HOST.has(name) ? 'HIGH' : 'MEDIUM';
}
