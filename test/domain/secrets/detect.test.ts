import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Candidate, detectSecrets } from '#domain/secrets/detect.ts';

// Put together here so that no text in this file has the form of a secret.
const split = (...parts: string[]) => parts.join('');
const repeated = (prefix: string, piece: string, length: number) =>
  prefix + piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const KEY_ID = repeated(split('AK', 'IA'), 'Q7ZX', 16);
const SECRET_KEY = repeated('', 'aB3/xY9+kL', 40);
const FJ = split('F', 'J');
const JWT = [
  split('eyJ', 'hbGciOiJIUzI1NiJ9'),
  split('eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0'),
  'c2lnbmF0dXJlLWhlcmU',
].join('.');
const PEM = (kind: string) => split(`-----BEGIN ${kind}PRIVATE`, ' KEY-----\nMIIE\n');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const kinds = (candidate: Candidate, ...more: Candidate[]) =>
  detectSecrets([candidate, ...more]).map(
    ({ name, kind, certain }) => `${name} ${kind}${certain ? '!' : ''}`,
  );
const value = (name: string, text: string) => kinds({ name, text });
const command = (text: string) => kinds({ name: '', text });

describe('a known format is certain, whatever the name', () => {
  test.each<[string, string, string]>([
    ['an AWS access key id', KEY_ID, 'aws-key'],
    ['a temporary one', repeated(split('AS', 'IA'), 'Q7ZX', 16), 'aws-key'],
    ['one among other text', `key=${KEY_ID};region=x`, 'aws-key'],
    ['a private key', PEM(''), 'private-key'],
    ['an RSA key', PEM('RSA '), 'private-key'],
    ['an encrypted key', PEM('ENCRYPTED '), 'private-key'],
    ['a PGP key', split('-----BEGIN PGP PRIVATE', ' KEY BLOCK-----'), 'private-key'],
    ['a key in base64', base64(PEM('')), 'private-key'],
    ['an RSA key in base64', base64(PEM('RSA ')), 'private-key'],
    ['an EC key in base64', base64(PEM('EC ')), 'private-key'],
    ['an OpenSSH key in base64', base64(PEM('OPENSSH ')), 'private-key'],
    ['GitHub', repeated(split('gh', 'p_'), 'aB3x', 36), 'github-token'],
    ['GitHub, fine-grained', repeated(split('github', '_pat_'), 'aB3x_', 82), 'github-token'],
    ['GitLab', repeated(split('gl', 'pat-'), 'aB3x', 20), 'gitlab-token'],
    ['Slack', repeated(split('xo', 'xb-'), '1234567890-', 24), 'slack-token'],
    [
      'a Slack webhook',
      split('https://hooks.slack', '.com/services/T01234567/B01234567/abcdefabcdef'),
      'slack-webhook',
    ],
    ['Stripe', repeated(split('sk', '_live_'), 'aB3x', 24), 'stripe-key'],
    ['a JSON Web Token', JWT, 'jwt'],
    ['Google', repeated(split('AI', 'za'), 'aB3x-', 35), 'google-key'],
    ['npm', repeated(split('np', 'm_'), 'aB3x', 36), 'npm-token'],
    ['PyPI', repeated(split('py', 'pi-AgEIcHlwaS5vcmc'), 'aB3x', 60), 'pypi-token'],
    ['SendGrid', `${repeated(split('S', 'G.'), 'aB3x', 22)}.${repeated('', 'aB3x', 43)}`, 'sendgrid-key'],
    ['Anthropic', repeated(split('sk-', 'ant-api03-'), 'aB3x', 93), 'anthropic-key'],
    [
      'OpenAI',
      `${repeated(split('sk-', 'proj-'), 'aB3x', 40)}T3Blbk${FJ}${repeated('', 'aB3x', 20)}`,
      'openai-key',
    ],
    ['Docker Hub', repeated(split('dckr', '_pat_'), 'aB3x', 27), 'docker-token'],
    ['Vault', repeated(split('hv', 's.'), 'aB3x', 90), 'vault-token'],
    ['a bearer header', `Authorization: Bearer ${repeated('', 'aB3x', 20)}`, 'authorization-header'],
    ['a password in an address', 'postgres://app:hunter2@db:5432/shop', 'url-password'],
    ['one without a user', 'redis://:hunter2@cache:6379', 'url-password'],
    ['one among addresses without', 'a://x,amqp://u:hunter2@q,https://y', 'url-password'],
    ['one in the manner of Go', 'app:hunter2@tcp(db:3306)/shop', 'url-password'],
  ])('%s', (_name, text, kind) => {
    expect(value('SETTING', text)).toEqual([`SETTING ${kind}!`]);
    expect(command(`run ${text}`).join()).toContain(` ${kind}!`);
  });

  it('needs the whole of it', () => {
    for (const text of [
      KEY_ID.slice(0, 19),
      `${KEY_ID}X`,
      `X${KEY_ID}`,
      JWT.split('.')[0] ?? '',
      'ghp_short',
      'SG.x.y',
    ])
      expect(value('SETTING', text)).toEqual([]);
    expect(value('CERT', '-----BEGIN CERTIFICATE-----\nMIIE')).toEqual([]);
    expect(value('CERT', base64('-----BEGIN CERTIFICATE-----\nMIIE'))).toEqual([]);
    expect(value('KEY', '-----BEGIN PUBLIC KEY-----\nMIIE')).toEqual([]);
  });
});

describe('AWS secret access keys', () => {
  it('are known by their name', () => {
    expect(value('AWS_SECRET_ACCESS_KEY', SECRET_KEY)).toEqual(['AWS_SECRET_ACCESS_KEY aws-key!']);
  });

  it('are known beside an access key id, whatever their name', () => {
    const beside = kinds({ name: 'KEY_ID', text: KEY_ID }, { name: 'KEY_VALUE', text: SECRET_KEY });
    expect(beside).toEqual(['KEY_ID aws-key!', 'KEY_VALUE aws-key!']);
    expect(command(`${KEY_ID} ${SECRET_KEY}`)).toEqual([' aws-key!']);
  });

  it('are nothing alone, and a hash beside an access key id is none', () => {
    expect(value('KEY_VALUE', SECRET_KEY)).toEqual([]);
    const sha1 = repeated('', '0123456789abcdef', 40);
    expect(kinds({ name: 'KEY_ID', text: KEY_ID }, { name: 'COMMIT', text: sha1 })).toEqual([
      'KEY_ID aws-key!',
    ]);
  });
});

describe('a suspicious name with a plausible value', () => {
  test.each([
    'DB_PASSWORD',
    'dbPassword',
    'mysqlpassword',
    'POSTGRES_PASSWD',
    'DB_PASS',
    'DBPASS',
    'ADMIN_PWD',
    'PASSPHRASE',
    'CLIENT_SECRET',
    'AUTH_TOKEN',
    'authtoken',
    'API_KEY',
    'apiKey',
    'api-key',
    'APIKEY',
    'X_API_KEYS',
    'PRIVATE_KEY',
    'ENCRYPTION_KEY',
    'REDIS_AUTH',
    'CREDENTIALS',
    'DB_CREDS',
    'PASSWORD_2',
    'TOKEN_PROD',
    'splunk-token',
    'spring.datasource.password',
  ])('%s', (name) => {
    expect(value(name, 'correct-horse-7')).toEqual([`${name} by-name`]);
  });

  test.each([
    'SECRET_ARN',
    'SECRET_NAME',
    'PASSWORD_FILE',
    'TOKEN_URL',
    'TOKEN_PATH',
    'SECRET_ID',
    'TOKEN_TTL',
    'TOKEN_EXPIRY',
    'AUTH_ENABLED',
    'API_KEY_HEADER',
    'JWT_PUBLIC_KEY',
    'MYSQL_ALLOW_EMPTY_PASSWORD',
    'AUTHOR',
    'AUTH_MODE',
    'BYPASS',
    'COMPASS_THEME',
    'TOKENIZER_MODEL',
    'MONKEY',
    'CACHE_KEY',
    'PRIMARY_KEY',
    'HOSTNAME',
    '',
  ])('not %s', (name) => {
    expect(value(name, 'correct-horse-7')).toEqual([]);
  });

  test.each([
    ['empty', ''],
    ['too short', 'hunter2'],
    ['a number', '1234567890'],
    ['a duration', '360000000ms'],
    ['a boolean', 'disabled'],
    ['a reference of the shell', '${DB_PASSWORD}'],
    ['a variable', '$DB_PASSWORD'],
    ['a command', '$(cat /run/secrets/db)'],
    ['a part that is a reference', 'prefix-${DB_PASSWORD}'],
    ['a template', '{{ .Values.password }}'],
    ['a dynamic reference', '{{resolve:secretsmanager:db:SecretString:password}}'],
    ['an ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db'],
    ['a parameter', '/prod/db/password'],
    ['a parameter by scheme', 'ssm:/prod/db/password'],
    ['a path', './secrets/password.txt'],
    ['a path of Windows', 'C:\\secrets\\password'],
    ['an address without a password', 'https://auth.example.com/token'],
    ['a placeholder', '<your password>'],
    ['another', 'changeme'],
    ['another in words', 'your-password-here'],
    ['stars', '**********'],
  ])('not if the value is %s', (_name, text) => {
    expect(value('DB_PASSWORD', text)).toEqual([]);
  });

  test.each(['${PASSWORD}', '$PASSWORD', '<password>', '****', 'changeme'])(
    'nor a password in an address that is %s',
    (password) => {
      expect(value('DATABASE', `postgres://app:${password}@db/shop`)).toEqual([]);
    },
  );

  it('is less than a known format', () => {
    expect(value('DB_PASSWORD', KEY_ID)).toEqual(['DB_PASSWORD aws-key!']);
  });
});

describe('names within a text', () => {
  test.each<[string, string]>([
    ['a system property', '-Xmx1g -Dspring.datasource.password=correct-horse-7'],
    ['a query', 'jdbc:mysql://db/shop?user=app&password=correct-horse-7'],
    ['a connection string', 'Server=db;Database=shop;Password=correct-horse-7;'],
    ['JSON', '{"db":{"password":"correct-horse-7"}}'],
    ['spaced JSON', '{"db": {"password" : "correct-horse-7"}}'],
    ['JSON within JSON', '{\\"password\\":\\"correct-horse-7\\"}'],
  ])('%s under the name of its variable', (_name, text) => {
    expect(value('SETTINGS', text)).toEqual(['SETTINGS by-name']);
  });

  test.each<[string, string, readonly string[]]>([
    ['a flag and its value', 'serve --password correct-horse-7', ['--password by-name']],
    ['a flag with a sign', 'serve --api-key=correct-horse-7', ['--api-key by-name']],
    [
      'an assignment of the shell',
      "sh -c export DB_PASSWORD='correct-horse-7' && serve",
      ['DB_PASSWORD by-name'],
    ],
    ['a header', 'curl -H "X-Api-Key: correct-horse-7" http://x', ['X-Api-Key by-name']],
    ['one within another', '--set=env=DB_PASSWORD=correct-horse-7', ['DB_PASSWORD by-name']],
    [
      'a known format under a flag',
      `deploy --token ${repeated(split('gh', 'p_'), 'aB3x', 36)}`,
      ['--token github-token!'],
    ],
    ['two secrets', `--a-password correct-horse-7 ${KEY_ID}`, ['--a-password by-name', ' aws-key!']],
    ['a flag with a variable', 'serve --password $DB_PASSWORD', []],
    ['a flag with a command', 'serve --password $(get-password)', []],
    ['a flag before a flag', 'serve --password --verbose', []],
    ['a flag that takes none', 'login --password-stdin registry.example.com', []],
    ['a name that is not one', 'get-secret-value --secret-id production/db', []],
    ['a test of a variable', 'test "$TOKEN" = "something-else-7"', []],
    ['nothing', '', []],
  ])('of a command: %s', (_name, text, expected) => {
    expect(command(text)).toEqual(expected);
  });
});

it('does not show a name that is a secret itself, nor what cannot be seen', () => {
  expect(value(KEY_ID, KEY_ID)).toEqual(['(hidden) aws-key!']);
  expect(value('DB\n_PASSWORD', 'correct-horse-7')).toEqual(['DB_PASSWORD by-name']);
});

const SECRET = fc.constantFrom(
  KEY_ID,
  SECRET_KEY,
  JWT,
  'correct-horse-7',
  'postgres://app:hunter2@db',
  PEM(''),
);

test('nothing of a value is in what is said about it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('DB_PASSWORD', 'X', ''),
      fc.string(),
      SECRET,
      fc.string(),
      (name, before, secret, after) => {
        const text = `${before} ${secret} ${after}`;
        const said = JSON.stringify(
          detectSecrets([{ name, text }]).map((found) => [found.name, found.kind, found.certain]),
        );
        for (const part of [KEY_ID, SECRET_KEY, JWT, 'correct-horse-7', 'hunter2'])
          expect(said).not.toContain(part);
      },
    ),
  );
});

test('a secret is found whatever stands around it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(value('X', `${before} ${KEY_ID} ${after}`)).toContain('X aws-key!');
    }),
  );
});

describe('long texts take time in proportion', () => {
  const pieces = [
    'a',
    'eyJ',
    'eyJabcdefghijk.',
    '-eyJ',
    'a://',
    'a://b:',
    '://:@',
    'sk-',
    '-----BEGIN ',
    'x=',
    '--a ',
    '"a":',
    'AKIA',
  ];
  /** Milliseconds of this process alone: what else the machine does must not decide. */
  const took = (piece: string, length: number): number => {
    const text = piece.repeat(Math.ceil(length / piece.length));
    const started = process.cpuUsage();
    detectSecrets([
      { name: 'X', text },
      { name: '', text },
    ]);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1_000;
  };
  const best = (piece: string, length: number) => Math.min(...[1, 2, 3].map(() => took(piece, length)));

  test.each(pieces)('%j, again and again', (piece) => {
    // Four times the text: 4 if linear, 16 if quadratic. The constant bears clocks that tick coarsely.
    expect(best(piece, 64_000)).toBeLessThan(10 * best(piece, 16_000) + 20);
  });
});
