import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { roleName, rolesNamedIn, type TaskRole, type TaskRoles } from '#domain/task-roles.ts';
import type { TemplateAccount } from '#template/account.ts';
import { policyText } from './policy-text.ts';
import { outside, type Reader } from './reader.ts';

/** The roles of a family, those that the template makes. */
export const readTaskRoles: Reader<TaskRoles> = (_written, account, { known: { family } }) => ({
  value: Object.fromEntries(
    (family ? rolesNamedIn(family) : []).map((role) => [role, roleIn(role, account)]),
  ),
});

function roleIn(named: string, account: TemplateAccount): TaskRole | Unavailable {
  const declared = account
    .ofType('AWS::IAM::Role')
    .find((each) => account.isRef(named, each) || named === account.names.attribute(each.logicalId, 'Arn'));
  if (!declared) return outside(`role ${roleName(named)}, which the template does not make`);
  const trust = policyText(declared.properties['AssumeRolePolicyDocument'], 'AssumeRolePolicyDocument');
  return isUnavailable(trust) ? trust : { trust };
}
