import type { Context } from './context.ts';
import { type Answer, type Deciding, decide, type Policies } from './decide.ts';
import type { Statement } from './document.ts';
import { type Ground, instanceOf } from './instances.ts';
import { characters, globMatches, patternOf } from './pattern.ts';
import type { Principal } from './principal.ts';
import { arnsOf } from './services/catalogue.ts';
import { hasAction } from './statement.ts';

/** What a principal can do with one action. */
export interface Power {
  readonly action: string;
  /** On every resource: also on those that nobody thought of. Otherwise on those that policies name. */
  readonly reach: 'every' | 'some';
  /** The `Resource` values that let it, where it is not every. */
  readonly resources: readonly string[];
  /** Keys of conditions under which it can; none: whenever it likes. */
  readonly dependsOn: readonly string[];
  readonly statements: Answer['statements'];
}

/**
 * What a principal can do of a list of actions, on which resources and under which conditions. Every action is
 * decided, so `*`, `ecs:*`, `ecs:R*` and NotAction are the same for the same list. An action that its policies let it
 * do on no resource is not in the answer.
 */
export function powersOf(
  principal: Principal,
  policies: Policies,
  actions: readonly string[],
  context: Context,
  ground: Ground,
): readonly Power[] {
  const isNamed = (action: string): boolean =>
    principal.type === 'root' || allowsOf(action, policies).length > 0;
  return actions.filter(isNamed).flatMap((action) => {
    const on = (resource: string): Answer => decide({ principal, action, resource, context }, policies);
    const every = best(strangersOf(action, ground).map(on));
    if (every && every.dependsOn.length === 0)
      return { action, reach: 'every' as const, resources: [], ...only(every) };
    const named = namedFor(action, policies, ground);
    const some = best(named.map(({ resource }) => on(resource)));
    if (every && (!some || some.dependsOn.length >= every.dependsOn.length))
      return { action, reach: 'every' as const, resources: [], ...only(every) };
    if (!some) return [];
    const resources = named
      .filter(({ resource }) => on(resource).decision !== 'DENIED')
      .map(({ pattern }) => pattern);
    return { action, reach: 'some' as const, resources: [...new Set(resources)], ...only(some) };
  });
}

const only = ({ dependsOn, statements }: Answer): Pick<Power, 'dependsOn' | 'statements'> => ({
  dependsOn,
  statements,
});

/** The answer that allows most: with the fewest conditions left open. */
const best = (answers: readonly Answer[]): Answer | undefined =>
  answers
    .filter(({ decision }) => decision !== 'DENIED')
    .toSorted((a, b) => a.dependsOn.length - b.dependsOn.length)[0];

/** Resources with names that no policy names but by a wildcard. */
function strangersOf(action: string, { partition, region, account }: Ground): readonly string[] {
  const known: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account };
  const forms = arnsOf(action);
  if (forms.length === 0) return ['*'];
  return forms.map((form) =>
    form.replace(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? '0nobody-named-this'),
  );
}

/** The statements that may allow an action. */
function allowsOf(action: string, { identity, resource }: Policies): readonly Statement[] {
  const text = characters(action.toLowerCase());
  const policies = resource ? [...identity, resource] : identity;
  return policies.flatMap(({ statements }) =>
    statements.filter((statement) => statement.effect === 'Allow' && hasAction(statement, text)),
  );
}

/** One resource for each that an Allow names for an action. */
const namedFor = (
  action: string,
  policies: Policies,
  ground: Ground,
): readonly { readonly pattern: string; readonly resource: string }[] =>
  allowsOf(action, policies)
    .flatMap(({ resources }) => (resources && !resources.not ? resources.patterns : []))
    .map(({ text: pattern }) => ({ pattern, resource: instanceOf(pattern, ground) }))
    .filter(({ resource: arn }) => arnsOf(action).some((form) => hasForm(arn, form)));

/** Whether an ARN is one of a type of resource: an action on tasks is none on services. */
const hasForm = (arn: string, form: string): boolean =>
  globMatches(patternOf(form.replace(/\$\{\w+\}/g, '*')).glob ?? [], characters(arn));

/** A statement and the actions it is the reason for. */
export interface Telling {
  readonly statement: Deciding;
  readonly actions: readonly string[];
}

/** The fewest statements that say it all: each time the one that gives most of what is not told yet. */
export function tellingStatements(powers: readonly Power[]): readonly Telling[] {
  const given = new Map<string, { readonly statement: Deciding; readonly actions: Set<string> }>();
  for (const { action, statements } of powers)
    for (const statement of statements.filter(({ effect }) => effect === 'Allow')) {
      const key = JSON.stringify([statement.policy, statement.index]);
      const known = given.get(key) ?? { statement, actions: new Set() };
      given.set(key, known);
      known.actions.add(action);
    }
  const told: Telling[] = [];
  let rest = new Set(powers.map(({ action }) => action));
  while (rest.size > 0) {
    const [next] = [...given.values()].toSorted(
      (a, b) => b.actions.intersection(rest).size - a.actions.intersection(rest).size,
    );
    const actions = next?.actions.intersection(rest);
    if (!next || !actions || actions.size === 0) break;
    told.push({ statement: next.statement, actions: [...actions] });
    rest = rest.difference(actions);
  }
  return told;
}
