import { fieldsOf, unresolved } from './fields.ts';

/** Stands for what a template does not say; the detector takes it for a reference. */
const UNKNOWN = '${unknown}';
/** Intrinsic functions nest this deep at most before they are taken for unknown. */
const DEEPEST = 10;

/**
 * The texts that a value may become: itself; of an intrinsic function of CloudFormation, its literal parts with
 * `${unknown}` between them, each branch of a condition apart. For searching only: they may hold secrets.
 */
export function templateTexts(raw: unknown, depth = 0): readonly string[] {
  if (typeof raw === 'string') return [raw];
  const fields = fieldsOf(raw);
  if (!fields || unresolved(raw) === undefined || depth > DEEPEST) return fields ? [UNKNOWN] : [];
  const deeper = (value: unknown) => templateTexts(value, depth + 1);
  const [sub, join, branches] = [fields['Fn::Sub'], fields['Fn::Join'], fields['Fn::If']];
  if (typeof sub === 'string') return [sub];
  if (Array.isArray(sub)) return deeper(sub[0]);
  if (Array.isArray(join)) return [joined(join, deeper)];
  if (Array.isArray(branches)) return branches.slice(1, 3).flatMap(deeper);
  return [UNKNOWN];
}

function joined(
  [delimiter, parts]: readonly unknown[],
  deeper: (value: unknown) => readonly string[],
): string {
  const texts = Array.isArray(parts) ? parts.map((part) => deeper(part)[0] ?? '') : [UNKNOWN];
  return texts.join(typeof delimiter === 'string' ? delimiter : '');
}
