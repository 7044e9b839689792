import { type Fields, fieldsOf, textOf } from '#domain/normalise/fields.ts';
import type { Place } from '#domain/resource.ts';
import { ResourceNames } from './resolve/names.ts';
import type { Declared, Template } from './template.ts';
import type { Source } from './text/read.ts';

/**
 * A file with one task definition, as a template that declares nothing else: the input of RegisterTaskDefinition, or
 * what DescribeTaskDefinition answers; daemon task definitions alike. Undefined when the file is none.
 */
export function toDefinitionFile({ value, places }: Source, place: Place): Template | undefined {
  const document = fieldsOf(value);
  const daemon = fieldsOf(document?.['daemonTaskDefinition']);
  const definition = daemon ?? fieldsOf(document?.['taskDefinition']) ?? document;
  if (!document || !definition || !('containerDefinitions' in definition)) return undefined;
  const logicalId = textOf(definition['family']) ?? 'task-definition';
  const tags = document['tags'] ?? definition['tags'];
  const fields: Fields = places.carry(definition, { ...definition, ...(tags !== undefined && { tags }) });
  const declared: Declared = {
    logicalId,
    type:
      daemon || 'daemonTaskDefinitionArn' in definition
        ? 'AWS::ECS::DaemonTaskDefinition'
        : 'AWS::ECS::TaskDefinition',
    line: places.lineOf(definition) ?? 1,
    metadata: undefined,
    properties: {},
    fields,
  };
  const resources = new Map([[logicalId, declared]]);
  return { resources, names: new ResourceNames(() => undefined, place), faults: [], notes: [] };
}
