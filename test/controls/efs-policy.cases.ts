import type { FileSystem } from '#domain/file-system.ts';
import { fileSystem } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const ROLE = 'arn:aws:iam::123456789012:role/web';
const MOUNT = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'];
const ROOT = [...MOUNT, 'elasticfilesystem:ClientRootAccess'];
const BY_TARGET = { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } };
const TLS_ONLY = {
  Effect: 'Deny',
  Principal: '*',
  Action: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const allow = (who: unknown, Action: unknown = MOUNT, Condition?: object) => ({
  Effect: 'Allow',
  Principal: who === '*' ? '*' : { AWS: who },
  Action,
  ...(Condition && { Condition }),
});
const on = (...Statement: readonly object[]) => ({
  facts: {
    fileSystem: fileSystem(),
    fileSystemPolicy: { text: JSON.stringify({ Version: '2012-10-17', Statement }) },
  },
});
const text = (value: unknown, says: Partial<FileSystem> = {}) =>
  ({ facts: { fileSystem: fileSystem(says), fileSystemPolicy: { text: value } } }) as Given;
const fails = (given: Given, severity: 'HIGH' | 'MEDIUM', ...reasons: string[]) => ({
  ...given,
  reasons,
  severity,
});
const OTHER = 'arn:aws:iam::999999999999:root';

export default {
  passes: {
    'one role, by TLS': on(allow(ROLE), TLS_ONLY),
    'one role: who signs nothing is let do nothing, so plain NFS is refused': on(allow(ROLE)),
    'the clients of the network by TLS, not root': on(allow('*', MOUNT, BY_TARGET), TLS_ONLY),
    'everybody of the own account': on(
      allow('*', MOUNT, { StringEquals: { 'aws:PrincipalAccount': '123456789012' } }),
      TLS_ONLY,
    ),
    'root by one access point only, which has a user of its own': on(
      allow(ROLE, ROOT, {
        StringEquals: {
          'elasticfilesystem:AccessPointArn':
            'arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1',
        },
      }),
      TLS_ONLY,
    ),
    'a trusted account': { ...on(allow(OTHER), TLS_ONLY), parameters: { trustedAccounts: ['999999999999'] } },
    'everybody of the own organisation': {
      ...on(allow('*', MOUNT, { StringEquals: { 'aws:PrincipalOrgID': 'o-home123456' } }), TLS_ONLY),
      parameters: { organizationId: 'o-home123456' },
    },
    'everybody, and a Deny for who is outside the account': on(
      allow('*'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } },
      },
      TLS_ONLY,
    ),
    'an Allow for everybody that is about something else': on(
      allow('*', 'elasticfilesystem:DescribeTags'),
      TLS_ONLY,
    ),
  },
  fails: {
    'no policy at all': fails(text(undefined), 'MEDIUM', 'no-policy -'),
    'everybody without condition': fails(
      on(allow('*'), TLS_ONLY),
      'HIGH',
      'open-to-everybody * ClientMount',
      'open-to-everybody * ClientWrite',
    ),
    'everybody, as a list of a star': fails(
      on(allow(['*'], MOUNT[0]), TLS_ONLY),
      'HIGH',
      'open-to-everybody * ClientMount',
    ),
    'everybody but one, which is everybody (peers pass it)': fails(
      on({ Effect: 'Allow', NotPrincipal: { AWS: ROLE }, Action: MOUNT[0] }, TLS_ONLY),
      'HIGH',
      'open-to-everybody * ClientMount',
    ),
    'everybody by TLS is everybody': fails(
      on(allow('*', MOUNT[0], { Bool: { 'aws:SecureTransport': 'true' } })),
      'HIGH',
      'open-to-everybody * ClientMount',
    ),
    'another account (peers pass it)': fails(
      on(allow(OTHER), TLS_ONLY),
      'HIGH',
      'open-to-another 999999999999 ClientMount',
      'open-to-another 999999999999 ClientWrite',
    ),
    'another account by a mount target is another account': fails(
      on(allow(OTHER, MOUNT[0], BY_TARGET), TLS_ONLY),
      'HIGH',
      'open-to-another 999999999999 ClientMount',
    ),
    "the console's own policy without its option for TLS and with root": fails(
      on(allow('*', ROOT, BY_TARGET)),
      'HIGH',
      'plain-nfs -',
      'root-access *',
    ),
    'the clients of the network may be root': fails(
      on(allow('*', ROOT, BY_TARGET), TLS_ONLY),
      'MEDIUM',
      'root-access *',
    ),
    'all of EFS, by a star': fails(
      on(allow('*', 'elasticfilesystem:*', BY_TARGET), TLS_ONLY),
      'MEDIUM',
      'root-access *',
    ),
    'a role may be root': fails(on(allow(ROLE, ROOT), TLS_ONLY), 'MEDIUM', `root-access ${ROLE}`),
    'a Deny of TLS for one action leaves mounting open': fails(
      on(allow('*', MOUNT, BY_TARGET), { ...TLS_ONLY, Action: 'elasticfilesystem:ClientWrite' }),
      'HIGH',
      'plain-nfs -',
    ),
    'in a file that says not who mounts it': fails(
      {
        facts: {
          fileSystem: { arn: fileSystem().arn, encrypted: true, tags: {} },
          fileSystemPolicy: { text: undefined },
        },
      },
      'MEDIUM',
      'no-policy -',
    ),
  },
  notApplicable: {
    'no task mounts it': { ...text(undefined, { users: [] }), why: /no task definition in use mounts it/ },
  },
  notAvailable: {
    'a policy that is not known yet': {
      ...text({ unreadable: 'Ref Policy' }),
      why: /policy cannot be read.*Ref Policy/,
    },
    'a policy that is none': { ...text('{'), why: /policy cannot be read/ },
  },
  worse: { before: on(allow(ROLE, ROOT), TLS_ONLY), after: on(allow(ROLE, ROOT), allow('*'), TLS_ONLY) },
} satisfies Cases;
