import type { Complaints } from './complaints.ts';
import type { Condition, Effect, Matcher, PolicyKind, Statement } from './document.ts';
import { isObject, type JsonObject } from './json.ts';
import { operatorUse } from './operators.ts';
import { parsePrincipals } from './parse-principals.ts';
import { actionPattern, type Pattern, patternOf } from './pattern.ts';
import { scalarsIn, textsIn } from './texts.ts';

const ELEMENTS: readonly string[] = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

interface Place {
  readonly policy: string;
  readonly index: number;
  readonly kind: PolicyKind;
  readonly variables: boolean;
}

/** Reads one statement; undefined, with the reasons complained of, for what is none. */
export function parseStatement(value: unknown, place: Place, complaints: Complaints): Statement | undefined {
  if (!isObject(value)) {
    complaints.error('', 'is no object');
    return undefined;
  }
  const before = complaints.errors.length;
  const { policy, index, kind, variables } = place;
  const sid = sidIn(value, complaints);
  const effect = effectIn(value, complaints);
  const actions = matcherIn(value, 'Action', actionPattern, complaints);
  if (!actions) complaints.error('Action', 'is missing, and so is NotAction');
  const resources = matcherIn(value, 'Resource', (text) => patternOf(text, { variables }), complaints);
  if (!resources && kind === 'identity') complaints.error('Resource', 'is missing, and so is NotResource');
  const principals = parsePrincipals(value, kind, complaints);
  const conditions = conditionsIn(value, variables, complaints);
  const unknown = Object.fromEntries(Object.entries(value).filter(([key]) => !ELEMENTS.includes(key)));
  for (const key of Object.keys(unknown)) complaints.note(key, 'is no element of a statement');
  if (complaints.errors.length > before || !effect || !actions) return undefined;
  return {
    policy,
    index,
    ...(sid !== undefined && { sid }),
    effect,
    actions,
    ...(resources && { resources }),
    ...(principals && { principals }),
    conditions,
    unknown,
  };
}

function sidIn({ Sid: sid }: JsonObject, complaints: Complaints): string | undefined {
  if (typeof sid === 'string') return sid;
  if (sid !== undefined) complaints.error('Sid', 'is no text');
  return undefined;
}

function effectIn({ Effect: effect }: JsonObject, complaints: Complaints): Effect | undefined {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  complaints.error('Effect', effect === undefined ? 'is missing' : 'is neither Allow nor Deny');
  return undefined;
}

function matcherIn(
  statement: JsonObject,
  element: 'Action' | 'Resource',
  read: (text: string) => Pattern,
  complaints: Complaints,
): Matcher | undefined {
  const negated = `Not${element}`;
  if (statement[element] !== undefined && statement[negated] !== undefined)
    complaints.error(negated, `is there beside ${element}`);
  const name = statement[element] === undefined ? negated : element;
  if (statement[name] === undefined) return undefined;
  return { not: name === negated, patterns: textsIn(statement[name], complaints.within(name)).map(read) };
}

function conditionsIn(
  { Condition: block }: JsonObject,
  variables: boolean,
  complaints: Complaints,
): readonly Condition[] {
  if (block === undefined) return [];
  const here = complaints.within('Condition');
  if (!isObject(block)) {
    here.error('', 'is no object');
    return [];
  }
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (operatorUse(operator).operator === undefined)
      here.note(operator, 'is no operator that is known: its conditions stay open');
    if (isObject(keys))
      return Object.entries(keys).map(([key, values]) => {
        const texts = scalarsIn(values, here.within(operator).within(key));
        return { operator, key, values: texts.map((text) => patternOf(text, { variables })) };
      });
    here.error(operator, 'is no object of keys');
    return [];
  });
}
