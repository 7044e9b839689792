import type { PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord): Given => ({ facts: { principal }, arn: principal.arn });
const fails = (principal: PrincipalRecord) => ({
  ...given(principal),
  reasons: ['without-tls -'],
  severity: 'INFORMATIONAL' as const,
});
const UPDATE = allow('ecs:UpdateService');
const TLS = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };

export default {
  passes: {
    'an Allow over TLS': given(role(allow('ecs:*', TLS))),
    'a Deny of what is not': given(
      role([UPDATE, deny('*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
    ),
    'a boundary that asks for it': given(role(UPDATE, { boundary: document(allow('*', TLS)) })),
    'no writes': given(role(allow('ecs:List*'))),
    'a user whose group may: the group is told of': given(user([], { groups: [membership(UPDATE)] })),
  },
  fails: {
    'no condition': fails(role(UPDATE)),
    'of a group': fails(group(UPDATE)),
    'one of two statements': fails(user([allow('ecs:*', TLS), UPDATE])),
  },
  notApplicable: { 'an administrator': { ...given(user(allow('*'))), why: /administrator/ } },
  notAvailable: {
    'a policy that was not read': {
      ...given(user([], { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: { cannotGetWorse: 'which actions it is for is evidence: the endpoints take nothing but HTTPS' },
} satisfies Cases;
