import { type DefinitionInScope, definitionReason } from '#controls/over-definitions.ts';
import { fileSystemOf, overEfsVolumes } from '#controls/over-efs-volumes.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, type Reason } from '#domain/evaluation.ts';
import type { AccessPoint, AccessPoints } from '#domain/file-system.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import type { EfsVolume } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-efs-access-point',
  title: 'EFS volumes are mounted by an access point of their own',
  guidance: ['IAM-4'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  optionalFacts: ['accessPoints'],
  parameters: [],
  why:
    'An access point decides as whom and where a task works in a file system, whatever user the container runs as. Without ' +
    'one, or with one at / or without a user, a task that is root is root on all that is there.',
  blindSpots: [
    'Whether the policy of the file system lets a client mount without the access point is judged by another control.',
    'That two families share one access point is not seen as a fault.',
    'An access point of another account cannot be told from one that was deleted: both are NOT_AVAILABLE.',
  ],
  remediation: {
    text:
      'Make an access point with a directory and a POSIX user of its own, name it in authorizationConfig without a ' +
      'rootDirectory, register and deploy. Access points cannot be changed: make a new one.',
    cli: registerAgainWith(
      '(.volumes[] | select(.name == "<volume>")).efsVolumeConfiguration.authorizationConfig.accessPointId = "<access-point>"',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  Volumes:\n    - Name: <volume>\n      EFSVolumeConfiguration:\n' +
      '        FilesystemId: <file-system>\n        TransitEncryption: ENABLED\n' +
      '        AuthorizationConfig:\n          AccessPointId: !Ref <access-point>\n          IAM: ENABLED\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'EFS.3' },
    { framework: 'Security Hub', id: 'EFS.4' },
  ],
  references: [
    'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html',
    'https://docs.aws.amazon.com/efs/latest/ug/API_AccessPointDescription.html',
  ],
  evaluate: ({ family, accessPoints }) =>
    overEfsVolumes(family, (each, volume) => judgeVolume(each, volume, accessPoints)),
});

function judgeVolume(
  each: DefinitionInScope,
  volume: EfsVolume,
  accessPoints: AccessPoints | Unavailable,
): Evaluation {
  const { name, accessPointId: id } = volume;
  if (isUnreadable(id))
    return notAvailable(`volume ${name}: accessPointId cannot be read (${id.unreadable})`);
  if (id === undefined || id === '')
    return failedIf([
      reason(each, volume, 'no-access-point', `volume ${name} on EFS is mounted without an access point`),
    ]);
  const point = pointNamed(id, accessPoints);
  if (typeof point === 'string') return notAvailable(`volume ${name}: ${point}`);
  const { path = '/', hasUser } = point;
  if (isUnreadable(path))
    return notAvailable(`volume ${name}: the path of ${id} cannot be read (${path.unreadable})`);
  if (isUnreadable(hasUser))
    return notAvailable(`volume ${name}: the user of ${id} cannot be read (${hasUser.unreadable})`);
  // The path of the access point: rootDirectory must be / or absent where there is one (API_EFSAuthorizationConfig).
  const atRoot = path.split('/').every((part) => part === '' || part === '.');
  return failedIf([
    ...(atRoot
      ? [
          reason(
            each,
            volume,
            'root-access-point',
            `volume ${name} on EFS is mounted by an access point at the root`,
            id,
          ),
        ]
      : []),
    ...(hasUser === true
      ? []
      : [
          reason(
            each,
            volume,
            'access-point-without-user',
            `volume ${name} on EFS is mounted by an access point without a POSIX user`,
            id,
          ),
        ]),
  ]);
}

/** The access point, or in words why it is not known. */
function pointNamed(id: string, accessPoints: AccessPoints | Unavailable): AccessPoint | string {
  if (isUnavailable(accessPoints)) return `access points are not known (${sayUnavailable(accessPoints)})`;
  const point = Object.hasOwn(accessPoints, id) ? accessPoints[id] : undefined;
  if (point === undefined) return "its access point is not in this account: deleted, or another account's";
  return isUnavailable(point) ? `its access point is not known (${sayUnavailable(point)})` : point;
}

const reason = (
  each: DefinitionInScope,
  volume: EfsVolume,
  code: string,
  message: string,
  accessPoint?: string,
): Reason =>
  definitionReason(each, {
    code,
    subject: volume.name,
    message,
    path: `volumes[${volume.index}].efsVolumeConfiguration.authorizationConfig.accessPointId`,
    evidence: { ...fileSystemOf(volume), ...(accessPoint !== undefined && { accessPoints: [accessPoint] }) },
  });
