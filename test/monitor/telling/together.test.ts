import { describe, expect, test } from 'vitest';
import type { NewsLine } from '#domain/news.ts';
import { digestMessage } from '#monitor/telling/digest-message.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { summaryMessage } from '#monitor/telling/summary-message.ts';
import { digestNews, family, line, lines, part, publishedBytes, repository, summaryNews } from './news.ts';

const wide = (index: number): NewsLine =>
  line(index, {
    resource: { ...family, arn: `${family.arn}-${'漢'.repeat(250)}${index}` },
    part: part({
      findingId: `${index}`.padStart(20, '0'),
      reasons: [{ code: 'c', subject: 's', message: '"\\'.repeat(200) }],
    }),
    actor: `${'"'.repeat(200)}${index}`,
  });

describe('a summary', () => {
  test('names every one of 500 findings in the e-mail, and their ids in the body', () => {
    const message = summaryMessage(summaryNews({ lines: lines(500) }));
    for (const index of [0, 1, 250, 499])
      expect(message.text).toContain(`HIGH web-${index}: container app can write`);
    expect(message.text.match(/^ {2}- /gm)).toHaveLength(500);
    expect(message.body['findingIds']).toHaveLength(500);
    expect(message.body['total']).toBe(500);
    expect(publishedBytes(snsMessage(message))).toBeLessThan(262_144);
  });
  test('when not even names fit, says how many are missing and where to ask', () => {
    const message = summaryMessage(
      summaryNews({ lines: Array.from({ length: 5_000 }, (_, index) => wide(index)) }),
    );
    const named = message.text.match(/^ {2}- /gm)?.length ?? 0;
    expect(named).toBeGreaterThan(50);
    expect(message.text).toContain(
      `and ${(5_000 - named).toLocaleString('en-US')} more findings; ask: ecs-warden findings list`,
    );
    expect(publishedBytes(snsMessage(message))).toBeLessThan(262_144);
  });
  test('Slack shows what fits and says where the others are', () => {
    const { title, description } = summaryMessage(summaryNews({ lines: lines(500) })).slack.content;
    expect(title).toBe('🟠 HIGH · shop-prod (123456789012) eu-west-1 · 500 findings at once');
    const rows = description.match(/^HIGH /gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(15);
    expect(description).toContain(`and ${500 - rows} more`);
    expect(description).toContain('*All of them*  in the e-mail and in the findings table');
  });
  test('is grouped by actor, the busiest first', () => {
    const by = (name: string | undefined, index: number): NewsLine => {
      const { actor: _somebody, ...rest } = line(index);
      return name === undefined ? rest : { ...rest, actor: `arn:aws:iam::1:role/${name}` };
    };
    const { text, subject } = summaryMessage(
      summaryNews({
        why: 'storm',
        lines: [by('alice', 1), by(undefined, 2), by('ci', 3), by('alice', 4), by('ci', 5), by('ci', 6)],
      }),
    );
    expect(text.match(/^By: +.*$/gm)).toEqual([
      'By:        ci',
      'By:        alice',
      'By:        "nobody known"',
    ]);
    expect(subject).toBe('[HIGH] shop-prod: 6 findings at once (3 by ci, 2 by alice, and 1 other)');
  });
  test('is routed like its findings', () => {
    const message = summaryMessage(
      summaryNews({
        lines: [line(1), line(2, { part: part({ severity: 'CRITICAL', transition: 'worse' }) })],
      }),
    );
    expect(message.attributes).toMatchObject({
      kind: 'finding',
      severity: 'CRITICAL',
      transition: 'opened',
      owner: '',
    });
  });
});

describe('a digest', () => {
  const { slack, text, subject, attributes } = digestMessage(digestNews());
  test('Slack says how things stand', () => {
    expect(slack.content.title).toBe(
      'ECS compliance · shop-prod (123456789012) eu-west-1 · Tue 14 Apr · 24 h',
    );
    const said = slack.content.description.split('\n').filter((each) => each.startsWith('*'));
    expect(said).toEqual([
      '*Open*  2 critical (oldest 9 h) · 31 high (−4) · 412 medium (+6)',
      '*New*  9 · resolved 15 · reopened 1',
      '*Still burning*  CRITICAL trail-coverage `batch`, 9 h',
      '*By cause*  task-definition-read-only-root: 6 resources, all by `github-deploy`',
      '*Ends soon*  1 suppression: task-definition-logging on `web` (`alice`) on 2026-04-19',
      '*Could not judge*  12 of 21,904 verdicts: 12 `access denied: ecr:GetRepositoryPolicy`',
      '*Eyes*  judged 3,512 resources, 21,904 verdicts · last sweep 02:14:00 UTC · changes no event announced: 3 · 0 dead letters',
    ]);
  });
  test('e-mail says the same', () => {
    expect(subject).toBe('[DIGEST] shop-prod: 2 critical, 31 high open; 6 new to tell');
    expect(text).toContain('Open:      2 critical (oldest 9 h) · 31 high (−4) · 412 medium (+6)\n');
    expect(text.match(/^ {2}- HIGH web-\d: /gm)).toHaveLength(6);
  });
  test('is no page: kind and transition say so', () => {
    expect(attributes).toMatchObject({ kind: 'digest', transition: 'digest' });
  });
  test('shows 20 and counts the rest by control', () => {
    const more = [
      ...lines(25),
      ...Array.from({ length: 3 }, (_, index) =>
        line(index, { resource: repository, part: part({ controlId: 'other' }) }),
      ),
    ];
    const { text, slack, body } = digestMessage(digestNews({ lines: more }));
    expect(text.match(/^ {2}- /gm)).toHaveLength(20);
    expect(text.replace(/\n +/g, ' ')).toContain(
      'And more:  8 findings: 5 task-definition-read-only-root; 3 other',
    );
    expect(slack.content.description).toContain('*And more*  8 findings');
    expect(body['byControl']).toEqual({ 'task-definition-read-only-root': 25, other: 3 });
  });
  test('without a digest before it, nothing is compared', () => {
    const { from: _from, openBefore: _before, ...first } = digestNews();
    const message = digestMessage(first);
    expect(message.slack.content.title).toMatch(/Tue 14 Apr$/);
    expect(message.text).toContain('31 high · 412 medium');
  });
  test('nobody is blamed for a cause when one line has no actor', () => {
    const { actor: _gone, ...nobody } = line(9);
    expect(digestMessage(digestNews({ lines: [...lines(5), nobody] })).text).toContain('6 resources\n');
  });
  test('2,000 lines are still one small message', () => {
    const message = digestMessage(
      digestNews({ lines: Array.from({ length: 2_000 }, (_, index) => wide(index)) }),
    );
    expect(publishedBytes(snsMessage(message))).toBeLessThan(200_000);
    expect(message.body['total']).toBe(2_000);
  });
});
