import { type Context, type ContextValue, lookUp } from './context.ts';
import type { Condition } from './document.ts';
import { type Operator, type OperatorUse, operatorUse } from './operators.ts';
import { all, any, dependsOn, not, type Truth } from './truth.ts';

/** Whether one key satisfies its operator. An operator that nobody knows leaves it open. */
export function holds(condition: Condition, context: Context): Truth {
  const { key, values } = condition;
  const use = operatorUse(condition.operator);
  const { operator } = use;
  if (operator === undefined) return dependsOn(key);
  const value = lookUp(context, key);
  if (operator === 'Null') return isNull(value, condition);
  if (value === undefined) return dependsOn(key, ...(operator.fillsIn ? unknownIn(values, context) : []));
  if (value === null || isEmptySet(value, use)) return withoutValue(use, operator);
  const each = (one: string): Truth => {
    const found = any(lazily(values, (wanted) => operator.matches(wanted, one, context)));
    if (!operator.negated) return found;
    return operator.reads(one) && values.every(({ text }) => operator.reads(text)) && not(found);
  };
  if (use.over === 'ForAllValues') return all(lazily(listOf(value), each));
  if (use.over === 'ForAnyValue') return any(lazily(listOf(value), each));
  // A multivalued key needs a set operator; without one it never matches (IAM guide, "Multivalued context keys").
  return typeof value === 'string' && each(value);
}

function* lazily<From>(values: readonly From[], truthOf: (value: From) => Truth): Generator<Truth> {
  for (const value of values) yield truthOf(value);
}

/** The variables in what a key is compared with of which nothing is known either: with the key alone nobody could tell. */
const unknownIn = (values: Condition['values'], context: Context): readonly string[] =>
  values.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.is === 'variable' && lookUp(context, part.key) === undefined ? [part.key] : [],
    ),
  );

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** To a set operator, values that are all empty are no values. */
const isEmptySet = (value: string | readonly string[], { over }: OperatorUse): boolean =>
  over === 'one' ? typeof value !== 'string' && value.length === 0 : listOf(value).every((one) => one === '');

/** What holds of a key that is absent. */
function withoutValue({ over, ifExists }: OperatorUse, { negated }: Operator): boolean {
  if (ifExists || over === 'ForAllValues') return true;
  return over === 'one' && negated;
}

function isNull(value: ContextValue | undefined, { key, values }: Condition): Truth {
  const wanted = new Set(values.map(({ text }) => text.toLowerCase()));
  if (wanted.has('true') && wanted.has('false')) return true;
  if (value === undefined) return wanted.size > 0 && dependsOn(key);
  const absent = value === null || value.length === 0;
  return wanted.has(absent ? 'true' : 'false');
}
