import type { ServicePlatform } from '#domain/service.ts';
import type { PartCapacity } from './capacity.ts';
import { readText } from './fields.ts';
import type { ServicePart } from './service-part.ts';

/** Only a part on Fargate has a platform version; where the capacity is not known, one that names it is taken for such. */
export const platformsOf = (
  parts: readonly ServicePart[],
  capacity: PartCapacity,
): readonly ServicePlatform[] => {
  const service = parts.find(({ at }) => at === 'service');
  return parts.flatMap((part) => {
    const { at, path, fields } = part;
    const kinds = capacity.get(part) ?? [];
    const version = readText(fields, 'platformVersion');
    const applies = kinds.includes('FARGATE') || (kinds.includes('PROVIDER') && version !== undefined);
    if (!applies) return [];
    const family =
      readText(fields, 'platformFamily') ?? (service && readText(service.fields, 'platformFamily'));
    return [{ at, version, family, path: `${path}platformVersion` }];
  });
};
