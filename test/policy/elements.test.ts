import { describe, expect, test } from 'vitest';
import { ACCOUNT, ALLOW, ask, OTHER, policy, read, SERVICE_ARN, USER, under } from './support.ts';

const decision = (statement: object, asked: Parameters<typeof ask>[0] = {}): string =>
  ask(asked, { identity: [policy({ ...ALLOW, ...statement })] }).decision;

// Source: IAM guide, "Action" and "NotAction".
describe('actions', () => {
  test.each([
    ['*', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:*', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:UpdateService', 'ecs:UpdateService', 'ALLOWED'],
    ['ECS:updateservice', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:UpdateService', 'ECS:UPDATESERVICE', 'ALLOWED'],
    ['ecs:Update*', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:*service', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:UpdateServic?', 'ecs:UpdateService', 'ALLOWED'],
    ['ecs:UpdateService?', 'ecs:UpdateService', 'DENIED'],
    ['ecs:R*', 'ecs:UpdateService', 'DENIED'],
    ['ecr:*', 'ecs:UpdateService', 'DENIED'],
    ['ecs:Update', 'ecs:UpdateService', 'DENIED'],
    ['iam:*AccessKey*', 'iam:ListAccessKeys', 'ALLOWED'],
    ['ec?:*', 'ecs:UpdateService', 'ALLOWED'],
    // Actions take no variables.
    ['ecs:${aws:username}', 'ecs:ana', 'DENIED'],
  ])('Action %s of %s: %s', (pattern, action, expected) => {
    expect(decision({ Action: pattern }, { action })).toBe(expected);
  });

  test.each([
    ['iam:*', 'ecs:UpdateService', 'ALLOWED'],
    ['iam:*', 'IAM:CreateUser', 'DENIED'],
    [['iam:*', 'ecs:*'], 'ecs:UpdateService', 'DENIED'],
    [['iam:*', 'ecs:Describe*'], 'ecs:UpdateService', 'ALLOWED'],
    ['*', 'ecs:UpdateService', 'DENIED'],
  ])('NotAction %s of %s: %s', (patterns, action, expected) => {
    expect(decision({ Action: undefined, NotAction: patterns }, { action })).toBe(expected);
  });
});

// Source: IAM guide, "Resource" and "NotResource".
describe('resources', () => {
  test.each([
    ['*', SERVICE_ARN, 'ALLOWED'],
    [SERVICE_ARN, SERVICE_ARN, 'ALLOWED'],
    [SERVICE_ARN.toUpperCase(), SERVICE_ARN, 'DENIED'],
    [`arn:aws:ecs:*:${ACCOUNT}:service/prod/*`, SERVICE_ARN, 'ALLOWED'],
    [`arn:aws:ecs:eu-*:${ACCOUNT}:service/*/web`, SERVICE_ARN, 'ALLOWED'],
    [`arn:aws:ecs:eu-west-?:*:service/prod/we?`, SERVICE_ARN, 'ALLOWED'],
    [`arn:aws:ecs:us-east-1:${ACCOUNT}:service/prod/*`, SERVICE_ARN, 'DENIED'],
    [`arn:aws:ecs:eu-west-1:${OTHER}:service/prod/*`, SERVICE_ARN, 'DENIED'],
    [`arn:aws:ecs:eu-west-1:${ACCOUNT}:service/pro*`, SERVICE_ARN, 'ALLOWED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1/2/test/3/object.jpg', 'ALLOWED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1///test///object.jpg', 'ALLOWED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket//test/object.jpg', 'ALLOWED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1/test/', 'ALLOWED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1-test/object.jpg', 'DENIED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/test/object.jpg', 'DENIED'],
    ['arn:aws:s3:::bucket/*/test/*', 'arn:aws:s3:::bucket/1/2/test.jpg', 'DENIED'],
    ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/key', 'DENIED'],
    ['arn:aws:s3:::bucket*', 'arn:aws:s3:::bucket/key:with:colons', 'ALLOWED'],
    ['arn:aws:sqs', 'arn:aws:sqs:eu-west-1:1:queue', 'ALLOWED'],
    ['arn:aws:sqs', 'arn:aws:sns:eu-west-1:1:queue', 'DENIED'],
    ['arn:aws:ecs:eu-west-1', SERVICE_ARN, 'ALLOWED'],
    ['arn:*', SERVICE_ARN, 'ALLOWED'],
    ['*', '*', 'ALLOWED'],
    ['arn:aws:ecs:*:*:*', '*', 'DENIED'],
    [['arn:aws:s3:::a', SERVICE_ARN], SERVICE_ARN, 'ALLOWED'],
  ])('Resource %s of %s: %s', (pattern, on, expected) => {
    expect(decision({ Resource: pattern }, { on })).toBe(expected);
  });

  test.each([
    ['arn:aws:s3:::secret', 'arn:aws:s3:::other', 'ALLOWED'],
    ['arn:aws:s3:::secret', 'arn:aws:s3:::secret', 'DENIED'],
    [['arn:aws:s3:::secret', 'arn:aws:s3:::secret/*'], 'arn:aws:s3:::secret/key', 'DENIED'],
    ['arn:aws:s3:::secret', '*', 'ALLOWED'],
    ['*', 'arn:aws:s3:::other', 'DENIED'],
  ])('NotResource %s of %s: %s', (patterns, on, expected) => {
    expect(decision({ Resource: undefined, NotResource: patterns }, { on })).toBe(expected);
  });
});

// Source: IAM guide, "Variables and tags".
test('an unknown key, compared with an unknown variable, depends on both; numbers take no variables', () => {
  const depends = (operator: string): string =>
    under({ [operator]: { 'aws:a': "${aws:c, '1'}" } }, {}, false);
  expect(depends('StringEquals')).toBe('aws:a aws:c');
  expect(depends('NumericEquals')).toBe('aws:a');
});

describe('variables', () => {
  const bucket = 'arn:aws:s3:::shop/${aws:username}/*';
  const on = (key: string): { readonly on: string } => ({ on: `arn:aws:s3:::shop/${key}` });

  test.each<[string, object, Parameters<typeof ask>[0], string]>([
    ['the name of the user', { Resource: bucket }, on('ana/x'), 'ALLOWED'],
    ['another name', { Resource: bucket }, on('bob/x'), 'DENIED'],
    [
      'names of variables in any case',
      { Resource: 'arn:aws:s3:::shop/${AWS:UserName}' },
      on('ana'),
      'ALLOWED',
    ],
    [
      'a role has no user name',
      { Resource: bucket },
      { ...on('ana/x'), as: USER.replace('user', 'role') },
      'DENIED',
    ],
    ['a default', { Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team, 'all'}" }, on('all'), 'ALLOWED'],
    [
      'a value before its default',
      { Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team, 'all'}" },
      { ...on('all'), context: { 'aws:PrincipalTag/team': 'red' } },
      'DENIED',
    ],
    [
      'a value where there is a default',
      { Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team, 'all'}" },
      { ...on('red'), context: { 'aws:PrincipalTag/team': 'red' } },
      'ALLOWED',
    ],
    [
      'a value of a tag is no wildcard',
      { Resource: 'arn:aws:s3:::shop/${aws:PrincipalTag/team}' },
      { ...on('red'), context: { 'aws:PrincipalTag/team': '*' } },
      'DENIED',
    ],
    ['${*} is a star', { Resource: 'arn:aws:s3:::shop/${*}' }, on('*'), 'ALLOWED'],
    ['${*} is no wildcard', { Resource: 'arn:aws:s3:::shop/${*}' }, on('ana'), 'DENIED'],
    ['${?} is a question mark', { Resource: 'arn:aws:s3:::shop/${?}' }, on('?'), 'ALLOWED'],
    ['${?} is no wildcard', { Resource: 'arn:aws:s3:::shop/${?}' }, on('a'), 'DENIED'],
    [
      '${$} is a dollar',
      { Resource: 'arn:aws:s3:::shop/${$}{aws:username}' },
      on('${aws:username}'),
      'ALLOWED',
    ],
    [
      'without value nothing matches',
      { Resource: 'arn:aws:s3:::shop/${aws:PrincipalTag/x}*' },
      on('a'),
      'DENIED',
    ],
    [
      'without value NotResource excludes nothing',
      { Resource: undefined, NotResource: 'arn:aws:s3:::shop/${aws:PrincipalTag/x}*' },
      on('a'),
      'ALLOWED',
    ],
    [
      'a brace that is not closed',
      { Resource: 'arn:aws:s3:::shop/${aws:username' },
      on('${aws:username'),
      'ALLOWED',
    ],
    [
      'none before the fifth colon',
      { Resource: 'arn:aws:s3::${aws:PrincipalAccount}:shop' },
      { on: `arn:aws:s3::${ACCOUNT}:shop` },
      'DENIED',
    ],
    [
      'a multivalued key is none',
      { Resource: 'arn:aws:s3:::shop/${aws:TagKeys}' },
      { ...on('a'), context: { 'aws:TagKeys': ['a'] } },
      'DENIED',
    ],
  ])('%s', (_, statement, asked, expected) => expect(decision(statement, asked)).toBe(expected));

  const conditions: readonly [string, object, Readonly<Record<string, string>>, string][] = [
    ['StringEquals', { StringEquals: { 's3:prefix': '${aws:username}' } }, { 's3:prefix': 'ana' }, 'ALLOWED'],
    [
      'StringEquals takes its star literally',
      { StringEquals: { 's3:prefix': '${*}' } },
      { 's3:prefix': '*' },
      'ALLOWED',
    ],
    [
      'StringLike',
      { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
      { 's3:prefix': 'home/ana/x' },
      'ALLOWED',
    ],
    ['StringLike ${*}', { StringLike: { 's3:prefix': '${*}' } }, { 's3:prefix': 'ana' }, 'DENIED'],
    [
      'IgnoreCase',
      { StringEqualsIgnoreCase: { 's3:prefix': '${aws:x}' } },
      { 's3:prefix': 'ANA', 'aws:x': 'aNa' },
      'ALLOWED',
    ],
    [
      'IgnoreCase with a default',
      { StringEqualsIgnoreCase: { 's3:prefix': "${aws:x, 'ANA'}" } },
      { 's3:prefix': 'ana' },
      'ALLOWED',
    ],
    [
      'ArnEquals',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:${aws:username}' } },
      { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:ana' },
      'ALLOWED',
    ],
    [
      'no value, StringEquals',
      { StringEquals: { 's3:prefix': '${aws:none}' } },
      { 's3:prefix': '' },
      'DENIED',
    ],
    [
      'no value, StringNotEquals',
      { StringNotEquals: { 's3:prefix': '${aws:none}' } },
      { 's3:prefix': 'x' },
      'ALLOWED',
    ],
    ['no value, both absent', { StringEquals: { 's3:prefix': '${aws:none}' } }, {}, 'DENIED'],
    [
      'no variables in numbers',
      { NumericEquals: { 's3:max-keys': '${aws:x}' } },
      { 's3:max-keys': '5', 'aws:x': '5' },
      'DENIED',
    ],
    [
      'no variables in dates',
      { DateEquals: { 'aws:t': '${aws:x}' } },
      { 'aws:t': '2026', 'aws:x': '2026' },
      'DENIED',
    ],
    [
      'no variables in addresses',
      { IpAddress: { 'aws:ip': '${aws:x}' } },
      { 'aws:ip': '10.0.0.1', 'aws:x': '10.0.0.1' },
      'DENIED',
    ],
  ];
  test.each(conditions)('in conditions: %s', (_, Condition, context, expected) => {
    expect(decision({ Condition }, { context })).toBe(expected);
  });

  test.each([
    [{ Version: '2008-10-17' }, 'arn:aws:s3:::shop/ana', 'DENIED'],
    [{}, 'arn:aws:s3:::shop/ana', 'DENIED'],
    [{}, 'arn:aws:s3:::shop/${aws:username}', 'ALLOWED'],
    [{ Version: '2012-10-17' }, 'arn:aws:s3:::shop/ana', 'ALLOWED'],
  ])('are plain text without version 2012-10-17: %j on %s', (version, resource, expected) => {
    const document = { ...version, Statement: { ...ALLOW, Resource: 'arn:aws:s3:::shop/${aws:username}' } };
    expect(ask({ on: resource }, { identity: [read(document)] }).decision).toBe(expected);
  });
});
