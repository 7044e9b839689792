import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { parseSettings, type SettingsError } from '#settings/parse.ts';

const CONTROLS = ['task-definition-privileged', 'task-definition-read-only-root', 'service-public-ip'];
const FILE = 'ecs-warden.config.yaml';

const parse = (text: string) => parseSettings(text, FILE, CONTROLS);
function settingsOf(text: string): Settings {
  const parsed = parse(text);
  if ('errors' in parsed) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return parsed.settings;
}
function errorsOf(text: string): readonly SettingsError[] {
  const parsed = parse(text);
  return 'errors' in parsed ? parsed.errors : [];
}
/** A file with one suppression, complete but for what a test changes; its `until` stands in line 6. */
const suppression = (changed: Record<string, string | undefined>): string => {
  const keys = {
    controls: '[service-public-ip]',
    resources: '[web]',
    reason: 'known',
    owner: 'alice',
    until: '2027-01-31',
  };
  const lines = Object.entries({ ...keys, ...changed }).filter(([, value]) => value !== undefined);
  return `suppressions:\n${lines.map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${key}: ${value ?? ''}`).join('\n')}\n`;
};

describe('a file that is right', () => {
  it.each([
    ['empty', ''],
    ['blank', ' \n\n'],
    ['only comments', '# nothing yet\n'],
    ['an empty map', '{}'],
    [
      'keys without values',
      'accountName:\nregions:\nrecipients:\nparameters:\ncontrols:\nsuppressions:\ndigest:\ntiming:\n',
    ],
    ['a byte order mark', '\uFEFF# saved by an editor\n'],
    ['Windows line ends', 'regions:\r\n'],
  ])('%s gives the defaults', (_, text) => {
    expect(parse(text)).toEqual({ settings: DEFAULT_SETTINGS });
  });

  it('keeps what it says and takes the rest from the defaults', () => {
    const text =
      'accountName: shop\ncontrols: {service-public-ip: {severity: LOW}}\ntiming: {confirmSeconds: 0.5}\n';
    expect(settingsOf(text)).toEqual({
      ...DEFAULT_SETTINGS,
      accountName: 'shop',
      controls: { 'service-public-ip': { severity: 'LOW' } },
      timing: { ...DEFAULT_SETTINGS.timing, confirmMs: 500 },
    });
  });

  it('is read from JSON as from YAML', () => {
    expect(
      settingsOf('{"regions": ["cn-north-1"], "digest": {"times": ["16:00", "08:00", "16:00"]}}'),
    ).toEqual({
      ...DEFAULT_SETTINGS,
      regions: ['cn-north-1'],
      digest: { times: ['08:00', '16:00'], zone: 'UTC' },
    });
  });

  it('makes one line of a folded reason', () => {
    const text = suppression({ reason: '>\n      two\n      lines\n' });
    expect(settingsOf(text).suppressions[0]?.reason).toBe('two lines');
  });

  it.each([
    ['a day is its end in UTC', '2027-01-31', '2027-01-31T23:59:59.999Z'],
    ['a leap day', '2028-02-29', '2028-02-29T23:59:59.999Z'],
    ['a moment in UTC', '2027-01-31T18:00:00Z', '2027-01-31T18:00:00.000Z'],
    ['a moment with an offset', '2027-01-31T18:00+01:00', '2027-01-31T17:00:00.000Z'],
    ['a day that is over: an old file still deploys', '2001-01-01', '2001-01-01T23:59:59.999Z'],
  ])('until: %s', (_, until, expected) => {
    expect(settingsOf(suppression({ until })).suppressions[0]?.until).toBe(expected);
  });

  it.each([
    'quay.io',
    'quay.io/shop',
    '*.shop.example',
    'registry.shop.example:5000/base/*',
    'docker.io/library',
  ])('trusts the registry %s', (registry) => {
    expect(
      settingsOf(`parameters: {trustedRegistries: ['${registry}']}`).parameters.trustedRegistries,
    ).toEqual([registry]);
  });

  it.each(['*', 'task-definition-*', '*-public-ip', 'service-public-ip'])(
    'suppresses controls %s',
    (pattern) => {
      expect(settingsOf(suppression({ controls: `['${pattern}']` })).suppressions[0]?.controls).toEqual([
        pattern,
      ]);
    },
  );
});

describe('a mistake is named with its line, its path and what to do', () => {
  it.each<[name: string, text: string, line: number, path: string, says: RegExp]>([
    [
      'an unknown key',
      'regions: []\nrecipent: {}\n',
      2,
      'recipent',
      /is no setting; did you mean recipients$/,
    ],
    [
      'an unknown key deeper down',
      'recipients:\n  emails: []\n  slak: {}\n',
      3,
      'recipients.slak',
      /did you mean slack$/,
    ],
    [
      'an unknown key of a suppression',
      `${suppression({})}    unitl: x\n`,
      7,
      'suppressions[0].unitl',
      /did you mean until$/,
    ],
    ['an unknown key like no other', 'zzzzzzzz: 1\n', 1, 'zzzzzzzz', /is no setting$/],
    ['a key of the language', '__proto__: {}\n', 1, '__proto__', /is no setting$/],
    ['a merge key', '<<: {}\n', 1, '["<<"]', /is no setting$/],
    [
      'text for the whole file',
      'just text\n',
      1,
      '',
      /the file must be a map of keys, is the text "just text"/,
    ],
    ['a list for the whole file', '\n- a\n', 2, '', /the file must be a map of keys, is a list/],
    ['text for a list', 'regions: eu-west-1\n', 1, 'regions', /must be a list.*did you mean \[eu-west-1\]/],
    ['a list for text', 'ownerTag:\n  - team\n', 1, 'ownerTag', /must be text, is a list/],
    ['a map for a list', 'suppressions:\n  controls: x\n', 1, 'suppressions', /must be a list, is a map/],
    [
      'a region that is none',
      'regions:\n  - eu-west-1\n  - europe\n',
      3,
      'regions[1]',
      /"europe" is no AWS region/,
    ],
    ['a home region that is none', 'homeRegion: eu-west\n', 1, 'homeRegion', /is no AWS region/],
    [
      'an account id without quotes',
      'parameters:\n  trustedAccounts:\n    - 012345678901\n',
      3,
      'parameters.trustedAccounts[0]',
      /did you mean '012345678901', in quotes/,
    ],
    [
      'an account id that is short',
      'parameters: {trustedAccounts: ["1234"]}',
      1,
      'parameters.trustedAccounts[0]',
      /twelve digits/,
    ],
    [
      'an account alias',
      'parameters: {trustedAccounts: [shop]}',
      1,
      'parameters.trustedAccounts[0]',
      /twelve digits/,
    ],
    [
      'a registry with a scheme',
      'parameters: {trustedRegistries: ["https://quay.io"]}',
      1,
      'parameters.trustedRegistries[0]',
      /without https/,
    ],
    [
      'a registry with a tag',
      'parameters: {trustedRegistries: ["quay.io/shop/web:1"]}',
      1,
      'parameters.trustedRegistries[0]',
      /is no registry/,
    ],
    [
      'every registry',
      'parameters: {trustedRegistries: ["*"]}',
      1,
      'parameters.trustedRegistries[0]',
      /trust every registry/,
    ],
    [
      'every registry with dots',
      'parameters: {trustedRegistries: ["*.*/shop"]}',
      1,
      'parameters.trustedRegistries[0]',
      /trust every registry/,
    ],
    [
      'an e-mail without a domain',
      'recipients:\n  emails:\n    - alice@shop.example\n    - bob@\n',
      4,
      'recipients.emails[1]',
      /"bob@" is no e-mail address/,
    ],
    [
      'an e-mail with a name',
      'recipients: {emails: ["Bob <bob@shop.example>"]}',
      1,
      'recipients.emails[0]',
      /is no e-mail address/,
    ],
    [
      'a channel by its name',
      'recipients:\n  slack:\n    workspaceId: T1\n    channelId: "#ops"\n',
      4,
      'recipients.slack.channelId',
      /is no Slack channel id/,
    ],
    [
      'a channel without a workspace',
      'recipients:\n  slack:\n    channelId: C1\n',
      2,
      'recipients.slack.workspaceId',
      /is missing: text is required/,
    ],
    [
      'an unknown control',
      'controls:\n  task-definition-priviledged: {enabled: false}\n',
      2,
      'controls.task-definition-priviledged',
      /is no control; did you mean task-definition-privileged$/,
    ],
    [
      'a control in capitals',
      'controls: {SERVICE-PUBLIC-IP: {}}',
      1,
      'controls.SERVICE-PUBLIC-IP',
      /did you mean service-public-ip$/,
    ],
    [
      'a switch in words',
      'controls:\n  service-public-ip:\n    enabled: no\n',
      3,
      'controls.service-public-ip.enabled',
      /must be true or false, is the text "no"; did you mean false$/,
    ],
    [
      'a severity in small letters',
      'controls: {service-public-ip: {severity: high}}',
      1,
      'controls.service-public-ip.severity',
      /did you mean HIGH$/,
    ],
    [
      'a severity that is none',
      'controls: {service-public-ip: {severity: terrible}}',
      1,
      'controls.service-public-ip.severity',
      /must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL/,
    ],
    ['a digest time of 12 hours', 'digest: {times: ["9:00"]}', 1, 'digest.times[0]', /write HH:MM/],
    ['a digest time that does not exist', 'digest: {times: ["24:00"]}', 1, 'digest.times[0]', /write HH:MM/],
    ['no digest time', 'digest: {times: []}', 1, 'digest.times', /must not be an empty list/],
    [
      'a time zone misspelt',
      'digest:\n  zone: Europe/Berln\n',
      2,
      'digest.zone',
      /is no time zone of the IANA database; did you mean Europe\/Berlin$/,
    ],
    ['a time zone as an offset', 'digest: {zone: "+02:00"}', 1, 'digest.zone', /is an offset/],
    [
      'a region of another partition',
      'homeRegion: eu-west-1\nregions:\n  - eu-west-1\n  - cn-north-1\n',
      4,
      'regions[1]',
      /is in another partition than eu-west-1/,
    ],
    ['a delay below zero', 'timing: {settleSeconds: -1}', 1, 'timing.settleSeconds', /must be at least 0/],
    [
      'a delay longer than a queue can keep',
      'timing: {confirmSeconds: 3600}',
      1,
      'timing.confirmSeconds',
      /must be at most 900/,
    ],
    [
      'a delay that is no number',
      'timing: {confirmSeconds: .nan}',
      1,
      'timing.confirmSeconds',
      /must be a number/,
    ],
    [
      'a suppression without reason',
      suppression({ reason: undefined }),
      2,
      'suppressions[0].reason',
      /is missing: text is required/,
    ],
    [
      'a suppression with an empty reason',
      suppression({ reason: '" "' }),
      4,
      'suppressions[0].reason',
      /must not be empty/,
    ],
    ['a suppression without owner', suppression({ owner: '' }), 5, 'suppressions[0].owner', /is missing/],
    [
      'a suppression without end',
      suppression({ until: undefined }),
      2,
      'suppressions[0].until',
      /is missing/,
    ],
    [
      'a suppression of no resource',
      suppression({ resources: '[]' }),
      3,
      'suppressions[0].resources',
      /must not be an empty list/,
    ],
    [
      'a suppression of an unknown control',
      suppression({ controls: '[service-publicip]' }),
      2,
      'suppressions[0].controls[0]',
      /matches no control; did you mean service-public-ip$/,
    ],
    [
      'a tag value without quotes',
      `${suppression({})}    tags:\n      stage: 1\n`,
      8,
      'suppressions[0].tags.stage',
      /must be text, is the number 1; did you mean '1', in quotes/,
    ],
    [
      'an end in words',
      suppression({ until: 'never' }),
      6,
      'suppressions[0].until',
      /"never" is no end of ours: write a day \(2027-01-31/,
    ],
    [
      'an end with its day first',
      suppression({ until: '31.1.2027' }),
      6,
      'suppressions[0].until',
      /did you mean 2027-01-31$/,
    ],
    [
      'an end without zeros',
      suppression({ until: '2027-1-31' }),
      6,
      'suppressions[0].until',
      /did you mean 2027-01-31$/,
    ],
    [
      'an end without its zone',
      suppression({ until: '2027-01-31T18:00' }),
      6,
      'suppressions[0].until',
      /has no zone; did you mean 2027-01-31T18:00Z$/,
    ],
    [
      'an end on a day that is not in the calendar',
      suppression({ until: '2027-02-30' }),
      6,
      'suppressions[0].until',
      /is no day of the calendar/,
    ],
    [
      'an end at an hour that is not',
      suppression({ until: '2027-02-03T25:00:00Z' }),
      6,
      'suppressions[0].until',
      /is no time of day/,
    ],
    [
      'an end that is a number',
      suppression({ until: '2027' }),
      6,
      'suppressions[0].until',
      /must be text, is the number 2027/,
    ],
  ])('%s', (_, text, line, path, says) => {
    const errors = errorsOf(text);
    expect(errors.map((error) => [error.line, error.path])).toEqual([[line, path]]);
    expect(errors[0]?.message).toMatch(says);
    expect(errors[0]?.message.startsWith(`${FILE}, line ${line}${path && `, ${path}`}: `)).toBe(true);
  });

  it('all at once, in the order of the file', () => {
    const text =
      'digest: {zone: Mars}\nregions: [x]\nfoo: 1\nsuppressions:\n  - controls: [nope]\n    until: soon\n';
    expect(errorsOf(text).map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 digest.zone',
      '2 regions[0]',
      '3 foo',
      '5 suppressions[0].controls[0]',
      '5 suppressions[0].resources',
      '5 suppressions[0].reason',
      '5 suppressions[0].owner',
      '6 suppressions[0].until',
    ]);
  });

  it('fifty of them, and how many more there are', () => {
    const errors = errorsOf(`regions: [${Array.from({ length: 80 }, () => 'x').join(', ')}]`);
    expect(errors).toHaveLength(51);
    expect(errors.at(-1)?.message).toMatch(/and 30 more$/);
  });
});

describe('text that is no YAML of ours', () => {
  it.each<[name: string, text: string, line: number, says: RegExp]>([
    ['a key twice', 'regions: []\nownerTag: a\nregions: []\n', 3, /twice in the same map/],
    ['a tab for an indent', 'recipients:\n\temails: []\n', 2, /a tab cannot indent/],
    [
      'an open bracket',
      'ownerTag: a\nregions: [eu-west-1\n',
      3,
      /must be sufficiently indented and end with a \]/,
    ],
    ['two values in a line', 'accountName: shop: prod\n', 1, /put the text in quotes/],
    ['an alias', 'regions: &r [eu-west-1]\nhomeRegion: *r\n', 2, /aliases \(\*name\) are not supported/],
    ['an anchor nobody uses', 'regions: &r []\n', 1, /anchors \(&name\) are not supported/],
    ['an alias bomb', bomb(), 1, /not supported/],
    ['a tag', 'ownerTag: !ref x\n', 1, /Unresolved tag: !ref/],
    ['a key that is a list', '? [a]\n: b\n', 1, /a key must be text/],
    ['a second document', 'ownerTag: a\n---\nownerTag: b\n', 2, /second document/],
    ['brackets without end', '['.repeat(50_000), 1, /nested too deeply/],
    ['a megabyte', `# ${'x'.repeat(1_000_000)}`, 1, /longer than 256 KB/],
  ])('%s', (_, text, line, says) => {
    const fault = errorsOf(text).find((error) => says.test(error.message));
    expect(fault).toMatchObject({ line, path: '' });
  });
});

describe('hostile text', () => {
  const hostile = ['\u001b[2J', '\u202e', '\u0007', '\u2028', '\r'];
  // Escaped in double quotes: YAML itself refuses most of these when they are written as they are.
  it.each<[name: string, text: (name: string) => string]>([
    ['as a key', (name) => `"${name}": 1`],
    ['as a region', (name) => `regions: ["${name}"]`],
    ['as an account name', (name) => `accountName: "${name}"`],
    ['as a severity', (name) => `controls: {service-public-ip: {severity: "${name}"}}`],
    ['as a control', (name) => `controls: {"${name}": {}}`],
    ['as an end', (name) => suppression({ until: `"${name}"` })],
    ['as a reason', (name) => suppression({ reason: `"${name}x\\0"` })],
    ['as a tag of YAML', (name) => `ownerTag: !${name} x`],
  ])('%s is one harmless line of output', (_, text) => {
    for (const character of hostile) {
      const escaped =
        character === '\r'
          ? '\\r\\0'
          : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}${character.slice(1)}`;
      for (const written of [escaped, character]) {
        for (const { message, path } of errorsOf(text(written))) {
          expect(message).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
          expect(path).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }
      expect(errorsOf(text(escaped)).length).toBeGreaterThan(0);
    }
  });

  it('in the name of the file and a thousand letters long stays short', () => {
    const parsed = parseSettings(`${'k'.repeat(1000)}: 1`, `evil\u001b[31m\n.yaml`, CONTROLS);
    const message = 'errors' in parsed ? (parsed.errors[0]?.message ?? '') : '';
    expect(message).toMatch(/^evil\\u\{1b\}\[31m\\u\{a\}\.yaml, line 1, k+…: is no setting$/);
    expect(message.length).toBeLessThan(200);
  });

  it('of any kind gives settings or errors with a line, and never throws', () => {
    const words = fc.constantFrom(
      'suppressions:',
      '- ',
      '  ',
      '\n',
      'until: ',
      '*',
      '&a ',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '"',
      '|',
      '\t',
      '---',
      'regions',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((each) => each.join('')),
          fc.json(),
        ),
        (text) => {
          const parsed = parse(text);
          if ('settings' in parsed) return;
          expect(parsed.errors.length).toBeGreaterThan(0);
          for (const { line } of parsed.errors) expect(line).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Ten times ten times … : a kilobyte that would become gigabytes. */
function bomb(): string {
  const lines = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (let letter = 'b'.charCodeAt(0); letter <= 'i'.charCodeAt(0); letter += 1) {
    const before = String.fromCharCode(letter - 1);
    lines.push(
      `${String.fromCharCode(letter)}: &${String.fromCharCode(letter)} [${Array(10).fill(`*${before}`).join(',')}]`,
    );
  }
  return lines.join('\n');
}
