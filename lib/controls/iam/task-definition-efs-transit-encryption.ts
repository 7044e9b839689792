import { type DefinitionInScope, definitionReason } from '#controls/over-definitions.ts';
import { fileSystemOf, overEfsVolumes } from '#controls/over-efs-volumes.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { EfsVolume } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-efs-transit-encryption',
  title: 'EFS volumes are encrypted in transit',
  guidance: ['IAM-4'],
  severity: 'HIGH',
  version: 2,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Without it files cross the network as plain NFS, for anybody on the way to read and change, and the file system ' +
    'cannot know which role asks: IAM authorization and access points need it.',
  blindSpots: [
    'A file system that the container instance mounts, or a Docker volume driver by NFS, is not seen as EFS.',
    'What the file system itself demands of its clients is judged by other controls.',
    'Volumes on S3 Files and FSx for Windows are not judged: a family that has one is NOT_AVAILABLE, unless it fails.',
  ],
  remediation: {
    text: 'Register the task definition with transitEncryption ENABLED for every EFS volume, and deploy that revision.',
    cli: registerAgainWith(
      '(.volumes[] | select(.efsVolumeConfiguration)).efsVolumeConfiguration.transitEncryption = "ENABLED"',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  Volumes:\n    - Name: <volume>\n      EFSVolumeConfiguration:\n' +
      '        FilesystemId: <file-system>\n        TransitEncryption: ENABLED\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.18' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html',
    'https://docs.aws.amazon.com/efs/latest/ug/encryption-in-transit.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18',
  ],
  evaluate: ({ family }) => overEfsVolumes(family, judgeVolume),
});

function judgeVolume(each: DefinitionInScope, volume: EfsVolume): Evaluation {
  const { name, index, transitEncryption: setting, iam } = volume;
  if (isUnreadable(setting))
    return notAvailable(`volume ${name}: transitEncryption cannot be read (${setting.unreadable})`);
  if (setting?.toUpperCase() === 'ENABLED') return passed();
  // Then ECS demands it (API_EFSAuthorizationConfig), and a definition without it does not start.
  const demanded = iam === 'ENABLED' ? ', though its IAM authorization needs it' : '';
  return failedIf([
    definitionReason(each, {
      code: 'no-transit-encryption',
      subject: name,
      message: `volume ${name} on EFS is not encrypted in transit${demanded}`,
      path: `volumes[${index}].efsVolumeConfiguration.transitEncryption`,
      evidence: fileSystemOf(volume),
    }),
  ]);
}
