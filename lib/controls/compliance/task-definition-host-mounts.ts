import { exemptWhere } from '#controls/exempt.ts';
import { kindOfPath, kindOfWindowsPath, normalPath } from '#controls/host-path.ts';
import { mountsOf } from '#controls/mounts.ts';
import { type ContainerInScope, containerReason, overContainers } from '#controls/over-containers.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { type HostVolume, isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-host-mounts',
  title: 'Containers mount nothing sensitive of their host',
  guidance: ['CMP-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Who has the socket of Docker starts any container and so owns the host, read-only or not: CRITICAL. Other places of ' +
    'the host let a container read its secrets or change what runs there: HIGH. MEDIUM where an agent only reads /proc or ' +
    '/sys, LOW where a container only reads time zones or certificates.',
  blindSpots: [
    'What a link on the host points to is not known; /var/run counts as /run.',
    'A volume that no container mounts gives nobody anything and is passed over.',
    'Volumes of other Docker drivers, and what the container instance itself mounts, are not seen.',
    'Agents that need such a mount have no built-in exemption: suppress them by name.',
  ],
  remediation: {
    text: 'Register the task definition without the mount, or with a volume of its own or on EFS instead, and deploy that revision.',
    cli: registerAgainWith(
      '(.containerDefinitions[] | select(.name == "<container>")).mountPoints |= map(select(.sourceVolume != "<volume>"))',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  Volumes:\n    - Name: <volume>\n      Host: {}\n',
  },
  mappings: [
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 5.6' },
    { framework: 'CIS Docker', id: 'v1.6.0 5.32' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DockerVolumeConfiguration.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html',
  ],
  evaluate: ({ family }) =>
    // Not supported: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html
    overContainers(
      family,
      judgeMounts,
      exemptWhere(family, { fargate: 'Fargate lets no task mount places of its host' }),
    ),
});

function judgeMounts(each: ContainerInScope): Evaluation {
  const { definition, container } = each;
  const { mounts, unreadable } = mountsOf(container, definition);
  const judged = mounts.flatMap(({ volume, readOnly }) =>
    definition.hostVolumes.items
      .filter(({ name }) => name === volume)
      .map((host) => judgeMount(each, host, readOnly || host.readOnly)),
  );
  const why = unreadable ?? (mounts.length > 0 ? definition.hostVolumes.unreadable : undefined);
  if (why !== undefined)
    judged.push(notAvailable(`container ${container.name}: its mounts cannot be read (${why})`));
  return together(judged, passed());
}

function judgeMount(
  each: ContainerInScope,
  { sourcePath, name, index }: HostVolume,
  readOnly: boolean,
): Evaluation {
  const { container, definition } = each;
  if (isUnreadable(sourcePath))
    return notAvailable(`volume ${name}: its path on the host cannot be read (${sourcePath.unreadable})`);
  const path = normalPath(sourcePath);
  const kind = (isWindows(definition) ? kindOfWindowsPath : kindOfPath)(path);
  if (kind === 'ordinary') return passed();
  const grade = GRADES[kind](readOnly);
  return failedIf([
    containerReason(each, {
      code: grade.code,
      severity: grade.severity,
      subject: `${container.name} ${path}`,
      message: `container ${container.name} ${grade.says} ${path} of its host`,
      setting: 'mountPoints',
      evidence: { volumes: [`${name} (volumes[${index}])`] },
    }),
  ]);
}

type Grade = Pick<Reason, 'code'> & {
  readonly severity: NonNullable<Reason['severity']>;
  readonly says: string;
};
const WRITES: Grade = { code: 'host-path', severity: 'HIGH', says: 'can write to' };
const reads = (severity: Grade['severity']): Grade => ({
  code: 'host-path-read-only',
  severity,
  says: 'can read',
});

const GRADES: Readonly<
  Record<Exclude<ReturnType<typeof kindOfPath>, 'ordinary'>, (readOnly: boolean) => Grade>
> = {
  'runtime-socket': () => ({
    code: 'runtime-socket',
    severity: 'CRITICAL',
    says: 'has the socket of the container runtime: it mounts',
  }),
  sensitive: (readOnly) => (readOnly ? reads('HIGH') : WRITES),
  kernel: (readOnly) => (readOnly ? reads('MEDIUM') : WRITES),
  public: (readOnly) => (readOnly ? reads('LOW') : WRITES),
};
