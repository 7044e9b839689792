import { fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';

/** Properties whose keys are the user's own words, not CloudFormation's. */
const MAPS: ReadonlySet<string> = new Set(['DockerLabels', 'Options', 'DriverOpts', 'Labels']);
/** Where CloudFormation's spelling is more than a capital away from the API's. */
const SPELLINGS: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  S3FilesVolumeConfiguration: 's3filesVolumeConfiguration',
};
/** A task definition nests six deep; what lies deeper than this is none of its settings. */
const DEEPEST = 20;

/**
 * A task definition from the `Properties` of AWS::ECS::TaskDefinition in a template: CloudFormation spells the API's
 * fields with a capital. Intrinsic functions stay, so that what they decide becomes unreadable. Never throws.
 */
export const fromProperties = (properties: unknown, kind: TaskDefinition['kind'] = 'task'): TaskDefinition =>
  toTaskDefinition(lowerFirst(properties, 0), kind);

function lowerFirst(raw: unknown, depth: number): unknown {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(raw)) return raw.map((item) => lowerFirst(item, depth + 1));
  const fields = fieldsOf(raw);
  if (!fields || unresolved(fields) !== undefined) return raw;
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      spelled(key),
      MAPS.has(key) ? value : lowerFirst(value, depth + 1),
    ]),
  );
}

const spelled = (key: string): string =>
  Object.hasOwn(SPELLINGS, key) ? (SPELLINGS[key] ?? key) : key.charAt(0).toLowerCase() + key.slice(1);
