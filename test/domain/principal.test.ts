import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalOf } from '#domain/principal.ts';
import {
  keyUser,
  oidcPipeline,
  roleSession,
  root,
  ssoPerson,
  userSession,
  visitor,
} from '../support/acts.ts';
import { hostileJson } from '../support/hostile-json.ts';
import { ACCOUNT, type Json, OTHER } from '../support/records.ts';

const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

const cases: readonly (readonly [string, Json, string, string | undefined])[] = [
  ['a user with a key', keyUser(), 'user', iam('user/ci-push')],
  ['a user in a session, with its path', userSession(true), 'user', iam('user/people/ada')],
  ['a user at the console without an ARN', { ...visitor(), arn: undefined }, 'user', iam('user/ada')],
  [
    'a user whose name a failed sign-in hides',
    { type: 'IAMUser', accountId: ACCOUNT, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    'user',
    undefined,
  ],
  ['root', root(), 'root', iam('root')],
  ['a role, not its session', roleSession('teams/ci'), 'role', iam('role/teams/ci')],
  [
    'a role whose record lacks the issuer: by the session, without the path',
    { ...roleSession('teams/ci'), sessionContext: { sessionIssuer: {} } },
    'role',
    iam('role/ci'),
  ],
  [
    'a person of Identity Center',
    ssoPerson(),
    'sso',
    iam('role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Developer_0123456789abcdef'),
  ],
  [
    'a role that somebody named like one of Identity Center is none',
    roleSession('AWSReservedSSO_Admin_0123456789abcdef'),
    'role',
    iam('role/AWSReservedSSO_Admin_0123456789abcdef'),
  ],
  ['a pipeline with a token', oidcPipeline(), 'oidc', iam('role/github')],
  [
    'a service-linked role',
    roleSession('aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
    'service-linked',
    iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'),
  ],
  [
    'a federated user is the user whose key asked for the session',
    {
      type: 'FederatedUser',
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/x`,
      sessionContext: { sessionIssuer: { type: 'IAMUser', arn: iam('user/broker') } },
    },
    'user',
    iam('user/broker'),
  ],
  ['an AWS service', { type: 'AWSService', invokedBy: 'ecs.amazonaws.com' }, 'service', undefined],
  [
    'another account',
    { type: 'AWSAccount', accountId: OTHER, principalId: 'AIDA:x' },
    'foreign',
    `arn:aws:iam::${OTHER}:root`,
  ],
  [
    'a role of another account',
    { type: 'AssumedRole', arn: `arn:aws:sts::${OTHER}:assumed-role/x/y`, accountId: OTHER },
    'foreign',
    `arn:aws:iam::${OTHER}:role/x`,
  ],
  ['a person by SAML', { type: 'SAMLUser', userName: 'x' }, 'federated', undefined],
  ['a person of Identity Center by token', { type: 'IdentityCenterUser' }, 'federated', undefined],
  ['nobody', {}, 'unknown', undefined],
  ['a type of tomorrow', { type: 'Robot', arn: iam('user/x') }, 'unknown', undefined],
  ['an ARN that is none', { ...keyUser(), arn: 'arn:aws:iam::1:user/x`y' }, 'user', iam('user/ci-push')],
];

describe('who acts', () => {
  it.each(cases)('%s', (_title, identity, kind, arn) => {
    const principal = principalOf(identity, ACCOUNT);
    expect(principal.kind).toBe(kind);
    expect(principal.resource?.arn).toBe(arn);
  });

  it('is told of anything at all, and names only what an ARN may hold', () => {
    const odd = fc.dictionary(
      fc.constantFrom('type', 'arn', 'accountId', 'userName', 'sessionContext'),
      fc.oneof(
        fc.constantFrom<unknown>(
          'Root',
          'IAMUser',
          'AssumedRole',
          'FederatedUser',
          'constructor',
          iam('user/a\nb'),
        ),
        hostileJson(['sessionIssuer', 'arn', 'webIdFederationData']),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(odd, hostileJson(['type', 'arn'])), (identity) => {
        const { resource } = principalOf(identity, ACCOUNT);
        expect(resource === undefined || /^arn:[a-z0-9-]+:iam::\d{12}:[\w+=,.@/-]+$/.test(resource.arn)).toBe(
          true,
        );
      }),
      { numRuns: 3000 },
    );
  });
});
