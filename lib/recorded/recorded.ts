import type { Arn } from '#domain/arn.ts';
import { type Fields, fieldsOf, textOf } from '#domain/normalise/fields.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { RecordedFacts } from './recorded-facts.ts';

/** What is recorded, by ARN; only the account itself may change it. */
export type Recorded = ReadonlyMap<Arn, Fields> & Pick<RecordedFacts, 'revisionsOf' | 'changes'>;

const KINDS: readonly Unavailable['unavailable'][] = [
  'denied',
  'throttled',
  'unsupported',
  'unreadable',
  'elsewhere',
];

/** A read that failed when the account was recorded: `{"$unavailable": "denied", "what": "ecr:DescribeRepositories"}`. */
function failureIn(raw: unknown): Unavailable | undefined {
  const fields = fieldsOf(raw);
  if (!fields || !('$unavailable' in fields)) return undefined;
  const kind = KINDS.find((each) => each === fields['$unavailable']) ?? 'unreadable';
  return { unavailable: kind, what: textOf(fields['what']) ?? 'not said in the account file' };
}

/** What is recorded of a resource under a key; undefined: nothing, the resource itself included. */
export type Entry = { readonly value: unknown } | Unavailable | undefined;

export function entryOf(recorded: Recorded, arn: Arn, key: string): Entry {
  const facts = recorded.get(arn);
  if (!facts) return undefined;
  const failure = failureIn(facts) ?? failureIn(facts[key]);
  return failure ?? (facts[key] === undefined || facts[key] === null ? undefined : { value: facts[key] });
}

/** The description of a resource, an object; a resource that is named without one exists but cannot be read. */
export function descriptionOf(
  recorded: Recorded,
  arn: Arn,
  key: string,
): { readonly value: Fields } | Unavailable | undefined {
  if (!recorded.has(arn)) return undefined;
  const entry = entryOf(recorded, arn, key);
  if (entry && 'unavailable' in entry) return entry;
  const value = fieldsOf(entry?.value);
  return value ? { value } : { unavailable: 'unreadable', what: `${key} of the account file` };
}

const DESCRIPTIONS = [
  'taskDefinition',
  'daemonTaskDefinition',
  'service',
  'cluster',
  'containerInstance',
] as const;
const OVER: ReadonlySet<unknown> = new Set(['INACTIVE', 'DELETE_IN_PROGRESS', 'DELETED']);

/** Whether AWS would describe the resource but no longer list it. */
export const isGone = (facts: Fields): boolean =>
  DESCRIPTIONS.some((key) => OVER.has(fieldsOf(facts[key])?.['status']));
