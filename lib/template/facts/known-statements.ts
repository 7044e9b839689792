import { type Fields, fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import { firstUnknown } from './policy-text.ts';

/** What of a policy document is known before deployment. */
export interface KnownPart {
  /** The statements that are; undefined: none, or what is not known may take away what they give. */
  readonly document?: unknown;
  /** Why the rest is not. */
  readonly unread?: string;
}

/**
 * An Allow that is not known in part still gives what is known of it, so a fault there is a fault; whoever is told `unread`
 * knows that there may be more. A Deny that is not known may take away anything.
 */
export function knownPart(raw: unknown): KnownPart {
  const unread = firstUnknown(raw);
  if (unread === undefined) return { document: raw };
  const fields = fieldsOf(raw);
  const list = fields?.['Statement'];
  if (!fields || unresolved(fields) !== undefined || unresolved(list) !== undefined) return { unread };
  const written: readonly unknown[] = Array.isArray(list) ? list : [list];
  const statements: Fields[] = [];
  for (const each of written) {
    const statement = fieldsOf(each);
    const isKnown = firstUnknown(each) === undefined;
    if (!statement || (!isKnown && statement['Effect'] !== 'Allow')) return { unread };
    const left = isKnown ? statement : reduced(statement);
    if (left) statements.push(left);
  }
  return { document: { ...fields, Statement: statements }, unread };
}

/** An Allow without those actions and resources that are not known; undefined where nothing certain is left. */
function reduced(statement: Fields): Fields | undefined {
  const left: Record<string, unknown> = { ...statement };
  for (const name of ['Action', 'Resource']) {
    if (firstUnknown(statement[name]) === undefined) continue;
    const items: readonly unknown[] = Array.isArray(statement[name]) ? statement[name] : [];
    const known = items.filter((item) => firstUnknown(item) === undefined);
    if (known.length === 0) return undefined;
    left[name] = known;
  }
  return firstUnknown(left) === undefined ? left : undefined;
}
