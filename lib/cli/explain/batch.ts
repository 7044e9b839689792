import { isObject, type JsonObject } from '#domain/json.ts';
import { type Answer, decide, type Policies } from '#policy/decide.ts';
import type { Policy, PolicyKind } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';
import { questionOf } from './question.ts';

/** What came of one line: an answer, or every reason why it could not be read. */
export type Explained = { readonly id: unknown } & (
  | { readonly answer: Answer }
  | { readonly errors: readonly string[] }
);

const KEYS: readonly string[] = [
  'id',
  'request',
  'closed',
  'identityPolicies',
  'permissionBoundary',
  'sessionPolicies',
  'resourcePolicy',
  'trustPolicy',
];

/** Decides one line of a batch: a request and the policies that bear on it. Never throws. */
export function explainLine(line: unknown): Explained {
  if (!isObject(line)) return { id: null, errors: ['is no object'] };
  const { id = null } = line;
  const errors = Object.keys(line)
    .filter((key) => !KEYS.includes(key))
    .map((key) => `${key}: is no part of a line`);
  const question = questionOf(line, errors);
  const policies = policiesOf(line, errors);
  return errors.length > 0 || !question ? { id, errors } : { id, answer: decide(question, policies) };
}

function policiesOf(line: JsonObject, errors: string[]): Policies {
  const one = (key: string, kind: PolicyKind): Policy | undefined => {
    const value = line[key];
    return value === undefined || value === null ? undefined : policyIn(value, key, kind, errors);
  };
  const boundary = one('permissionBoundary', 'identity');
  const resource = one('resourcePolicy', 'resource');
  const trust = one('trustPolicy', 'trust');
  const session = line['sessionPolicies'] === undefined ? undefined : listOf(line, 'sessionPolicies', errors);
  return {
    identity: listOf(line, 'identityPolicies', errors),
    ...(boundary && { boundary }),
    ...(session && { session }),
    ...(resource && { resource }),
    ...(trust && { trust }),
  };
}

function listOf(line: JsonObject, key: string, errors: string[]): readonly Policy[] {
  const value = line[key] ?? [];
  if (!Array.isArray(value)) {
    errors.push(`${key}: is no list`);
    return [];
  }
  return value.flatMap(
    (each: unknown, index) => policyIn(each, `${key}[${index}]`, 'identity', errors) ?? [],
  );
}

/** A document, or `{ "name", "document" }`; without a name it is called after its place. */
function policyIn(value: unknown, at: string, kind: PolicyKind, errors: string[]): Policy | undefined {
  const isNamed = isObject(value) && typeof value['name'] === 'string' && value['document'] !== undefined;
  const name = isNamed ? String(value['name']) : at;
  const parsed = parsePolicy(isNamed ? value['document'] : value, name, kind);
  if ('policy' in parsed) return parsed.policy;
  errors.push(
    ...parsed.errors.map(({ path, message }) => `${at}${path === '' ? '' : `.${path}`}: ${message}`),
  );
  return undefined;
}
