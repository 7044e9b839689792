import { fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import type { Places } from './text/places.ts';

/** Properties whose keys are not CloudFormation's: the user's own words, and policy documents. */
const KEPT: ReadonlySet<string> = new Set([
  'DockerLabels',
  'Options',
  'DriverOpts',
  'Labels',
  'PolicyText',
  'RepositoryPolicyText',
  'RepositoryPolicy',
  'LifecyclePolicyText',
]);
/** Where CloudFormation's spelling is more than a capital away from the API's. */
const SPELLINGS: Readonly<Record<string, string>> = {
  EFSVolumeConfiguration: 'efsVolumeConfiguration',
  FilesystemId: 'fileSystemId',
  IAM: 'iam',
  FSxWindowsFileServerVolumeConfiguration: 'fsxWindowsFileServerVolumeConfiguration',
  S3FilesVolumeConfiguration: 's3filesVolumeConfiguration',
  ClusterSettings: 'settings',
  ImageTagMutabilityExclusionFilterType: 'filterType',
  ImageTagMutabilityExclusionFilterValue: 'filter',
};
/** A task definition nests six deep; what lies deeper than this is none of its settings. */
const DEEPEST = 20;

/**
 * Properties of ECS and ECR resources as their APIs write them: CloudFormation spells the APIs' fields with a capital.
 * Intrinsic functions stay, so that what they decide becomes unreadable. Never throws.
 */
export function apiShape(raw: unknown, places?: Places, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  const carried = <T extends object>(
    from: object,
    to: T,
    origins?: ReadonlyMap<string | number, string>,
  ): T => places?.carry(from, to, (key) => origins?.get(key) ?? key) ?? to;
  if (Array.isArray(raw))
    return carried(
      raw,
      raw.map((item) => apiShape(item, places, depth + 1)),
    );
  const fields = fieldsOf(raw);
  if (!fields || unresolved(fields) !== undefined) return raw;
  const origins = new Map(Object.keys(fields).map((key) => [spelled(key), key]));
  const shaped = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      spelled(key),
      KEPT.has(key) ? value : apiShape(value, places, depth + 1),
    ]),
  );
  return carried(fields, shaped, origins);
}

const spelled = (key: string): string =>
  Object.hasOwn(SPELLINGS, key) ? (SPELLINGS[key] ?? key) : key.charAt(0).toLowerCase() + key.slice(1);
