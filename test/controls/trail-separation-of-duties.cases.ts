import type { PrincipalRecord } from '#domain/identity.ts';
import type { Severity } from '#domain/severity.ts';
import type { Trails } from '#domain/trail.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import { regionalTrail } from '../support/trail.ts';
import type { Cases, Given } from './cases.ts';

const TRAIL = 'arn:aws:cloudtrail:us-east-1:123456789012:trail/audit';
const HERE = 'arn:aws:iam::123456789012:root/us-east-1';
const own = regionalTrail({ arn: TRAIL, kmsKey: 'arn:aws:kms:us-east-1:123456789012:key/1' });
const given = (
  principals: readonly PrincipalRecord[],
  trails: Trails = { trails: [own] },
  arn = HERE,
): Given => ({ facts: { trails, accountPrincipals: { principals } }, arn });
const fails = (each: Given, severity: Severity, ...who: readonly string[]) => ({
  ...each,
  reasons: who.map((name) => `both-duties ${name}`),
  severity,
});

const ECS = allow('ecs:*');
const STOP = allow('cloudtrail:StopLogging');
const both = (blinding: object) => role([ECS, blinding]);

export default {
  passes: {
    nobody: given([]),
    'ECS alone': given([role(ECS)]),
    'the trail alone': given([role(STOP)]),
    'one does this, another that': given([role(ECS, { name: 'ops' }), role(STOP, { name: 'audit' })]),
    'part of ECS': given([role([allow('ecs:UpdateService'), STOP])]),
    'another trail': given([both(allow('cloudtrail:*', { Resource: 'arn:aws:cloudtrail:*:*:trail/other' }))]),
    'another bucket': given([both(allow('s3:*', { Resource: 'arn:aws:s3:::shop/*' }))]),
    'a Deny': given([role([ECS, STOP, deny('cloudtrail:*')])]),
    'a boundary': given([role([ECS, STOP], { boundary: document(ECS) })]),
    'a group acts by its members': given([group([ECS, STOP])]),
  },
  fails: {
    'can stop the trail': fails(given([both(STOP)]), 'MEDIUM', 'role/deploy'),
    'can delete the log': fails(given([both(allow('s3:DeleteObject'))]), 'MEDIUM', 'role/deploy'),
    'can disable the key': fails(given([both(allow('kms:*'))]), 'MEDIUM', 'role/deploy'),
    'by its group': fails(given([user(ECS, { groups: [membership(STOP)] })]), 'MEDIUM', 'user/ana'),
    'an administrator': fails(given([user(allow('*'))]), 'MEDIUM', 'user/ana'),
    'an administrator on purpose': fails(
      given([role(allow('*'), { name: 'AWSControlTowerExecution' })]),
      'INFORMATIONAL',
      'role/AWSControlTowerExecution',
    ),
    'read well enough though another policy was not': fails(
      given([role([ECS, STOP], { unread: ['policy/x'] })]),
      'MEDIUM',
      'role/deploy',
    ),
  },
  notApplicable: {
    'the account as a whole': {
      ...given([], { trails: [own] }, 'arn:aws:iam::123456789012:root'),
      why: /in each region/,
    },
    'a region where no trail has its home': {
      ...given([both(STOP)], { trails: [own] }, 'arn:aws:iam::123456789012:root/eu-west-1'),
      why: /no trail of the account has its home/,
    },
    'a trail of the organisation, which is another account’s': {
      ...given([both(STOP)], {
        trails: [regionalTrail({ arn: TRAIL.replace('123456789012', '999988887777') })],
      }),
      why: /no trail of the account/,
    },
    'a file that says nothing of trails': {
      ...given([], { trails: [], isSilent: true }),
      why: /nothing of trails/,
    },
    'a file that names nobody': {
      facts: { trails: { trails: [own] }, accountPrincipals: { principals: [], isSilent: true } },
      arn: HERE,
      why: /nothing of users and roles/,
    },
  },
  notAvailable: {
    'a policy that was not read': {
      ...given([role(ECS, { unread: ['policy/x'] })]),
      why: /policies of role\/deploy were not read/,
    },
  },
  worse: { before: given([both(STOP)]), after: given([both(STOP), user(allow('*'))]) },
} satisfies Cases;
