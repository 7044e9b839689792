import type { Instant } from './instant.ts';
import type { ExactSuppression } from './ports.ts';
import { nameOf, type Resource } from './resource.ts';
import type { SuppressionRule } from './settings.ts';

/** Whether a person's suppression of one finding still holds at a moment. */
export const isInForce = ({ until, ended }: ExactSuppression, now: Instant): boolean =>
  ended === undefined && until > now;

/** What a rule is held against: one control on one resource, with the resource's tags as last read. */
export interface Suppressible {
  readonly controlId: string;
  readonly resource: Resource;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The rule that suppresses a finding at a moment: a control pattern and a resource pattern must match, and all
 * tags. Of several the one that ends last, so that the end of one is no news while another holds.
 */
export const matchingRule = (
  rules: readonly SuppressionRule[],
  finding: Suppressible,
  now: Instant,
): SuppressionRule | undefined =>
  rules
    .filter((rule) => rule.until > now && covers(rule, finding))
    .reduce<SuppressionRule | undefined>(
      (best, rule) => (best && best.until >= rule.until ? best : rule),
      undefined,
    );

function covers({ controls, resources, tags }: SuppressionRule, finding: Suppressible): boolean {
  const names = [nameOf(finding.resource), finding.resource.arn];
  return (
    controls.some((pattern) => matchesGlob(pattern, finding.controlId)) &&
    resources.some((pattern) => names.some((name) => matchesGlob(pattern, name))) &&
    Object.entries(tags ?? {}).every(([key, pattern]) => {
      const value = Object.hasOwn(finding.tags, key) ? finding.tags[key] : undefined;
      return value !== undefined && matchesGlob(pattern, value);
    })
  );
}

/**
 * Whether a text is what a pattern says from its first to its last character: `*` stands for any characters
 * (none, `/` and `:` too), everything else for itself, in upper and lower case as written. Not a regular
 * expression: nothing in a pattern has another meaning, and a hostile one takes no more than the product of the lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  // Where to go on when what follows the last star turns out not to fit: the star takes one character more.
  let star = -1;
  let taken = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at;
      taken = position;
      at += 1;
    } else if (at < pattern.length && pattern[at] === text[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      position = taken;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
