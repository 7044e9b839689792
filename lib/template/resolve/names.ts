import { partitionOf } from '#domain/partition.ts';
import type { Place } from '#domain/resource.ts';
import { IDENTITIES } from './identities.ts';
import type { Names } from './resolver.ts';

/** One resource as far as its names go. */
export interface Nameable {
  readonly type: string;
  /** The value of a property of its own, resolved. */
  property(name: string): unknown;
}

/**
 * What the resources of a template are called. Two that are given one name, and those whose names AWS makes up, are
 * called by their logical ids.
 */
export class ResourceNames implements Names {
  readonly #find: (logicalId: string) => Nameable | undefined;
  readonly #place: Place;
  readonly #names = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #open = new Set<string>();
  readonly #byHex = new Map<string, string>();

  constructor(find: (logicalId: string) => Nameable | undefined, place: Place) {
    this.#find = find;
    this.#place = place;
  }

  ref(logicalId: string): string | undefined {
    const type = this.#find(logicalId)?.type ?? '';
    return this.#filled(logicalId, Object.hasOwn(IDENTITIES, type) ? IDENTITIES[type]?.ref : undefined);
  }

  attribute(logicalId: string, attribute: string): string | undefined {
    const type = this.#find(logicalId)?.type ?? '';
    const attributes = Object.hasOwn(IDENTITIES, type) ? IDENTITIES[type]?.attributes : undefined;
    const known = attributes && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    return this.#filled(logicalId, known ?? (attribute === 'Arn' ? arnOf(type) : undefined));
  }

  #filled(logicalId: string, pattern: string | undefined): string | undefined {
    if (pattern === undefined) return undefined;
    const { partition, region, account } = this.#place;
    const parts: Readonly<Record<string, string>> = {
      partition,
      region,
      account,
      suffix: partitionOf(region)?.dnsSuffix ?? 'amazonaws.com',
      id: slug(logicalId),
    };
    const property = /^\{=(\w+)\}$/.exec(pattern)?.[1];
    if (property !== undefined) return this.#propertyOf(logicalId, property);
    return pattern.replace(/\{(\w+)\}/g, (_, part: string) => {
      if (part === 'hex') return this.#hexOf(logicalId);
      return part === 'name' ? this.#nameOf(logicalId) : (parts[part] ?? '');
    });
  }

  /** A text with the ids that stand for resources as the template's author would write them. */
  say(text: string): string {
    return text.replace(/\b[a-z]+-([0-9a-f]{17})\b/g, (id, hex: string) => {
      const logicalId = this.#byHex.get(hex);
      return logicalId === undefined ? id : `\${${logicalId}}`;
    });
  }

  #hexOf(logicalId: string): string {
    const hex = hexOf(logicalId);
    this.#byHex.set(hex, slug(logicalId));
    return hex;
  }

  /** A property that is made of itself, by way of others, is not known. */
  #propertyOf(logicalId: string, name: string): string | undefined {
    const key = `${logicalId} ${name}`;
    if (this.#open.has(key)) return undefined;
    this.#open.add(key);
    const value = this.#find(logicalId)?.property(name);
    this.#open.delete(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  #nameOf(logicalId: string): string {
    const known = this.#names.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#find(logicalId);
    const { named } = IDENTITIES[resource?.type ?? ''] ?? {};
    // A name that is made of itself, by way of others, is none.
    const isOpen = this.#open.has(logicalId);
    this.#open.add(logicalId);
    const given = named === undefined || isOpen ? undefined : resource?.property(named);
    this.#open.delete(logicalId);
    const text = typeof given === 'string' && given !== '' ? given : undefined;
    const key = `${resource?.type} ${text}`;
    const owner = this.#owners.get(key) ?? logicalId;
    const name = text === undefined || owner !== logicalId ? slug(logicalId).toLowerCase() : text;
    if (text !== undefined) this.#owners.set(key, owner);
    if (!isOpen) this.#names.set(logicalId, name);
    return name;
  }
}

/** Of a type that is not known: that it is an ARN of this account, of that service, and no other one's. */
const arnOf = (type: string): string | undefined => {
  const service = /^AWS::(?!CloudFormation::)(\w+)::\w+$/.exec(type)?.[1]?.toLowerCase();
  return service && `arn:{partition}:${service}:{region}:{account}:{id}`;
};

/** 17 hex digits, as ids of AWS have, always the same for the same logical id (FNV-1a, 64 bits). */
function hexOf(logicalId: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of logicalId)
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).padStart(17, '0');
}

/** A logical id has letters and digits only; whatever else somebody wrote cannot break what is made of it. */
export const slug = (logicalId: string): string => logicalId.replace(/[^A-Za-z0-9_-]/g, '-');
