import { type Arn, parseArn } from '#domain/arn.ts';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { revisionOf } from '#domain/resource.ts';
import { jsonErrorAt } from './json-error.ts';
import type { Recording } from './recording.ts';
import { parseRecording } from './recording-file.ts';

/** An account saved as a file: by ARN, what AWS's describe calls answer (docs/account-file.md). */
export interface AccountFile {
  readonly version: 1;
  readonly resources: Readonly<Record<Arn, Fields>>;
}

/** Changes of an account: new facts of a resource, or null where it is gone. */
export type AccountChanges = Readonly<Record<Arn, Fields | null>>;

/** An account file of either kind: AWS's own answers (version 1), or the facts that `record` read (version 2). */
export type ParsedAccount =
  | { readonly account: AccountFile }
  | { readonly recording: Recording }
  | { readonly error: string };

/** Reads an account file; a resource that is null there is not there. Never throws; the error names the place and repeats no value of the file. */
export function parseAccount(text: string): ParsedAccount {
  const json = parseJson(text);
  if ('error' in json) return json;
  const file = fieldsOf(json.value);
  if (!file) return { error: 'the account file is not an object' };
  if (file['version'] === 2) return parseRecording(file);
  if (file['version'] !== 1)
    return {
      error: `the account file has ${'version' in file ? 'an unknown version' : 'no version'}; this program reads versions 1 and 2`,
    };
  if (!fieldsOf(file['resources'])) return { error: 'resources is not an object' };
  const parsed = parseChanges(file['resources']);
  if ('error' in parsed) return { error: `resources: ${parsed.error}` };
  const present = Object.entries(parsed.changes).flatMap(([arn, facts]): [Arn, Fields][] =>
    facts ? [[arn, facts]] : [],
  );
  return { account: { version: 1, resources: Object.fromEntries(present) } };
}

/** Reads `{ARN: facts | null}`, as a line of a story may change an account. Never throws. */
export function parseChanges(
  value: unknown,
): { readonly changes: AccountChanges } | { readonly error: string } {
  const fields = fieldsOf(value);
  if (!fields) return { error: 'the changes are not an object' };
  const changes: [Arn, Fields | null][] = [];
  for (const [arn, raw] of Object.entries(fields)) {
    const problem = problemOf(arn, raw);
    if (problem !== undefined) return { error: `${quote(arn)} ${problem}` };
    changes.push([arn, fieldsOf(raw) ?? null]);
  }
  return { changes: Object.fromEntries(changes) };
}

function problemOf(arn: string, facts: unknown): string | undefined {
  const parts = parseArn(arn);
  if (!parts) return 'is not an ARN';
  const isDefinition = parts.service === 'ecs' && /^(daemon-)?task-definition\//.test(parts.resource);
  if (isDefinition && revisionOf(arn) === undefined)
    return 'is the ARN of a family; each revision is recorded under its own ARN, with its number';
  return facts === null || fieldsOf(facts) ? undefined : 'does not stand for an object';
}

function parseJson(text: string): { readonly value: unknown } | { readonly error: string } {
  const bare = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(bare) };
  } catch {
    // The engine's own message quotes the file around the fault, which may be a secret.
    const at = jsonErrorAt(bare);
    const before = bare.slice(0, at).split('\n');
    return {
      error: `the account file is not JSON: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`,
    };
  }
}

/** A key as a message may show it: printable ASCII, 100 characters at most. */
const quote = (key: string): string => `"${key.length > 100 ? `${clean(key.slice(0, 97))}...` : clean(key)}"`;
const clean = (text: string): string => text.replace(/[^\x20-\x7e]|["\\<>`|]/g, '?');
