import { describe, expect, test } from 'vitest';
import { outsideAccess } from '#policy/outside-access.ts';
import { ACCOUNT, OTHER, policy } from './support.ts';

const HOME = { resource: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/shop`, account: ACCOUNT };
const PULL = { Effect: 'Allow', Action: 'ecr:BatchGetImage' };
const DENY = { Effect: 'Deny', Action: '*' };

/** Who else may pull, in one line: `everyone`, `account 4444…`, `organization o-…`, with what is left open. */
function pullers(
  statements: readonly object[],
  home: { readonly organizationId?: string } = {},
): readonly string[] {
  const access = outsideAccess(policy(statements, 'resource'), ['ecr:BatchGetImage', 'ecr:PutImage'], {
    ...HOME,
    ...home,
  });
  return access
    .filter(({ action }) => action === 'ecr:BatchGetImage')
    .map(({ who, dependsOn }) => {
      const name =
        who.kind === 'everyone' ? 'everyone' : who.kind === 'account' ? who.account : who.organizationId;
      return [name, ...dependsOn].join(' ');
    });
}

const everyone = (Condition?: object): readonly string[] =>
  pullers([{ ...PULL, Principal: '*', ...(Condition && { Condition }) }]);

describe('everyone', () => {
  test.each<[string, object | undefined, readonly string[]]>([
    ['no condition', undefined, ['everyone']],
    ['an organisation', { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } }, ['o-ours']],
    ['an organisation, in any case', { StringEquals: { 'AWS:principalorgid': 'o-ours' } }, ['o-ours']],
    ['all organisations', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, ['everyone']],
    ['all but one organisation', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } }, ['everyone']],
    [
      'an organisation if there is one',
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours' } },
      ['everyone', 'o-ours'],
    ],
    ['a path', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-ours/r-1/ou-1/*' } }, ['o-ours']],
    [
      'all paths, which none has too',
      { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-ours/*' } },
      ['everyone', 'o-ours'],
    ],
    [
      'the organisation of the resource',
      { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
      [],
    ],
    ['our account', { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, []],
    ['another account', { StringEquals: { 'aws:PrincipalAccount': OTHER } }, [OTHER]],
    [
      'the account of the resource',
      { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } },
      [],
    ],
    ['a role of ours', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/ci` } }, []],
    ['roles of another', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/ci-*` } }, [OTHER]],
    [
      'a name that anybody may choose',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci-*' } },
      ['everyone'],
    ],
    ['a VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, []],
    ['any VPC', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }, ['everyone']],
    ['an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, []],
    [
      'private addresses, which everybody has',
      { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
      ['everyone'],
    ],
    ['an address', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }, []],
    ['every address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, ['everyone']],
    [
      'every address in halves',
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
      ['everyone'],
    ],
    ['every newer address', { IpAddress: { 'aws:SourceIp': '::/0' } }, ['everyone']],
    ['all but one address', { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }, ['everyone']],
    ['an account that services act for', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, []],
    ['TLS keeps nobody out', { Bool: { 'aws:SecureTransport': 'true' } }, ['everyone']],
    ['nor MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, ['everyone']],
    ['nor a user agent', { StringLike: { 'aws:UserAgent': 'secret*' } }, ['everyone']],
    ['nor a tag of their own', { StringEquals: { 'aws:PrincipalTag/team': 'red' } }, ['everyone']],
    [
      'a tag of the resource is not known',
      { StringEquals: { 'aws:ResourceTag/public': 'yes' } },
      ['everyone aws:ResourceTag/public'],
    ],
    [
      'two conditions',
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
      ['o-ours'],
    ],
  ])('%s', (_, condition, expected) => expect(everyone(condition)).toEqual(expected));
});

describe('a whole policy', () => {
  const open = { ...PULL, Principal: '*' };
  test.each<[string, readonly object[], readonly string[]]>([
    ['nobody', [], []],
    ['our account', [{ ...PULL, Principal: { AWS: ACCOUNT } }], []],
    ['another account', [{ ...PULL, Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }], [OTHER]],
    ['a role of another account', [{ ...PULL, Principal: { AWS: `arn:aws:iam::${OTHER}:role/x` } }], [OTHER]],
    [
      'a session of another account',
      [{ ...PULL, Principal: { AWS: `arn:aws:sts::${OTHER}:assumed-role/x/y` } }],
      [OTHER],
    ],
    ['everyone as AWS', [{ ...PULL, Principal: { AWS: ['*'] } }], ['everyone']],
    ['all but one', [{ ...PULL, NotPrincipal: { AWS: OTHER } }], ['everyone']],
    ['a service', [{ ...PULL, Principal: { Service: 'codebuild.amazonaws.com' } }], []],
    ['denied to everyone', [open, { ...DENY, Principal: '*' }], []],
    [
      'denied outside the organisation',
      [open, { ...DENY, Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } } }],
      ['o-ours'],
    ],
    [
      'denied outside our account',
      [
        open,
        { ...DENY, Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } } },
      ],
      [],
    ],
    ['denied to all but ours', [open, { ...DENY, NotPrincipal: { AWS: ACCOUNT } }], []],
    [
      'denied without TLS',
      [open, { ...DENY, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      ['everyone'],
    ],
    ['denied to one account', [open, { ...DENY, Principal: { AWS: OTHER } }], ['everyone']],
    ['another action denied', [open, { ...DENY, Action: 'ecr:PutImage', Principal: '*' }], ['everyone']],
    [
      'an account and an organisation',
      [
        {
          ...PULL,
          Principal: { AWS: OTHER },
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
        },
      ],
      [],
    ],
  ])('%s', (_, statements, expected) => expect(pullers(statements)).toEqual(expected));

  test('our own organisation is nobody else', () => {
    const ours = { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours' } } };
    expect(pullers([ours], { organizationId: 'o-ours' })).toEqual([]);
  });

  test('the statements that let them in', () => {
    const resource = policy(
      [
        { ...DENY, Principal: { AWS: OTHER } },
        { ...open, Sid: 'Open' },
      ],
      'resource',
    );
    expect(outsideAccess(resource, ['ecr:BatchGetImage'], HOME)[0]?.statements).toEqual([
      { policy: 'resource', sid: 'Open', index: 1, effect: 'Allow' },
    ]);
  });
});

describe('a trust policy', () => {
  const ROLE_HOME = { resource: `arn:aws:iam::${ACCOUNT}:role/deploy`, account: ACCOUNT };
  const takers = (Principal: unknown, Condition?: object): readonly unknown[] => {
    const trust = policy(
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...(Condition && { Condition }) },
      'trust',
    );
    return outsideAccess(trust, ['sts:AssumeRole'], ROLE_HOME).map(({ who, dependsOn }) => [
      who.kind,
      ...dependsOn,
    ]);
  };
  test.each<[string, unknown, object | undefined, readonly unknown[]]>([
    ['everyone', '*', undefined, [['everyone']]],
    ['another account', { AWS: OTHER }, undefined, [['account']]],
    [
      'with an external id',
      { AWS: OTHER },
      { StringEquals: { 'sts:ExternalId': '42' } },
      [['account', 'sts:ExternalId']],
    ],
    ['a service', { Service: 'ecs-tasks.amazonaws.com' }, undefined, []],
    ['our account', { AWS: ACCOUNT }, undefined, []],
  ])('%s', (_, principal, condition, expected) => expect(takers(principal, condition)).toEqual(expected));
});
