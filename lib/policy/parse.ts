import { type Complaint, Complaints } from './complaints.ts';
import type { Policy, PolicyKind, Statement } from './document.ts';
import { isObject, type JsonObject, jsonObjectIn } from './json.ts';
import { parseStatement } from './parse-statement.ts';

/** A policy, or every reason why its document is none. */
export type Parsed =
  | {
      readonly policy: Policy;
      /** What IAM would hardly take but decides nothing: unknown elements and operators, repeated Sids. */
      readonly notes: readonly Complaint[];
    }
  | { readonly errors: readonly [Complaint, ...Complaint[]] };

const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17'];
const ELEMENTS: readonly string[] = ['Version', 'Id', 'Statement'];

/**
 * Reads a policy: an object, JSON text, or URL-encoded JSON text as IAM returns it. Never throws. Strict: what the
 * grammar does not allow is an error with its place, for to guess at a policy is to misjudge it. Elements that are
 * not known are kept and noted. Without `Version` it is of 2008 and knows no variables.
 */
export function parsePolicy(document: unknown, name: string, kind: PolicyKind): Parsed {
  const complaints = new Complaints();
  const object = typeof document === 'string' ? jsonObjectIn(document) : document;
  if (!isObject(object)) {
    const what = typeof document === 'string' ? 'is not a JSON object' : 'is no object';
    return { errors: [{ path: '', message: `the policy ${what}` }] };
  }
  const statements = statementsIn(object, { name, kind }, complaints);
  const [first, ...others] = complaints.errors;
  return first ? { errors: [first, ...others] } : { policy: { name, statements }, notes: complaints.notes };
}

function statementsIn(
  object: JsonObject,
  { name, kind }: { readonly name: string; readonly kind: PolicyKind },
  complaints: Complaints,
): readonly Statement[] {
  const { Version: version, Statement: found } = object;
  if (version !== undefined && !VERSIONS.includes(version))
    complaints.error('Version', 'is neither 2012-10-17 nor 2008-10-17');
  for (const key of Object.keys(object))
    if (!ELEMENTS.includes(key)) complaints.note(key, 'is no element of a policy');
  if (found === undefined) complaints.error('Statement', 'is missing');
  const list: readonly unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
  if (Array.isArray(found) && list.length === 0)
    complaints.note('Statement', 'is empty: the policy decides nothing');
  const statements = list.flatMap((each, index) => {
    const at = Array.isArray(found) ? `Statement[${index}]` : 'Statement';
    const of = { policy: name, index, kind, variables: version === '2012-10-17' };
    return parseStatement(each, of, complaints.within(at)) ?? [];
  });
  noteRepeatedSids(statements, complaints);
  return statements;
}

function noteRepeatedSids(statements: readonly Statement[], complaints: Complaints): void {
  const seen = new Set<string>();
  for (const { sid, index } of statements) {
    if (sid !== undefined && sid !== '' && seen.has(sid))
      complaints.note(`Statement[${index}].Sid`, 'is there twice');
    if (sid !== undefined) seen.add(sid);
  }
}
