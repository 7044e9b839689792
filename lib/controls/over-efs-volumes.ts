import { type DefinitionInScope, overDefinitions } from '#controls/over-definitions.ts';
import { type Evaluation, notApplicable, notAvailable } from '#domain/evaluation.ts';
import type { Family } from '#domain/family.ts';
import type { EfsVolume } from '#domain/task-definition.ts';

/**
 * The verdict on a family from the verdict on each EFS volume of each revision, in the order of `overDefinitions`. A
 * volume on a file system of another kind is not judged, which is said, never passed over.
 */
export const overEfsVolumes = (
  family: Family,
  judge: (each: DefinitionInScope, volume: EfsVolume) => Evaluation,
): Evaluation =>
  overDefinitions(family, (each) => {
    const { efsVolumes, volumesUnreadable, otherVolumes } = each.definition;
    const judged = efsVolumes.toSorted((a, b) => a.index - b.index).map((volume) => judge(each, volume));
    if (volumesUnreadable !== undefined)
      judged.push(
        notAvailable(`revision ${each.revision.revision}: its volumes cannot be read (${volumesUnreadable})`),
      );
    for (const { name, kind } of otherVolumes.items)
      judged.push(notAvailable(`volume ${name} is on ${kind}, which no control judges`));
    return judged.length > 0 ? judged : [notApplicable('it has no EFS volume')];
  });

/** The file system of a volume, for evidence. */
export const fileSystemOf = ({ fileSystemId }: EfsVolume) =>
  typeof fileSystemId === 'string' ? { fileSystems: [fileSystemId] } : {};
