import { arnLike } from './arn.ts';
import type { Context } from './context.ts';
import { addressIn } from './ip-address.ts';
import { momentOf } from './moment.ts';
import { characters, type Pattern, withParts } from './pattern.ts';
import { literally, matches } from './resolve.ts';
import type { Truth } from './truth.ts';

/** Whether one value of the policy matches one value of the request. */
type Compare = (wanted: Pattern, value: string, context: Context) => Truth;

/** An operator without its set prefix and `IfExists`. */
export interface Operator {
  readonly matches: Compare;
  /** It holds where no value of the policy matches. */
  readonly negated: boolean;
  /** Whether it fills in variables: text and ARNs and booleans do, numbers, dates and addresses do not. */
  readonly fillsIn: boolean;
  /** Whether a value is of the operator's kind; what cannot be compared satisfies neither it nor its negation. */
  readonly reads: (text: string) => boolean;
}

const equal: Compare = (wanted, value, context) => matches(literally(wanted), characters(value), context);
const like: Compare = (wanted, value, context) => matches(wanted, characters(value), context);
const ignoringCase: Compare = (wanted, value, context) =>
  matches(lowerCase(literally(wanted)), characters(value.toLowerCase()), inLowerCase(context));

const lowerCase = ({ text, parts }: Pattern): Pattern =>
  withParts(
    text,
    parts.map((part) => {
      if (part.is === 'text') return { ...part, text: part.text.toLowerCase() };
      return part.is === 'variable' && part.otherwise !== undefined
        ? { ...part, otherwise: part.otherwise.toLowerCase() }
        : part;
    }),
  );

const inLowerCase = ({ values, closed }: Context): Context => ({
  closed,
  values: new Map(
    [...values].map(([key, value]) => [key, typeof value === 'string' ? value.toLowerCase() : value]),
  ),
});

/** Numbers, dates and addresses take no variables: their values are compared as they are written. */
const compared =
  <Read>(
    read: (text: string) => Read | undefined,
    compare: (value: Read, wanted: Read) => boolean,
  ): Compare =>
  ({ text }, value) => {
    const [wanted, given] = [read(text), read(value)];
    return wanted !== undefined && given !== undefined && compare(given, wanted);
  };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const numberOf = (text: string): number | undefined => (NUMBER.test(text.trim()) ? Number(text) : undefined);

const BOOLEANS: readonly string[] = ['true', 'false'];
/** Takes variables, says the guide's page on operators; `true` and `false` in any case. */
const bool: Compare = (wanted, value, context) =>
  BOOLEANS.includes(value.toLowerCase()) && ignoringCase(wanted, value, context);

/** Base 64, the padding aside: equal texts are equal bytes. */
const binary: Compare = ({ text }, value) => text.replace(/=+$/, '') === value.replace(/=+$/, '');

const FILLING_IN: readonly Compare[] = [equal, like, ignoringCase, arnLike, bool];
const anyText = (): boolean => true;
const is = (compare: Compare): Operator => ({
  matches: compare,
  negated: false,
  fillsIn: FILLING_IN.includes(compare),
  reads: anyText,
});
const isNot = (compare: Compare, reads: Operator['reads'] = anyText): Operator => ({
  ...is(compare),
  negated: true,
  reads,
});

function ordered(
  read: (text: string) => number | undefined,
  kind: string,
): Readonly<Record<string, Operator>> {
  const equals = compared(read, (a, b) => a === b);
  return {
    [`${kind}equals`]: is(equals),
    [`${kind}notequals`]: isNot(equals, (text) => read(text) !== undefined),
    [`${kind}lessthan`]: is(compared(read, (a, b) => a < b)),
    [`${kind}lessthanequals`]: is(compared(read, (a, b) => a <= b)),
    [`${kind}greaterthan`]: is(compared(read, (a, b) => a > b)),
    [`${kind}greaterthanequals`]: is(compared(read, (a, b) => a >= b)),
  };
}

/** Every operator but `Null`, by its name in lower case. Source: IAM guide, "Condition operators". */
const OPERATORS: Readonly<Record<string, Operator>> = {
  stringequals: is(equal),
  stringnotequals: isNot(equal),
  stringequalsignorecase: is(ignoringCase),
  stringnotequalsignorecase: isNot(ignoringCase),
  stringlike: is(like),
  stringnotlike: isNot(like),
  ...ordered(numberOf, 'numeric'),
  ...ordered(momentOf, 'date'),
  bool: is(bool),
  binaryequals: is(binary),
  ipaddress: is(({ text }, value) => addressIn(value, text)),
  notipaddress: isNot(({ text }, value) => addressIn(value, text)),
  arnequals: is(arnLike),
  arnlike: is(arnLike),
  arnnotequals: isNot(arnLike),
  arnnotlike: isNot(arnLike),
};

/** What an operator's name says. */
export interface OperatorUse {
  readonly over: 'one' | 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** `undefined` for a name that nobody knows. */
  readonly operator: Operator | 'Null' | undefined;
}

/** Reads the name of an operator as a condition writes it, without regard to case. */
export function operatorUse(name: string): OperatorUse {
  const [, set, base = '', ifExists] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
  const over = set === undefined ? 'one' : set === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
  if (base === 'null')
    return { over, ifExists: false, operator: ifExists === undefined ? 'Null' : undefined };
  return {
    over,
    ifExists: ifExists !== undefined,
    operator: Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined,
  };
}
