import type { Answer, Deciding, Policies } from './decide.ts';
import type { Statement } from './document.ts';
import { type Ground, instanceOf } from './instances.ts';
import { characters, globMatches, patternOf } from './pattern.ts';
import { arnsOf } from './services/catalogue.ts';
import { hasAction } from './statement.ts';

/** What somebody may do. */
export interface Power {
  readonly action: string;
  /** Keys of conditions under which they may; none: whenever they like. */
  readonly dependsOn: readonly string[];
  readonly statements: Answer['statements'];
}

/** The power in answers: by the one that leaves the fewest keys open; none where all of them deny. */
export function powerIn(action: string, answers: readonly Answer[]): Power | undefined {
  const [most] = answers
    .filter(({ decision }) => decision !== 'DENIED')
    .toSorted((a, b) => a.dependsOn.length - b.dependsOn.length);
  return most && { action, dependsOn: most.dependsOn, statements: most.statements };
}

/** A name that no policy names but by a wildcard. */
export const NOBODY = '0nobody-named-this';

/** A region that no policy names but by a wildcard. */
export const NOWHERE = 'zz-nowhere-1';

/** One resource of each type that an action is on, named by nobody; `*` for an action on none. */
export function strangersOf(action: string, ground: Ground): readonly string[] {
  const forms = arnsOf(action);
  return forms.length === 0 ? ['*'] : forms.map((form) => filledIn(form, ground));
}

/** The form of an ARN with its place filled in, and names that nobody named. */
export function filledIn(form: string, { partition, region, account }: Ground): string {
  const known: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account };
  return form.replace(/\$\{(\w+)\}/g, (_, name: string) => known[name] ?? NOBODY);
}

/** The statements that may allow an action. */
function allowsOf(action: string, { identity, resource }: Policies): readonly Statement[] {
  const text = characters(action.toLowerCase());
  const policies = resource ? [...identity, resource] : identity;
  return policies.flatMap(({ statements }) =>
    statements.filter((statement) => statement.effect === 'Allow' && hasAction(statement, text)),
  );
}

/** Resources that Allows name for an action, of the types that it is on; what lies under a wildcard stands for all of it. */
export function namedFor(action: string, policies: Policies, ground: Ground): readonly string[] {
  const forms = arnsOf(action);
  const patterns = allowsOf(action, policies).flatMap(({ resources }) =>
    resources && !resources.not ? resources.patterns.map(({ text }) => text) : [],
  );
  const named = [...new Set(patterns)].flatMap((pattern) =>
    openings(pattern, forms).map((each) => instanceOf(each, ground)),
  );
  return [...new Set(named)].filter((resource) => forms.some((form) => hasForm(resource, form)));
}

/** A pattern whose type of resource is under a wildcard (`*` + `/prod/*`), with each type in its place. */
function openings(pattern: string, forms: readonly string[]): readonly string[] {
  const [, place, rest] = /^((?:[^:]*:){5})\*(.*)$/s.exec(pattern) ?? [];
  if (place === undefined || rest === undefined) return [pattern];
  const types = forms.map((form) => form.split(':').slice(5).join(':').split('/', 1)[0] ?? '');
  return types.flatMap((type) => ['', '/x', '/x/x'].map((names) => `${place}${type}${names}${rest}`));
}

/** Whether an ARN is one of a type of resource: an action on tasks is none on services. */
export const hasForm = (arn: string, form: string): boolean =>
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
