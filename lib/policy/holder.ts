import { type Context, type ContextValue, contextOf } from './context.ts';
import { type Answer, decide, type Policies } from './decide.ts';
import type { Statement } from './document.ts';
import type { Ground } from './instances.ts';
import type { Principal } from './principal.ts';

export type Values = Readonly<Record<string, ContextValue>>;

/** Somebody and all that bears on what they may do, ready to be asked. */
export interface Holder {
  readonly principal: Principal;
  readonly policies: Policies;
  readonly place: Pick<Ground, 'partition' | 'account'>;
  /** What is certain of each of their requests: the moment, their tags. */
  readonly known: Values;
}

/** What somebody may do with one resource, where `values` are what is known of it and of the request. */
export const mayDo = (
  { principal, policies, known }: Holder,
  action: string,
  resource: string,
  values: Values = {},
): Answer => decide({ principal, action, resource, context: contextWith(known, values) }, policies);

const remembered = new WeakMap<Values, Context>();

/** A context of what is known anyway, which is read once, and of what is known of one request. */
function contextWith(known: Values, values: Values): Context {
  const base = remembered.get(known) ?? contextOf(known);
  remembered.set(known, base);
  const all = new Map(base.values);
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) all.set(key.toLowerCase(), value);
  }
  return { values: all, closed: false };
}

/** The context keys that policies read, in conditions and as variables; as they write them. */
export const keysRead = ({ identity, boundary, resource }: Policies): readonly string[] =>
  [...identity, boundary, resource].flatMap((policy) => policy?.statements.flatMap(keysOfStatement) ?? []);

const keysOfStatement = ({ conditions, resources }: Statement): readonly string[] => [
  ...conditions.map(({ key }) => key),
  ...[...conditions.flatMap(({ values }) => values), ...(resources?.patterns ?? [])].flatMap(({ parts }) =>
    parts.flatMap((part) => (part.is === 'variable' ? [part.key] : [])),
  ),
];
