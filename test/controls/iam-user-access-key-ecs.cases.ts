import type { AccessKey } from '#domain/credentials.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import { allow, deny, document, membership, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const key = (id: string | undefined, says: Partial<AccessKey> = {}): AccessKey => ({
  ...(id !== undefined && { id }),
  active: true,
  createdAt: '2025-01-01T00:00:00.000Z',
  ...says,
});
const given = (principal: PrincipalRecord, ...accessKeys: readonly AccessKey[]): Given => ({
  facts: { principal, credentials: { consolePassword: false, mfaDevices: 0, accessKeys } },
  arn: principal.arn,
});
const fails = (each: Given, severity: Severity, ...ids: readonly string[]) => ({
  ...each,
  // By the order of their creation: a sweep does not know their ids.
  reasons: ids.map((_id, index) => `active-access-key key ${index + 1}`),
  severity,
});

const UPDATE = allow('ecs:UpdateService', { Resource: 'arn:aws:ecs:*:*:service/prod/web' });
const accepted = {
  principals: { ...DEFAULT_SETTINGS.parameters.principals, accessKeyUsers: ['ci-*'] },
};

export default {
  passes: {
    'no key': given(user(UPDATE)),
    'an inactive key': given(user(UPDATE), key('AAAA', { active: false })),
    'reads only': given(user(allow(['ecs:Describe*', 'ecr:BatchGetImage'])), key('AAAA')),
    'other services': given(user(allow('s3:*')), key('AAAA')),
    'a Deny': given(user([UPDATE, deny('*')]), key('AAAA')),
    'a boundary without it': given(user(UPDATE, { boundary: document(allow('s3:*')) }), key('AAAA')),
  },
  fails: {
    'a key and a write': fails(given(user(UPDATE), key('AAAA')), 'HIGH', 'AAAA'),
    'two keys, one of them active': fails(
      given(
        user(UPDATE),
        key('AAAA', { active: false }),
        key('BBBB', { lastUsedAt: '2026-01-01T00:00:00.000Z' }),
      ),
      'HIGH',
      'BBBB',
    ),
    'a write by a group': fails(
      given(user([], { groups: [membership(allow('ecs:*'))] }), key('AAAA')),
      'HIGH',
      'AAAA',
    ),
    'an administrator': fails(given(user(allow('*')), key('AAAA')), 'HIGH', 'AAAA'),
    'deletes images': fails(given(user(allow('ecr:BatchDeleteImage')), key('AAAA')), 'HIGH', 'AAAA'),
    'pushes images and nothing else': fails(
      given(user(allow('ecr:PutImage')), key('AAAA')),
      'MEDIUM',
      'AAAA',
    ),
    'a key that is accepted': {
      ...fails(given(user(UPDATE, { name: 'ci-legacy' }), key('AAAA')), 'LOW', 'AAAA'),
      parameters: accepted,
    },
    'a key without a name': fails(given(user(UPDATE), key(undefined)), 'HIGH', '-'),
    'read well enough though a group was not': fails(
      given(user(UPDATE, { unread: ['group ops'] }), key('AAAA')),
      'HIGH',
      'AAAA',
    ),
  },
  notApplicable: {},
  notAvailable: {
    'a group that was not read': {
      ...given(user([], { unread: ['group ops'] }), key('AAAA')),
      why: /not read: group ops/,
    },
    'a boundary that was not read': {
      ...given(user(UPDATE, { boundary: { name: 'limit', document: 1 } }), key('AAAA')),
      why: /limit cannot be read/,
    },
  },
  worse: {
    before: given(user(UPDATE), key('AAAA')),
    after: given(user(UPDATE), key('AAAA'), key('BBBB')),
  },
} satisfies Cases;
