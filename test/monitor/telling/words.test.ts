import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, clean, cleaned, cut } from '#monitor/telling/clean.ts';
import { commandsFor } from '#monitor/telling/command.ts';
import { sayAge, sayDuration } from '#monitor/telling/duration.ts';
import { command, field } from '#monitor/telling/email.ts';
import { consoleUrl, controlUrl, eventUrl } from '#monitor/telling/links.ts';
import { code, escaped, named, say, toSlack, toText } from '#monitor/telling/phrase.ts';
import { change, family, repository } from './news.ts';

test.each([
  [0, '0 s'],
  [41_999, '41 s'],
  [60_000, '1 min'],
  [59 * 60_000, '59 min'],
  [9 * 3_600_000, '9 h'],
  [47 * 3_600_000, '47 h'],
  [12 * 86_400_000, '12 d'],
  [-5, '0 s'],
  [Number.NaN, 'an unknown time'],
])('%d ms is %s', (ms, words) => {
  expect(sayDuration(ms)).toBe(words);
});
test('an age is counted to the moment of telling', () => {
  expect(sayAge('2026-04-14T14:02:07.000Z', '2026-04-14T14:02:48.000Z')).toBe('41 s');
});

describe('cleaning', () => {
  test.each([
    ['a\nb\r\nc', 'a b c'],
    ['a\u2028b\u2029c', 'a b c'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['a\u202eb\u200bc\ufeff', 'abc'],
    ['`x`', "'x'"],
    ['  many   spaces\u00a0\u3000here ', 'many spaces here'],
    ['e\u0301te\u0301', 'e\u0301te\u0301'],
  ])('%j becomes %j', (given, expected) => {
    expect(clean(given)).toBe(expected);
  });
  test('what is cut says so', () => {
    expect(cleaned('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`);
    expect(cleaned('x'.repeat(120))).toBe('x'.repeat(120));
  });
  test('an escape is never cut in two, nor a character', () => {
    expect(cut('<<<<', 10, escaped)).toBe('&lt;&lt;…');
    expect(cut('😀😀😀', 4)).toBe('😀…');
  });
  test('a cut text is never longer than allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        expect(cut(text, max, escaped).length).toBeLessThanOrEqual(max);
      }),
    );
  });
  test('ASCII keeps what can be read', () => {
    expect(ascii('café · “x” – 漢…')).toBe('cafe - "x" - ?...');
  });
});

describe('phrases', () => {
  test('foreign pieces stand in code, ours do not', () => {
    expect(toSlack(say`by ${named('<!channel>')} & co`)).toBe('by `&lt;!channel&gt;` &amp; co');
  });
  test('in plain text a name that could pass for words is quoted', () => {
    expect(toText(say`by ${named('team/api-1')} and ${named('x · Owner "me"')}`)).toBe(
      'by team/api-1 and "x · Owner \'me\'"',
    );
  });
  test('no span is empty', () => {
    expect(code('\u200b')).toBe('`-`');
  });
});

describe('commands', () => {
  const service = {
    type: 'AWS::ECS::Service',
    arn: 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web',
  } as const;
  test.each([
    [
      'aws ecr x --repository-name <repository> --region <region>',
      repository,
      'aws ecr x --repository-name payments/api --region eu-west-1',
    ],
    [
      'aws ecs update-service --cluster <cluster> --service <service>',
      service,
      'aws ecs update-service --region eu-west-1 --cluster shop --service web',
    ],
    [
      'aws ecs x --task-definition <family> --image <digest> --region <region>',
      family,
      'aws ecs x --task-definition web --image <digest> --region eu-west-1',
    ],
    ['aws a b \\\n  --region <region>', family, 'aws a b --region eu-west-1'],
  ])('%s', (cli, resource, expected) => {
    expect(commandsFor(cli, resource)).toEqual([expected]);
  });
  test('each call in a command gets the region', () => {
    expect(commandsFor('aws ecs put --json "$(aws ecs get --id 1)"', family)).toEqual([
      'aws ecs put --region eu-west-1 --json "$(aws ecs get --region eu-west-1 --id 1)"',
    ]);
  });
  test('a container is named when all reasons are about it', () => {
    const about = (...subjects: readonly string[]) =>
      subjects.map((subject) => ({ code: 'c', subject, message: 'm' }));
    expect(commandsFor('x <container>', family, about('app', 'app docker.io/x'))).toEqual(['x app']);
    expect(commandsFor('x <container>', family, about('app', 'sidecar'))).toEqual(['x <container>']);
    expect(commandsFor('x <container>', family, about('$(id)'))).toEqual(['x <container>']);
  });
  test.each(['a;id', '$(id)', 'a b', "a'b", '-rf', 'a\nb', 'a`id`', 'a|b', 'a>b', '../../x y', ''])(
    '%j is never pasted',
    (name) => {
      const arn = `arn:aws:ecr:eu-west-1:123456789012:repository/${name}`;
      expect(
        commandsFor('aws ecr x <repository> --region <region>', { type: 'AWS::ECR::Repository', arn }),
      ).toEqual(['aws ecr x <repository> --region eu-west-1']);
    },
  );
});

describe('links', () => {
  const at = (type: Parameters<typeof consoleUrl>[0]['type'], arn: string) => consoleUrl({ type, arn });
  test.each([
    [
      'AWS::ECS::TaskDefinition',
      'arn:aws:ecs:eu-west-1:1:task-definition/web',
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/task-definitions/web?region=eu-west-1',
    ],
    [
      'AWS::ECS::Cluster',
      'arn:aws:ecs:eu-west-1:1:cluster/shop',
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/shop/services?region=eu-west-1',
    ],
    [
      'AWS::ECS::Service',
      'arn:aws:ecs:eu-west-1:1:service/shop/web',
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/shop/services/web/health?region=eu-west-1',
    ],
    [
      'AWS::ECR::Repository',
      'arn:aws-cn:ecr:cn-north-1:1:repository/a/b',
      'https://cn-north-1.console.amazonaws.cn/ecr/repositories/private/1/a/b?region=cn-north-1',
    ],
    [
      'AWS::ECR::Repository',
      'arn:aws-us-gov:ecr:us-gov-west-1:1:repository/a',
      'https://console.amazonaws-us-gov.com/ecr/repositories/private/1/a?region=us-gov-west-1',
    ],
  ] as const)('%s %s', (type, arn, url) => {
    expect(at(type, arn)).toBe(url);
  });
  test.each([
    ['an odd name', 'arn:aws:ecs:eu-west-1:1:task-definition/a|b>'],
    ['a way up', 'arn:aws:ecs:eu-west-1:1:task-definition/..'],
    ['a query', 'arn:aws:ecs:eu-west-1:1:task-definition/a?x=y'],
    ['a region that is none', 'arn:aws:ecs:evil-example:1:task-definition/web'],
    ['a region of another partition', 'arn:aws-cn:ecs:eu-west-1:1:task-definition/web'],
    ['a partition without a known console', 'arn:aws-iso:ecs:us-iso-east-1:1:task-definition/web'],
    ['no ARN', 'web'],
  ])('none for %s', (_, arn) => {
    expect(at('AWS::ECS::TaskDefinition', arn)).toBeUndefined();
  });
  test('an image by its digest only', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(at('AWS::ECR::Image', `${repository.arn}@${digest}`)).toContain(
      `/payments/api/_/image/${encodeURIComponent(digest)}/details`,
    );
    expect(at('AWS::ECR::Image', `${repository.arn}@latest`)).toBeUndefined();
  });
  test('an event by its id, unless it is a native one or no id', () => {
    expect(eventUrl(change(), family)).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/0a1b2c3d-1111-2222-3333-444455556666',
    );
    expect(eventUrl(change({ eventName: 'ECS Task State Change' }), family)).toBeUndefined();
    expect(eventUrl(change({ eventId: '1|evil>' }), family)).toBeUndefined();
  });
  test('a page for each control', () => {
    expect(controlUrl('task-definition-privileged')).toMatch(
      /^https:\/\/github\.com\/.*\/docs\/controls\/task-definition-privileged\.md$/,
    );
    expect(controlUrl('../evil')).toBeUndefined();
  });
});

describe('e-mail lines', () => {
  test('a value cannot begin a line', () => {
    expect(field('Owner', 'a\nFix: b').split('\n')).toEqual(['Owner:     a Fix: b']);
  });
  test('a long word is broken, a long label keeps its space', () => {
    const lines = field('Could not judge', 'x'.repeat(200)).split('\n');
    expect(lines[0]).toMatch(/^Could not judge: x+$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
    expect(lines.join('').replaceAll(/[^x]/g, '')).toHaveLength(200);
  });
  test('a wrapped command is still one command', () => {
    const long = `aws ecr set-repository-policy --repository-name payments/api --policy-text file://policy.json --region eu-west-1`;
    expect(command(long).split('\n').length).toBeGreaterThan(1);
    expect(
      command(long)
        .replace(/ \\\n +/g, ' ')
        .trim(),
    ).toBe(long);
  });
  test('a command with quotes stays whole', () => {
    const quoted = `aws ecs x --json '{"a": "b --c d"}' --region eu-west-1 --something-else that-is-long-enough-to-wrap`;
    expect(command(quoted)).toBe(`  ${quoted}`);
  });
});
