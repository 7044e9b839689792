import type { Use } from '#domain/use.ts';

/** Features by what is used, as uses: each once, in a fixed order. */
export const toUses = (features: ReadonlyMap<string, ReadonlySet<string>>): readonly Use[] =>
  [...features].map(([used, each]) => ({ used, features: [...each].sort() })).sort(byUsed);
const byUsed = (a: Use, b: Use): number => (a.used < b.used ? -1 : 1);

/** Adds features of one used resource to those known. */
export function add(features: Map<string, Set<string>>, used: string, ...more: readonly string[]): void {
  features.set(used, new Set([...(features.get(used) ?? []), ...more]));
}
