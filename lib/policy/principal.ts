import { arnParts } from './arn.ts';
import { type Context, lookUp } from './context.ts';
import type { PrincipalMatcher } from './document.ts';
import { dependsOn, type Truth } from './truth.ts';

/** Who makes a request. */
export type Principal =
  | Named<'user'>
  /** A session of a role whose name is not known: what the role can do. `arn` is the role's. */
  | Named<'role'>
  /** One session, `arn:…:assumed-role/NAME/SESSION`; it does not tell the path of its role. */
  | Named<'session'>
  | Named<'federated-user'>
  | Named<'root'>
  /** A service by its principal, such as `ecs-tasks.amazonaws.com`. */
  | { readonly type: 'service'; readonly name: string }
  /** Somebody an identity provider vouches for, before a role is assumed; the provider's ARN or host. */
  | { readonly type: 'federated'; readonly provider: string }
  | { readonly type: 'anonymous' };

interface Named<Type extends string> {
  readonly type: Type;
  readonly arn: string;
  readonly account: string;
  /** Of the user or role, without its path. */
  readonly name: string;
}

/** How a resource policy names a principal; a boundary limits a grant to the role, not one to the session. */
export type PrincipalMatch = 'direct' | 'role' | 'account';

const PROVIDERS: readonly string[] = [
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
];

/**
 * Reads a principal: an ARN of a user, role, session, federated user, account root or identity provider, an account
 * id, a service's name, a web identity provider's host, `anonymous`. `undefined` for anything else.
 */
export function principalOf(text: string): Principal | undefined {
  if (text === 'anonymous' || text === '*') return { type: 'anonymous' };
  if (/^\d{12}$/.test(text)) return root(`arn:aws:iam::${text}:root`, text);
  if (PROVIDERS.includes(text)) return { type: 'federated', provider: text };
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|aws\.internal|amazonaws\.eu)$/.test(text))
    return { type: 'service', name: text };
  const arn = arnParts(text);
  return arn && /^\d{12}$/.test(arn.account)
    ? ofArn(text, arn.service, arn.account, arn.resource)
    : undefined;
}

const root = (arn: string, account: string): Principal => ({ type: 'root', arn, account, name: 'root' });

function ofArn(arn: string, service: string, account: string, resource: string): Principal | undefined {
  const [kind = '', ...names] = resource.split('/');
  const last = names.at(-1) ?? '';
  if (service === 'iam' && resource === 'root') return root(arn, account);
  if (last === '') return undefined;
  if (service === 'iam' && (kind === 'user' || kind === 'role'))
    return { type: kind, arn, account, name: last };
  if (service === 'iam' && (kind === 'saml-provider' || kind === 'oidc-provider'))
    return { type: 'federated', provider: arn };
  if (service === 'sts' && kind === 'assumed-role' && names.length === 2)
    return { type: 'session', arn, account, name: names[0] ?? '' };
  if (service === 'sts' && kind === 'federated-user')
    return { type: 'federated-user', arn, account, name: last };
  return undefined;
}

/** The account a principal belongs to; services and strangers have none. */
export const accountOf = (principal: Principal): string | undefined =>
  'account' in principal ? principal.account : undefined;

/** Whether `Principal` names the one who asks, and how. The strongest way counts: direct, then role, then account. */
export function named(
  matcher: PrincipalMatcher,
  principal: Principal,
  context: Context,
): ReadonlyMap<PrincipalMatch, Truth> {
  const found = new Map<PrincipalMatch, Truth>();
  if (matcher.anyone) return found.set('direct', true);
  if (principal.type === 'service') {
    if (hasName(matcher.services, principal.name)) found.set('direct', true);
  } else if (principal.type === 'federated') {
    if (hasName(matcher.federated, principal.provider)) found.set('direct', true);
  } else if (principal.type !== 'anonymous') {
    for (const text of matcher.aws) {
      const match = namedBy(text, principal, context);
      if (match) found.set(match.how, match.truth === true ? true : (found.get(match.how) ?? match.truth));
    }
  }
  return found;
}

const hasName = (names: readonly string[], name: string): boolean =>
  names.includes('*') || names.includes(name);

interface Match {
  readonly how: PrincipalMatch;
  readonly truth: Truth;
}

function namedBy(
  text: string,
  principal: Exclude<Principal, { readonly type: 'service' | 'federated' | 'anonymous' }>,
  context: Context,
): Match | undefined {
  const direct: Match = { how: 'direct', truth: true };
  if (text === principal.arn) return principal.type === 'role' ? { how: 'role', truth: true } : direct;
  const other = principalOf(text);
  if (!other || accountOf(other) !== principal.account) return undefined;
  if (other.type === 'root') return { how: 'account', truth: true };
  const { type, name } = principal;
  // A role's name is unique in its account whatever its path: sessions do not tell the path.
  if (type === 'session' && other.type === 'role' && other.name === name) return { how: 'role', truth: true };
  if (type === 'role' && other.type === 'session' && other.name === name)
    return { how: 'direct', truth: isSession(other.arn, context) };
  if (type === 'federated-user' && other.type === 'user' && other.name === name)
    return { how: 'role', truth: true };
  return undefined;
}

/** Whether a session of a role is the one that is named: `aws:userid` of a session ends in its name. */
function isSession(arn: string, context: Context): Truth {
  const id = lookUp(context, 'aws:userid');
  if (id === undefined) return dependsOn('aws:userid');
  return typeof id === 'string' && id.endsWith(`:${arn.slice(arn.lastIndexOf('/') + 1)}`);
}
