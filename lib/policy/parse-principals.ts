import type { Complaints } from './complaints.ts';
import type { PolicyKind, PrincipalMatcher } from './document.ts';
import { isObject, type JsonObject } from './json.ts';
import { textsIn } from './texts.ts';

/** Reads `Principal` or `NotPrincipal`; an identity policy must have neither, the others one. */
export function parsePrincipals(
  statement: JsonObject,
  kind: PolicyKind,
  complaints: Complaints,
): PrincipalMatcher | undefined {
  const { Principal: wanted, NotPrincipal: unwanted } = statement;
  if (wanted !== undefined && unwanted !== undefined)
    complaints.error('NotPrincipal', 'is there beside Principal');
  const element = wanted === undefined ? 'NotPrincipal' : 'Principal';
  const value = wanted ?? unwanted;
  if (kind === 'identity') {
    if (value !== undefined) complaints.error(element, 'is not allowed in an identity policy');
    return undefined;
  }
  if (value === undefined) {
    complaints.error('Principal', 'is missing, and so is NotPrincipal');
    return undefined;
  }
  return principalsIn(value, element === 'NotPrincipal', complaints.within(element));
}

function principalsIn(value: unknown, not: boolean, complaints: Complaints): PrincipalMatcher {
  if (value === '*') return { not, anyone: true, aws: [], services: [], federated: [], others: [] };
  if (!isObject(value)) {
    complaints.error('', 'is neither * nor an object');
    return { not, anyone: false, aws: [], services: [], federated: [], others: [] };
  }
  if (Object.keys(value).length === 0) complaints.error('', 'is empty');
  const of = (key: string): readonly string[] =>
    value[key] === undefined ? [] : textsIn(value[key], complaints.within(key));
  const aws = of('AWS');
  for (const text of aws)
    if (text !== '*' && /[*?]/.test(text))
      complaints.note('AWS', `${text} matches nobody: only * alone is a wildcard`);
  return {
    not,
    anyone: aws.includes('*'),
    aws: aws.filter((text) => text !== '*'),
    services: of('Service'),
    federated: of('Federated'),
    others: Object.keys(value)
      .filter((key) => !['AWS', 'Service', 'Federated'].includes(key))
      .flatMap((key) => of(key).map((text) => `${key} ${text}`)),
  };
}
