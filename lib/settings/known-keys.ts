import { settingsJsonSchema } from './json-schema.ts';

/** The keys that the map at a path may have, from the published schema; none where keys are free. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let place: unknown = plain(settingsJsonSchema());
  for (const step of path) {
    const below = typeof step === 'number' ? field(place, 'items') : field(field(place, 'properties'), step);
    place = plain(below);
  }
  const properties = field(place, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** A schema without its "or null". */
const plain = (schema: unknown): unknown => {
  const either = field(schema, 'anyOf');
  return Array.isArray(either) ? either[0] : schema;
};

function field(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return new Map<PropertyKey, unknown>(Object.entries(value)).get(key);
}
