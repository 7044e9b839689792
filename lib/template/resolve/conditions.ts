import { fieldsOf } from '#domain/normalise/fields.ts';
import type { Context } from './context.ts';
import { allowedValues } from './parameters.ts';
import { areEqual, listOf, scalarText } from './values.ts';

/** True or false; undefined: not known before deployment. */
export type Verdict = boolean | undefined;

/** Decides a condition function; what is none is not known. */
export function decide(raw: unknown, context: Context): Verdict {
  if (typeof raw === 'boolean') return raw;
  if (raw === 'true' || raw === 'false') return raw === 'true';
  const fields = fieldsOf(raw);
  const [key, ...others] = Object.keys(fields ?? {});
  if (!fields || key === undefined || others.length > 0) return undefined;
  const argument = fields[key];
  if (key === 'Condition') return typeof argument === 'string' ? context.condition(argument) : undefined;
  const list = listOf(argument);
  const inner = (): readonly Verdict[] => list.map((each) => decide(each, context));
  if (key === 'Fn::Equals') return equal(list, context);
  if (key === 'Fn::And') return every(inner());
  if (key === 'Fn::Or') return not(every(inner().map(not)));
  return key === 'Fn::Not' && list.length === 1 ? not(inner()[0]) : undefined;
}

const not = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict);

const every = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.length === 0 || verdicts.includes(false)) return verdicts.length === 0 ? undefined : false;
  return verdicts.includes(undefined) ? undefined : true;
};

function equal([left, right]: readonly unknown[], context: Context): Verdict {
  const verdict = areEqual(context.resolve(left), context.resolve(right));
  if (verdict !== undefined) return verdict;
  return excludes(left, right, context) || excludes(right, left, context) ? false : undefined;
}

/** Whether a parameter without a value allows none that is equal to another. */
function excludes(raw: unknown, other: unknown, context: Context): boolean {
  const name = fieldsOf(raw)?.['Ref'];
  const allowed = typeof name === 'string' ? allowedValues(context.parameter(name)) : undefined;
  const text = scalarText(context.resolve(other));
  return allowed !== undefined && text !== undefined && !allowed.includes(text);
}
