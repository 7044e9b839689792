import { type DefinitionInScope, definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { EfsVolume } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-efs-transit-encryption',
  title: 'EFS volumes are encrypted in transit',
  guidance: ['IAM-4'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Without it files cross the network as plain NFS, for anybody on the way to read and change, and the file system ' +
    'cannot know which role asks: IAM authorization and access points need it.',
  blindSpots: [
    'A file system that the container instance mounts, or a Docker volume driver by NFS, is not seen as EFS.',
    'What the file system itself demands of its clients is judged by other controls.',
    'Other network volumes (FSx for Windows, S3 Files) have no such setting and are not judged.',
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
  evaluate: ({ family }) =>
    overDefinitions(family, (each) => {
      const { efsVolumes, volumesUnreadable } = each.definition;
      const judged = efsVolumes
        .toSorted((a, b) => a.index - b.index)
        .map((volume) => judgeVolume(each, volume));
      if (volumesUnreadable !== undefined)
        judged.push(
          notAvailable(
            `revision ${each.revision.revision}: its volumes cannot be read (${volumesUnreadable})`,
          ),
        );
      return judged.length > 0 ? judged : [notApplicable('it has no EFS volume')];
    }),
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
      evidence: { ...(typeof volume.fileSystemId === 'string' && { fileSystems: [volume.fileSystemId] }) },
    }),
  ]);
}
