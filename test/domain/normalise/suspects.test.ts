import { describe, expect, it, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';

const SECRET = 'correct-horse-7';
const container = (fields: object) => toTaskDefinition({ containerDefinitions: [fields] }).containers[0];
const suspects = (fields: object) =>
  container(fields)?.suspects.map(({ where, name, kind }) => [where, name, kind].join(' ').trim());
const unreadable = (fields: object) => container(fields)?.suspectsUnreadable;
const variable = (value: unknown, name = 'DB_PASSWORD') => ({ environment: [{ name, value }] });
const PASSWORD = ['environment DB_PASSWORD by-name'];

describe('every place that people write secrets in', () => {
  test.each<[string, object, string]>([
    ['the environment', variable(SECRET), 'environment DB_PASSWORD by-name'],
    ['the command', { command: ['serve', '--password', SECRET] }, 'command --password by-name'],
    ['the entry point', { entryPoint: ['sh', '-c', `TOKEN=${SECRET} serve`] }, 'entryPoint TOKEN by-name'],
    ['labels', { dockerLabels: { 'api-key': SECRET } }, 'dockerLabels api-key by-name'],
    [
      'the health check',
      { healthCheck: { command: ['CMD-SHELL', `curl http://u:${SECRET}@localhost/`] } },
      'healthCheck.command  url-password',
    ],
    [
      'log options',
      { logConfiguration: { options: { 'splunk-token': SECRET } } },
      'logConfiguration.options splunk-token by-name',
    ],
    [
      'FireLens options',
      { firelensConfiguration: { options: { Http_Passwd: SECRET } } },
      'firelensConfiguration.options Http_Passwd by-name',
    ],
  ])('%s', (_name, fields, expected) => {
    expect(suspects(fields)).toEqual([expected]);
    expect(JSON.stringify(container(fields))).not.toContain(SECRET);
  });

  it('but not references to where secrets are kept', () => {
    expect(
      suspects({
        secrets: [{ name: 'DB_PASSWORD', valueFrom: 'arn:aws:secretsmanager:eu-west-1:1:secret:db' }],
        logConfiguration: { secretOptions: [{ name: 'splunk-token', valueFrom: '/splunk/token-1' }] },
      }),
    ).toEqual([]);
  });

  it('names one variable once, though it is there twice', () => {
    expect(
      suspects({ environment: [...variable(SECRET).environment, ...variable(SECRET).environment] }),
    ).toEqual(PASSWORD);
  });
});

describe('what a template decides at deployment', () => {
  test.each<[string, unknown, readonly string[], string | undefined]>([
    [
      'a parameter',
      { Ref: 'Password' },
      [],
      'environment DB_PASSWORD: Ref Password is not known before deployment',
    ],
    [
      'a substitution of nothing but a parameter',
      { 'Fn::Sub': '${Password}' },
      [],
      'environment DB_PASSWORD: Fn::Sub Password is not known before deployment',
    ],
    [
      'a substitution with a password in it',
      { 'Fn::Sub': `postgres://app:${SECRET}@\${Host}/` },
      ['environment DB_PASSWORD url-password'],
      undefined,
    ],
    [
      'a substitution with variables of its own',
      { 'Fn::Sub': [`postgres://app:${SECRET}@\${H}/`, { H: 'x' }] },
      ['environment DB_PASSWORD url-password'],
      undefined,
    ],
    [
      'a join with a password in it',
      { 'Fn::Join': ['', ['postgres://app:', SECRET, '@', { Ref: 'Host' }]] },
      ['environment DB_PASSWORD url-password'],
      undefined,
    ],
    [
      'a join whose password is a parameter',
      { 'Fn::Join': ['', ['postgres://app:', { Ref: 'Password' }, '@db']] },
      [],
      'environment DB_PASSWORD: Fn::Join is not known before deployment',
    ],
    [
      'a condition with a password in one branch',
      { 'Fn::If': ['Prod', { Ref: 'Password' }, SECRET] },
      PASSWORD,
      'environment DB_PASSWORD: Fn::If Prod is not known before deployment',
    ],
    ['no value', { Ref: 'AWS::NoValue' }, [], undefined],
    ['a dynamic reference', '{{resolve:ssm-secure:/db/password:1}}', [], undefined],
    ['a number', 12345678, [], undefined],
    ['an object that is none of these', { a: 1 }, [], 'environment DB_PASSWORD: value is not a text'],
  ])('%s', (_name, value, found, why) => {
    expect([suspects(variable(value)), unreadable(variable(value))]).toEqual([found, why]);
  });

  it('does not matter under a name that means no secret', () => {
    expect(unreadable(variable({ Ref: 'Stage' }, 'STAGE'))).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ['the environment', { environment: { Ref: 'E' } }, 'environment: Ref E is not known before deployment'],
    [
      'a variable',
      { environment: [{ 'Fn::If': ['X', {}, {}] }] },
      'environment: Fn::If X is not known before deployment',
    ],
    ['a command', { command: 'serve' }, 'command: command is not a list'],
    ['labels', { dockerLabels: [] }, 'dockerLabels: dockerLabels is not an object'],
    [
      'a log configuration',
      { logConfiguration: { Ref: 'L' } },
      'logConfiguration.options: Ref L is not known before deployment',
    ],
  ])('%s that cannot be read at all', (_name, fields, why) => {
    expect(unreadable(fields)).toBe(why);
  });

  it('reads the words of a long command that are known', () => {
    const command = [...Array.from({ length: 30 }, () => ({ Ref: 'X' })), `--password=${SECRET}`];
    expect(suspects({ command })).toEqual(['command --password by-name']);
  });
});
