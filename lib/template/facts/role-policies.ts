import type { PrincipalRecord } from '#domain/identity.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { type NamedRole, type RolePolicies, roleName, rolesNamedIn } from '#domain/task-roles.ts';
import type { TemplateAccount } from '#template/account.ts';
import { policyText } from './policy-text.ts';
import { principalIn } from './principals.ts';
import { outside, type Reader } from './reader.ts';

/** The roles of a family, those that the template makes. */
export const readRolePolicies: Reader<RolePolicies> = (_written, account, { known: { family } }) => ({
  value: Object.fromEntries(
    (family ? rolesNamedIn(family) : []).map((role) => [role, roleIn(role, account)]),
  ),
});

function roleIn(named: string, account: TemplateAccount): NamedRole | Unavailable {
  const declared = account.made('AWS::IAM::Role', named);
  if (!declared) return outside(`role ${roleName(named)}, which the template does not make`);
  const trust = policyText(declared.properties['AssumeRolePolicyDocument'], 'AssumeRolePolicyDocument');
  return isUnavailable(trust)
    ? trust
    : principalIn({ arn: account.names.attribute(declared.logicalId, 'Arn') ?? '', declared }, account);
}

/** A role, user or group of the template. */
export const readPrincipal: Reader<PrincipalRecord> = (written, account) => ({
  value: principalIn(written, account),
});
