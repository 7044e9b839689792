import type { NewsPart } from '#domain/news.ts';
import { nameOf, placeOf, type Resource, typeSpec } from '#domain/resource.ts';
import { rank, type Severity } from '#domain/severity.ts';
import { cleaned } from './clean.ts';
import { named, type Phrase, say } from './phrase.ts';

/** `ECR repository payments/api`. */
export const sayResource = (resource: Resource): Phrase =>
  say`${typeSpec(resource.type).words} ${named(nameOf(resource))}`;

/** Where: `shop-prod (123456789012) eu-west-1`; an account without a name is its number, once. */
export function sayPlace(accountName: string, account: string, region: string): string {
  const name = cleaned(accountName, 40);
  const number = cleaned(account, 12);
  return `${name === number || name === '' ? number : `${name} (${number})`} ${cleaned(region, 30)}`;
}

export const placeOfResource = (accountName: string, resource: Resource): string => {
  const { account, region } = placeOf(resource.arn);
  return sayPlace(accountName, account, region);
};

/** A sign that is seen before anything is read. */
export const MARKS: Readonly<Record<Severity, string>> = {
  CRITICAL: '🔴',
  HIGH: '🟠',
  MEDIUM: '🟡',
  LOW: '🔵',
  INFORMATIONAL: '⚪',
};

export const isResolved = ({ transition }: NewsPart): boolean => transition === 'resolved';

/** The severity people must act on: the worst that is not resolved, the worst of all when everything is. */
export function worstOf(parts: readonly NewsPart[]): Severity {
  const failing = parts.filter((part) => !isResolved(part));
  const [worst] = (failing.length > 0 ? failing : parts)
    .map(({ severity }) => severity)
    .toSorted((a, b) => rank(a) - rank(b));
  return worst ?? 'INFORMATIONAL';
}

/** The transitions, most pressing first: a message of several is routed by the first it has. */
const PRESSING: readonly NewsPart['transition'][] = [
  'opened',
  'reopened',
  'worse',
  'suppression ended',
  'resolved',
];

export const mostPressing = (parts: readonly NewsPart[]): NewsPart['transition'] =>
  PRESSING.find((each) => parts.some(({ transition }) => transition === each)) ?? 'opened';
