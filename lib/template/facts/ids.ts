import { unresolved } from '#domain/normalise/fields.ts';

/** The texts in a list; what is not known of it stands as the reason why, which is no id. */
export function idsIn(raw: unknown): readonly string[] {
  const whole = unresolved(raw);
  if (whole !== undefined) return [whole];
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [];
  return items.flatMap((item) => (typeof item === 'string' ? [item] : (unresolved(item) ?? [])));
}
