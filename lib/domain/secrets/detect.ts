import { plain } from '#domain/json.ts';
import { formatsIn, isAwsSecretShaped, type SecretKind } from './formats.ts';
import { isAwsSecretName, isSuspiciousName } from './names.ts';
import { type Pair, pairsIn } from './pairs.ts';
import { couldBeSecret } from './values.ts';

/** That something looks like a secret, never the secret. */
export interface Found {
  /** The variable, option, label or flag it stands under; empty where it has no name. */
  readonly name: string;
  readonly kind: SecretKind;
  /** Whether its own form tells, not only the name. */
  readonly certain: boolean;
}

/** What is looked through; `name` is empty for what has none, such as a command line. */
export interface Candidate {
  readonly name: string;
  readonly text: string;
}

/** A task definition takes 64 KiB at most, all together (ECS developer guide, service quotas); a bound for the rest. */
const LONGEST_TEXT = 70_000;

/**
 * The secrets in some texts that belong together (those of one container): next to an AWS access key id, a value of
 * the form of a secret access key is one, whatever its name.
 */
export function detectSecrets<C extends Candidate>(
  candidates: readonly C[],
): readonly (Found & { from: C })[] {
  const read = candidates.map((from) => {
    const text = from.text.slice(0, LONGEST_TEXT);
    return { from, text, pairs: pairsIn(text), kinds: formatsIn(text) };
  });
  const keyed = read.some(({ kinds }) => kinds.includes('aws-key'));
  return read.flatMap(({ from, text, pairs, kinds }) => {
    const found =
      from.name === '' ? inText(text, kinds, pairs, keyed) : inValue(from.name, text, kinds, pairs, keyed);
    return distinct(found.map((each) => ({ ...each, name: shownName(each.name), from })));
  });
}

/** Under one name: a known form is certain; else the name, or names within the value, may tell. */
function inValue(
  name: string,
  text: string,
  kinds: readonly SecretKind[],
  pairs: readonly Pair[],
  keyed: boolean,
): readonly Found[] {
  const certain = [...kinds, ...awsSecretIn([{ name, value: text.trim() }, ...pairs], keyed)];
  if (certain.length > 0) return certain.map((kind) => ({ name, kind, certain: true }));
  const likely = (isSuspiciousName(name) && couldBeSecret(text)) || pairs.some(isLikely);
  return likely ? [{ name, kind: 'by-name', certain: false }] : [];
}

/** In a text without a name of its own: under the names within it where they have one. */
function inText(
  text: string,
  kinds: readonly SecretKind[],
  pairs: readonly Pair[],
  keyed: boolean,
): readonly Found[] {
  const named = pairs.flatMap((pair): Found[] => {
    const certain = [...formatsIn(pair.value), ...awsSecretIn([pair], keyed)];
    if (certain.length > 0) return certain.map((kind) => ({ name: pair.name, kind, certain: true }));
    return isLikely(pair) ? [{ name: pair.name, kind: 'by-name', certain: false }] : [];
  });
  const words = text.split(/[\s"'`]+/).map((value) => ({ name: '', value }));
  const known = new Set(named.filter(({ certain }) => certain).map(({ kind }) => kind));
  const nameless = [...kinds, ...awsSecretIn(words, keyed)].filter((kind) => !known.has(kind));
  return [...named, ...nameless.map((kind): Found => ({ name: '', kind, certain: true }))];
}

const isLikely = ({ name, value }: Pair): boolean => isSuspiciousName(name) && couldBeSecret(value);

const awsSecretIn = (pairs: readonly Pair[], keyed: boolean): readonly SecretKind[] =>
  pairs.some(({ name, value }) => (keyed || isAwsSecretName(name)) && isAwsSecretShaped(value))
    ? ['aws-key']
    : [];

/** Names are written by others too: one that is itself a secret is not shown. */
export const shownName = (name: string): string => (formatsIn(name).length > 0 ? '(hidden)' : plain(name));

const distinct = <F extends Found>(found: readonly F[]): readonly F[] => [
  ...new Map(found.map((each) => [`${each.name} ${each.kind}`, each])).values(),
];
