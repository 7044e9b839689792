import type { PolicyDocument } from '#domain/identity.ts';
import { plain } from '#domain/json.ts';
import { parsePolicy } from '#policy/parse.ts';
import { accountOf, principalOf } from '#policy/principal.ts';

/** Who may take a role: kinds that some statement of its trust lets in. */
export type Taker =
  /** Users of the account, or whom the account lets: its trust names the account, its root, or everybody. */
  | 'people'
  /** Other roles of the account. */
  | 'roles'
  | 'services'
  /** People or programs whom a provider vouches for, or another account. */
  | 'others';

/** The takers of a role in an account; in words, where its trust cannot be read. Conditions and Deny are not looked at: they only take away. */
export function takersOf(trust: PolicyDocument, account: string): ReadonlySet<Taker> | string {
  const parsed = parsePolicy(trust.document, trust.name, 'trust');
  if ('errors' in parsed) {
    const { path, message } = parsed.errors[0];
    return `its trust policy cannot be read (${plain(`${path} ${message}`.trim())})`;
  }
  const takers = new Set<Taker>();
  for (const { effect, principals } of parsed.policy.statements) {
    if (effect !== 'Allow' || !principals) continue;
    if (principals.anyone || principals.not) takers.add('people');
    if (principals.services.length > 0) takers.add('services');
    if (principals.federated.length > 0 || principals.others.length > 0) takers.add('others');
    for (const text of principals.aws) takers.add(ofAws(text, account));
  }
  return takers;
}

function ofAws(text: string, account: string): Taker {
  const principal = principalOf(text);
  if (!principal || principal.type === 'anonymous') return 'people';
  if (accountOf(principal) !== account) return 'others';
  return principal.type === 'role' || principal.type === 'session' ? 'roles' : 'people';
}
