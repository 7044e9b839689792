import { isUnreadable, type Readable } from '#domain/readable.ts';
import type { ServiceNetwork } from '#domain/service.ts';
import { type Fields, readObject, readText, textsOf, unresolved } from './fields.ts';
import type { ServicePart } from './service-part.ts';

const PATH = 'networkConfiguration.awsvpcConfiguration.assignPublicIp';

/**
 * The network configurations in force, each distinct one once, the service's own first; `path` leads to its
 * `assignPublicIp`. One that cannot be read is listed as such.
 */
export function networksOf(parts: readonly ServicePart[]): readonly ServiceNetwork[] {
  const distinct = new Map<string, ServiceNetwork>();
  for (const { at, path, fields } of parts) {
    const network = networkOf(fields);
    const key = JSON.stringify(network);
    if (network && !distinct.has(key)) distinct.set(key, { at, ...network, path: `${path}${PATH}` });
  }
  return [...distinct.values()];
}

function networkOf(fields: Fields): Omit<ServiceNetwork, 'at' | 'path'> | undefined {
  const outer = readObject(fields, 'networkConfiguration');
  const inner = outer && !isUnreadable(outer) ? readObject(outer, 'awsvpcConfiguration') : outer;
  if (inner === undefined) return undefined;
  if (isUnreadable(inner)) return { assignPublicIp: inner, subnets: [], securityGroups: [] };
  const subnetsUnreadable = firstUnresolved(inner['subnets']);
  const securityGroupsUnreadable = firstUnresolved(inner['securityGroups']);
  return {
    assignPublicIp: assignPublicIpOf(inner),
    subnets: textsOf(inner['subnets']).toSorted(),
    securityGroups: textsOf(inner['securityGroups']).toSorted(),
    ...(subnetsUnreadable !== undefined && { subnetsUnreadable }),
    ...(securityGroupsUnreadable !== undefined && { securityGroupsUnreadable }),
  };
}

/** Why a list, or the first of its items that is not known, is not known before deployment. */
function firstUnresolved(raw: unknown): string | undefined {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return items.map(unresolved).find((why) => why !== undefined);
}

function assignPublicIpOf(configuration: Fields): Readable<'ENABLED' | 'DISABLED'> {
  const value = readText(configuration, 'assignPublicIp');
  if (typeof value !== 'string') return value;
  return value === 'ENABLED' || value === 'DISABLED'
    ? value
    : { unreadable: 'assignPublicIp is neither ENABLED nor DISABLED' };
}
