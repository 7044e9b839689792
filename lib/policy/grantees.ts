import type { Policy } from './document.ts';
import { accountsIn } from './outsiders.ts';
import { type Principal, principalOf } from './principal.ts';

/** Somebody whom a policy lets in, by the name it gives: `*`, an account id, an ARN, a service. */
export interface Grantee {
  readonly name: string;
  readonly principal: Principal;
}

/** Everyone whom the Allows of a resource policy let in; all but somebody is everybody. */
export function grantees(policy: Policy): readonly Grantee[] {
  const matchers = policy.statements.flatMap(({ effect, principals }) =>
    effect === 'Allow' && principals ? [principals] : [],
  );
  const isOpen = matchers.some(({ not, anyone }) => not || anyone);
  const named = matchers.flatMap(({ not, aws, services, federated }) =>
    not ? [] : [...aws, ...services, ...federated],
  );
  const found = new Map<string, Grantee>();
  // Of a stranger only the account is known: conditions stay open. An account that conditions name is no stranger.
  if (isOpen) found.set('*', { name: '*', principal: STRANGER });
  for (const text of [...named, ...(isOpen ? accountsIn(policy) : [])]) {
    const principal = principalOf(text);
    // An account's root and its id are the same.
    const name = principal?.type === 'root' ? principal.account : text;
    if (principal) found.set(name, { name, principal });
  }
  return [...found.values()];
}

const STRANGER: Principal = {
  type: 'role',
  arn: 'arn:aws:iam::666000000000:role/stranger',
  account: '666000000000',
  name: 'stranger',
};
