import { type DefinitionInScope, definitionReason } from '#controls/over-definitions.ts';
import { fileSystemOf, overEfsVolumes } from '#controls/over-efs-volumes.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { EfsVolume } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-efs-iam',
  title: 'EFS volumes are mounted with the task role',
  guidance: ['IAM-4'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Without IAM authorization a file system cannot tell one task from another: whoever reaches a mount target reads and ' +
    'writes as far as the numbers of users allow, and its policy cannot name a role.',
  blindSpots: [
    'What the task role may do with the file system is judged by other controls, and so is the policy of the file system.',
    'A file system that the container instance mounts, or a Docker volume driver by NFS, is not seen as EFS.',
    'Volumes on S3 Files and FSx for Windows are not judged: a family that has one is NOT_AVAILABLE, unless it fails.',
  ],
  remediation: {
    text:
      'Give the family a task role that may mount the file system, register the task definition with IAM authorization and ' +
      'transit encryption for every EFS volume, and deploy that revision.',
    cli: registerAgainWith(
      '(.volumes[] | select(.efsVolumeConfiguration)).efsVolumeConfiguration |= (.transitEncryption = "ENABLED"' +
        ' | .authorizationConfig.iam = "ENABLED")',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <role>.Arn\n  Volumes:\n    - Name: <volume>\n' +
      '      EFSVolumeConfiguration:\n        FilesystemId: <file-system>\n        TransitEncryption: ENABLED\n' +
      '        AuthorizationConfig:\n          IAM: ENABLED\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html',
    'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
  ],
  evaluate: ({ family }) => overEfsVolumes(family, judgeVolume),
});

function judgeVolume(each: DefinitionInScope, volume: EfsVolume): Evaluation {
  const { name, index, iam } = volume;
  if (isUnreadable(iam))
    return notAvailable(`volume ${name}: authorizationConfig.iam cannot be read (${iam.unreadable})`);
  if (iam?.toUpperCase() === 'ENABLED') return passed();
  return failedIf([
    definitionReason(each, {
      code: 'no-iam-authorization',
      subject: name,
      message: `volume ${name} on EFS is mounted without the task role`,
      path: `volumes[${index}].efsVolumeConfiguration.authorizationConfig.iam`,
      evidence: fileSystemOf(volume),
    }),
  ]);
}
