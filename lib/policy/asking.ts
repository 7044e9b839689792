import type { Answer } from './decide.ts';
import type { Holder } from './holder.ts';
import { characters } from './pattern.ts';
import { arnsOf, keysOf } from './services/catalogue.ts';
import { hasAction } from './statement.ts';

/** Answers for one action: a list for each type of resource that it is on. */
export type Answers = readonly (readonly Answer[])[];

/**
 * Asks for many actions at the price of a few: of those on the same types of resources with the same keys, of which the
 * same statements speak, one is asked for all. No answers for an action that no Allow of theirs speaks of.
 */
export function asking(
  { policies: { identity, boundary } }: Holder,
  answersFor: (action: string) => Answers,
): (action: string) => Answers {
  const own = identity.flatMap(({ statements }) => statements);
  const all = boundary ? [...own, ...boundary.statements] : own;
  const answered = new Map<string, Answers>();
  return (action) => {
    const { text, shape } = aboutAction(action);
    const speaking = all.map((each) => hasAction(each, text));
    if (!own.some(({ effect }, at) => effect === 'Allow' && speaking[at])) return [];
    const key = `${shape} ${speaking.map(Number).join('')}`;
    const answers = answered.get(key) ?? answersFor(action);
    answered.set(key, answers);
    return answers;
  };
}

/** What is known of an action: its letters; its service, types of resources and keys as one text. */
interface AboutAction {
  readonly text: readonly string[];
  readonly shape: string;
}

const known = new Map<string, AboutAction>();
/** More than there are actions in the catalogue; policies may make up others. */
const MOST_KNOWN = 2000;

function aboutAction(action: string): AboutAction {
  const remembered = known.get(action);
  if (remembered) return remembered;
  const shape = [action.replace(/:.*/, ''), ...arnsOf(action), ...keysOf(action)].join(' ');
  const about = { text: characters(action.toLowerCase()), shape };
  if (known.size < MOST_KNOWN) known.set(action, about);
  return about;
}
