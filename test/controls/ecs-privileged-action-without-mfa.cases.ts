import {
  ecsCall,
  keyUser,
  oidcPipeline,
  roleSession,
  root,
  ssoPerson,
  userSession,
} from '../support/acts.ts';
import { trusting } from '../support/principals.ts';
import type { BehaviourCases } from './cases.ts';

const named = (kind: 'administrators' | 'automation', name: string) => ({
  principals: { administrators: [], automation: [], accessKeyUsers: [], maintainers: [], [kind]: [name] },
});

const ACCOUNT = '111122223333';
/** A role, and who its trust lets in. */
const trusted = (principal: unknown, call?: string) => ({
  record: ecsCall(roleSession('admin'), call),
  facts: { roleTrust: { trust: trusting(principal) } },
});
const user = `arn:aws:iam::${ACCOUNT}:user/ada`;

export default {
  passes: {
    'a user with MFA': { record: ecsCall(userSession(true)) },
    'a role taken with MFA': { record: ecsCall(roleSession('admin', true)) },
    'root with MFA': { record: ecsCall(root()) },
  },
  fails: {
    'a user who updates a service': {
      record: ecsCall(userSession(false)),
      reasons: ['no-mfa change'],
      severity: 'HIGH',
    },
    'a user who opens a shell in a container': {
      record: ecsCall(userSession(false), 'ExecuteCommand'),
      reasons: ['no-mfa run'],
      severity: 'HIGH',
    },
    'a user who deletes': {
      record: ecsCall(userSession(false), 'DeleteTaskDefinitions'),
      reasons: ['no-mfa delete'],
      severity: 'HIGH',
    },
    'a user who changes account settings, deleting one': {
      record: ecsCall(userSession(false), 'DeleteAccountSetting'),
      reasons: ['no-mfa settings'],
      severity: 'HIGH',
    },
    'a known administrator': {
      record: ecsCall(userSession(false)),
      parameters: named('administrators', 'ada'),
      reasons: ['no-mfa change'],
      severity: 'INFORMATIONAL',
    },
    'a role that the account root may give to anybody': {
      ...trusted({ AWS: `arn:aws:iam::${ACCOUNT}:root` }),
      reasons: ['no-mfa change'],
      severity: 'HIGH',
    },
    'a role that users may take': {
      ...trusted({ AWS: [user, ACCOUNT] }, 'RunTask'),
      reasons: ['no-mfa run'],
      severity: 'HIGH',
    },
    'a role that everybody may take': { ...trusted('*'), reasons: ['no-mfa change'], severity: 'HIGH' },
    'a federated user, whose session a user’s key began': {
      record: ecsCall({
        type: 'FederatedUser',
        arn: 'arn:aws:sts::111122223333:federated-user/contractor',
        accountId: '111122223333',
        accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
        sessionContext: {
          sessionIssuer: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/broker' },
          attributes: { creationDate: '2026-03-01T09:00:00Z', mfaAuthenticated: 'false' },
        },
      }),
      reasons: ['no-mfa change'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'a long-term key has no session': { record: ecsCall(keyUser()), why: /long-term key/ },
    'a person of Identity Center': { record: ecsCall(ssoPerson()), why: /another provider/ },
    'a pipeline with a token': { record: ecsCall(oidcPipeline()), why: /a program acts/ },
    'automation by settings': {
      record: ecsCall(roleSession('teams/ci')),
      parameters: named('automation', 'ci'),
      why: /settings name it/,
    },
    'a service on behalf of a role': {
      record: ecsCall({ ...roleSession('ci'), invokedBy: 'cloudformation.amazonaws.com' }),
      why: /cloudformation/,
    },
    'a role that only a service takes': {
      ...trusted({ Service: 'ec2.amazonaws.com' }),
      why: /no people of this account/,
    },
    'a role that only another role takes': {
      ...trusted({ AWS: `arn:aws:iam::${ACCOUNT}:role/teams/ci` }),
      why: /no people of this account/,
    },
    'a role that only another account takes': {
      ...trusted({ AWS: 'arn:aws:iam::444455556666:root' }),
      why: /no people of this account/,
    },
    'a role that a provider vouches for': {
      ...trusted({ Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` }),
      why: /no people of this account/,
    },
    'an AWS service': {
      record: ecsCall({ type: 'AWSService', invokedBy: 'ecs.amazonaws.com' }),
      why: /an AWS service acts/,
    },
    'somebody of another account': {
      record: ecsCall({ ...userSession(false), arn: 'arn:aws:iam::444455556666:user/eve' }),
      why: /another account/,
    },
  },
  notAvailable: {
    'a role: who takes it the event does not say': {
      record: ecsCall(roleSession('admin')),
      why: /its trust/,
    },
    'a role that people and a service take': {
      ...trusted({ AWS: user, Service: 'ecs-tasks.amazonaws.com' }),
      why: /people and services/,
    },
    'a role whose trust may not be read': {
      record: ecsCall(roleSession('admin')),
      facts: { roleTrust: { unavailable: 'denied', what: 'iam:GetRole' } },
      why: /access denied: iam:GetRole/,
    },
    'a role whose trust is no policy': {
      record: ecsCall(roleSession('admin')),
      facts: { roleTrust: { trust: { name: 'trust policy', document: '{' } } },
      why: /trust policy cannot be read/,
    },
    'a role without a trust policy': {
      record: ecsCall(roleSession('admin')),
      facts: { roleTrust: {} },
      why: /not said/,
    },
    'a session whose record does not say': { record: ecsCall(userSession(undefined)), why: /does not say/ },
  },
  notJudged: {
    'a call that was denied': {
      record: ecsCall(userSession(false), 'RunTask', { errorCode: 'AccessDeniedException' }),
    },
    'a tag': { record: ecsCall(userSession(false), 'TagResource') },
    'an empty cluster': { record: ecsCall(userSession(false), 'CreateCluster') },
  },
  worse: {
    before: { record: ecsCall(userSession(false)) },
    after: { record: ecsCall(userSession(false), 'DeleteService') },
  },
} satisfies BehaviourCases;
