import { fieldsOf } from '#domain/normalise/fields.ts';
import { toPrincipal } from '#domain/normalise/principal.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { type NamedRole, type RolePolicies, roleName, rolesNamedIn } from '#domain/task-roles.ts';
import type { TemplateAccount } from '#template/account.ts';
import { policyText } from './policy-text.ts';
import { outside, type Reader } from './reader.ts';

/** The roles of a family, those that the template makes: who may take them. */
export const readRolePolicies: Reader<RolePolicies> = (_written, account, { known: { family } }) => ({
  value: Object.fromEntries(
    (family ? rolesNamedIn(family) : []).map((role) => [role, roleIn(role, account)]),
  ),
});

function roleIn(named: string, account: TemplateAccount): NamedRole | Unavailable {
  const declared = account
    .ofType('AWS::IAM::Role')
    .find((each) => account.isRef(named, each) || named === account.names.attribute(each.logicalId, 'Arn'));
  if (!declared) return outside(`role ${roleName(named)}, which the template does not make`);
  const trust = policyText(declared.properties['AssumeRolePolicyDocument'], 'AssumeRolePolicyDocument');
  if (isUnavailable(trust)) return trust;
  const detail = fieldsOf({ AssumeRolePolicyDocument: trust, Tags: declared.properties['Tags'] }) ?? {};
  const role = toPrincipal('role', named, detail, NOBODY);
  return { ...role, unread: ['its policies, which are looked at in the account'] };
}

const NOBODY = { policy: () => undefined, group: () => undefined };
