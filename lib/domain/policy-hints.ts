import { type Identity, type PolicyDocument, type PrincipalRecord, wholeIdentity } from './identity.ts';
import { isObject, type JsonObject } from './json.ts';

/**
 * What policies may allow, told quickly and on the safe side: Deny, conditions and boundaries are not looked at, and what
 * cannot be read may allow everything. "No" is certain; "yes" is for those who decide to find out.
 */

/** The Allow statements of a document; undefined: it cannot be told what it says. */
function allowsIn(document: unknown): readonly JsonObject[] | undefined {
  if (!isObject(document)) return undefined;
  const { Statement: found } = document;
  const statements: readonly unknown[] = Array.isArray(found) ? found : [found];
  if (!statements.every(isObject)) return undefined;
  return statements.filter(({ Effect: effect }) => effect !== 'Deny');
}

const textsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Whether some Allow of a document has an action that passes. */
function hasAction({ document }: PolicyDocument, passes: (action: string) => boolean): boolean {
  const allows = allowsIn(document);
  if (!allows) return true;
  return allows.some(
    (statement) =>
      !('Action' in statement) ||
      'NotAction' in statement ||
      textsIn(statement['Action']).some(
        (action) => typeof action !== 'string' || passes(action.toLowerCase()),
      ),
  );
}

/** Whether a principal may be allowed anything of one of these services (`ecs`), by its own policies or its groups'. */
export function mayUse(principal: PrincipalRecord, services: readonly string[]): boolean {
  const passes = (action: string): boolean => {
    const service = action.split(':', 1)[0] ?? '';
    return /[*?]/.test(service) || services.includes(service);
  };
  return some(wholeIdentity(principal), passes);
}

/** Whether a principal may be allowed one of these actions (`iam:PassRole`), by its own policies or its groups'. */
export function mayDo(principal: PrincipalRecord, actions: readonly string[]): boolean {
  const wanted = actions.map((action) => action.toLowerCase());
  return some(wholeIdentity(principal), (pattern) => {
    const glob = globOf(pattern);
    return wanted.some((action) => glob.test(action));
  });
}

const some = ({ policies, unread }: Identity, passes: (action: string) => boolean): boolean =>
  unread.length > 0 || policies.some((policy) => hasAction(policy, passes));

const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/\*+/g, '*')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

/** Whether a role may be taken by a service (`ecs-tasks`), as far as its trust tells. */
export function mayTrust({ trust }: Pick<Identity, 'trust'>, service: string): boolean {
  if (!trust) return true;
  const allows = allowsIn(trust.document);
  if (!allows) return true;
  return allows.some((statement) => {
    const { Principal: principal } = statement;
    if (!isObject(principal) || 'NotPrincipal' in statement)
      return principal !== undefined || 'NotPrincipal' in statement;
    return textsIn(principal['Service']).some(
      (name) => typeof name === 'string' && (name === '*' || name.toLowerCase().startsWith(`${service}.`)),
    );
  });
}
