import { describe, expect, test } from 'vitest';
import type { Resource } from '#domain/resource.ts';
import { findingMessage } from '#monitor/telling/finding-message.ts';
import { change, family, findingNews, openRepository, part, threeFaults } from './news.ts';

/** The description of a Slack message without the addresses of its links. */
const slackLines = (news: Parameters<typeof findingMessage>[0]): readonly string[] =>
  findingMessage(news)
    .slack.content.description.replace(/<[^|>]+\|([^>]+)>/g, '[$1]')
    .split('\n');

describe('one CRITICAL fault of a repository', () => {
  const { subject, text, slack } = findingMessage(openRepository);
  test('Slack says what, how bad, who, since when, and when it was seen', () => {
    expect(slack.content.title).toBe(
      '🔴 CRITICAL · prod-payments (123456789012) eu-west-1 · ECR repository `payments/api`: `open to everyone: statement AllowAll lets Principal * pull`',
    );
    expect(slackLines(openRepository)).toEqual([
      '*Where*  `Statement[0]`',
      '*Why*  Anyone with an AWS account can pull its images.',
      '*Who*  `SetRepositoryPolicy` by `github-deploy` / session `run-8812` · identity `acme/payments` · 03:12:07 UTC · `198.51.100.7`',
      '*Before*  passed since 2026-03-02',
      '*Owner*  `team-payments`',
      'IAM-7 · repository-policy-public · id 5f0c1122334455667788',
      '[resource] · [CloudTrail event] · [control] · seen 41 s after the change',
    ]);
  });
  test('containing comes before the fix, both with real names', () => {
    expect(slack.content.nextSteps).toEqual([
      'Contain: `aws ecr delete-repository-policy --repository-name payments/api --region eu-west-1`',
      'Fix: Name the accounts that may pull, or remove the statement. `aws ecr set-repository-policy --repository-name payments/api --policy-text file://policy.json --region eu-west-1`',
    ]);
  });
  test('e-mail has the same as labels and values', () => {
    expect(subject).toBe(
      '[CRITICAL] prod-payments: ECR repository payments/api: open to everyone: statement AllowAll lets...',
    );
    expect(text.split('\n').slice(0, 8)).toEqual([
      'What:      CRITICAL · ECR repository payments/api: open to everyone:',
      '           statement AllowAll lets Principal * pull',
      'Account:   prod-payments (123456789012) eu-west-1',
      'Where:     Statement[0]',
      'Why:       Anyone with an AWS account can pull its images.',
      'Who:       SetRepositoryPolicy by github-deploy / session run-8812 ·',
      '           identity acme/payments · 03:12:07 UTC · 198.51.100.7',
      'Before:    passed since 2026-03-02',
    ]);
    expect(text).toContain(
      'Contain:\n  aws ecr delete-repository-policy --repository-name payments/api \\\n    --region eu-west-1\n',
    );
    expect(text.split('\n').at(-1)).toBe('Message:   m-1');
  });
});

describe('three faults of one deploy', () => {
  const { subject, text, slack } = findingMessage(threeFaults);
  test('Slack lists them under each other, worst first', () => {
    expect(slack.content.title).toBe(
      '🟠 HIGH · shop-prod (123456789012) eu-west-1 · 3 faults came with task definition `web` (revision 43 registered)',
    );
    expect(slackLines(threeFaults).slice(0, 9)).toEqual([
      '```',
      'HIGH    secret in plain text: container app, variable DB_PASSWORD (rotate it)  CMP-2, NET-3',
      'MEDIUM  container app can write to its root filesystem                         CMP-5',
      'MEDIUM  container app runs as root (image USER root)                           CMP-2',
      '```',
      '*In use*  `services web, web-canary still run 42`',
      '*Who*  `RegisterTaskDefinition` by `cdk-exec` / session `shop-web` · through `cloudformation.amazonaws.com` · 14:02:07 UTC',
      '*Unchanged*  1 older finding (task-definition-logging, open 12 d)',
      '*Owner*  no owner tag',
    ]);
  });
  test('one command for what one command mends', () => {
    expect(slack.content.nextSteps).toHaveLength(1);
    expect(slack.content.nextSteps?.[0]).toMatch(
      /^Fix: Take .*Set readonly.*Set user: "1000"\. `aws ecs register-task-definition --family web /,
    );
  });
  test('e-mail names each', () => {
    expect(subject).toBe(
      '[HIGH] shop-prod: 3 faults in web:43 (secret in plain text: container app, variable DB_PASSWORD...)',
    );
    expect(text.match(/^Fault: {5}(HIGH|MEDIUM)/gm)).toHaveLength(3);
    expect(text).toContain('id bbbb1122334455667788');
  });
});

describe('who', () => {
  const who = (changes: readonly ReturnType<typeof change>[]): readonly string[] =>
    slackLines(findingNews({ changes })).filter((line) => /^\*(Who|Change)\*/.test(line));
  test('one change: its actor', () => {
    expect(who([change()])).toHaveLength(1);
    expect(who([change()])[0]).toContain('cdk-exec');
  });
  test('two changes: no one is blamed', () => {
    const [first, ...others] = who([
      change(),
      change({ eventName: 'TagResource', actor: { principal: 'arn:aws:iam::1:user/bob' } }),
    ]);
    expect(first).toBe('*Who*  one of 2 recent changes; which one cannot be told');
    expect(others).toHaveLength(2);
    expect(others[1]).toContain('`TagResource` by `bob`');
  });
  test('two changes: no link to one event either', () => {
    expect(slackLines(findingNews({ changes: [change(), change()] })).join()).not.toContain(
      'CloudTrail event',
    );
  });
  test('one change that may not be the cause: no one is blamed, and no link leads to it', () => {
    const doubtful = [change({ doubtful: true })];
    const [first, ...others] = who(doubtful);
    expect(first).toMatch(/^\*Who\* {2}not known: the one recent change may not be the cause/);
    expect(others).toHaveLength(1);
    expect(slackLines(findingNews({ changes: doubtful })).join()).not.toContain('CloudTrail event');
    expect(findingMessage(findingNews({ changes: doubtful })).text).not.toContain('CloudTrail event');
  });
  test('no change: the sweep', () => {
    expect(who([])).toEqual(['*Who*  not known: found by the sweep']);
    expect(findingMessage(findingNews({ changes: [] })).text).not.toContain('Seen:');
  });
  test('a change of another day says its day', () => {
    expect(who([change({ eventTime: '2026-04-12T23:59:59.000Z' })])[0]).toContain('2026-04-12 23:59:59 UTC');
  });
  test('a native event without an actor blames nobody', () => {
    const {
      actor: _nobody,
      sourceIp: _nowhere,
      ...native
    } = change({ eventName: 'ECS Deployment State Change' });
    expect(who([native])).toEqual(['*Who*  not known: seen by `ECS Deployment State Change` · 14:02:07 UTC']);
  });
});

describe('transitions', () => {
  const resolved = part({
    transition: 'resolved',
    resolution: 'FIXED',
    since: '2026-04-11T10:00:00.000Z',
    newReasons: [],
  });
  test.each([
    ['FIXED', 'fixed after 3 d'],
    ['DELETED', 'the resource was deleted after 3 d'],
    ['NOT_APPLICABLE', 'no longer applies after 3 d'],
    ['OUT_OF_SCOPE', 'no longer in scope after 3 d'],
    ['QUIET', 'not seen any more after 3 d'],
  ] as const)('resolved, %s', (resolution, how) => {
    const news = findingNews({ parts: [{ ...resolved, resolution }] });
    const { slack, subject, attributes } = findingMessage(news);
    expect(slack.content.title).toMatch(
      /^✅ RESOLVED · shop-prod \(123456789012\) eu-west-1 · task definition `web`: /,
    );
    expect(slackLines(news)[0]).toBe(`*How*  ${how}`);
    expect(slack.content.nextSteps).toBeUndefined();
    expect(slack.metadata.threadId).toBe('t-1');
    expect(subject).toMatch(/^\[RESOLVED\] shop-prod: web: /);
    expect(attributes.transition).toBe('resolved');
  });
  test('how long it took ends with the resolution, not with the telling', () => {
    const news = findingNews({ parts: [{ ...resolved, resolvedAt: '2026-04-11T15:00:00.000Z' }] });
    expect(slackLines(news)[0]).toBe('*How*  fixed after 5 h');
  });
  test('one opened and one resolved: what is open counts', () => {
    const { slack, attributes } = findingMessage(
      findingNews({ parts: [{ ...resolved, severity: 'CRITICAL' }, part({ controlId: 'b' })] }),
    );
    expect(slack.content.title).toContain('🟠 HIGH');
    expect(slack.content.title).toContain('1 fault came with'.replace('came with', 'found in'));
    expect(slack.content.title).toContain(', 1 resolved');
    expect(slack.content.description).toContain(
      'RESOLVED  container app can write to its root filesystem (fixed after 3 d)',
    );
    expect(attributes).toMatchObject({ severity: 'HIGH', transition: 'opened' });
  });
  test('reopened and worse say so', () => {
    expect(
      findingMessage(findingNews({ parts: [part({ transition: 'reopened' })] })).slack.content.title,
    ).toContain('HIGH again ·');
    expect(
      findingMessage(findingNews({ parts: [part({ transition: 'worse' })] })).slack.content.title,
    ).toContain('HIGH, worse than before ·');
  });
  test('worse: before was open too, not passed', () => {
    const news = findingNews({
      toldAt: '2026-04-14T14:03:00.000Z',
      parts: [
        part({
          transition: 'worse',
          since: '2026-04-14T14:00:00.000Z',
          passedSince: '2026-03-02T00:00:00.000Z',
        }),
      ],
    });
    const before = slackLines(news).filter((line) => line.startsWith('*Before*'));
    expect(before).toEqual(['*Before*  open for 3 min, but less severe or for fewer reasons']);
  });
  test('worse: the new reason leads, the older is called so', () => {
    const reasons = [
      ...part().reasons,
      { code: 'writable-root', subject: 'sidecar', message: 'container sidecar can write' },
    ];
    const news = findingNews({
      parts: [part({ transition: 'worse', reasons, newReasons: ['writable-root sidecar'] })],
    });
    expect(slackLines(news).slice(0, 2)).toEqual([
      '*Fault*  `container sidecar can write`',
      '*Older*  `container app can write to its root filesystem` at `containerDefinitions[0].readonlyRootFilesystem`',
    ]);
    expect(findingMessage(news).subject).toContain('container sidecar can write and 1 more');
  });
  test('first seen: it may be older than the change, or the sweep', () => {
    const parts = [part({ firstSeen: true })];
    expect(slackLines(findingNews({ parts }))).toContain(
      '*Since*  first seen after this change; may be older',
    );
    expect(slackLines(findingNews({ parts, changes: [] }))).toContain(
      '*Since*  seen for the first time; may be older',
    );
    expect(slackLines(findingNews())).not.toContainEqual(expect.stringContaining('may be older'));
  });
});

describe('where and in use', () => {
  test('the revisions that fail', () => {
    const reasons = part().reasons.map((reason) => ({ ...reason, evidence: { revisions: ['43', '42'] } }));
    const news = findingNews({ parts: [part({ reasons })] });
    expect(slackLines(news)[0]).toBe(
      '*Where*  `containerDefinitions[0].readonlyRootFilesystem` of revision `43, 42`',
    );
    expect(findingMessage(news).subject).toContain('web:43:');
  });
  test.each([
    ['registered, not yet running', { revision: 43 }],
    ['nothing is known to run it', {}],
    ['`service shop/web runs 42`', { usage: ['service shop/web runs 42'] }],
  ])('%s', (words, over) => {
    expect(slackLines(findingNews(over))).toContain(`*In use*  ${words}`);
  });
  test('only task definitions have users', () => {
    expect(slackLines(openRepository).join()).not.toContain('In use');
  });
});

describe('long news', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    part({
      controlId: `control-${index}`,
      reasons: Array.from({ length: 20 }, (_, at) => ({
        code: 'c',
        subject: `s${at}`,
        message: '漢'.repeat(300),
        path: '字'.repeat(300),
      })),
    }),
  );
  const { slack, body, text } = findingMessage(findingNews({ parts: many }));
  test('Slack and e-mail say how much is missing', () => {
    expect(slack.content.description).toMatch(/and 88 more, in the e-mail and in the findings table/);
    expect(text).toMatch(/^Fault: {5}and \d+ more, in the findings table$/m);
  });
  test('so does the body', () => {
    const parts = body['parts'] as readonly unknown[];
    expect(parts.length).toBeGreaterThan(0);
    expect(body['omittedParts']).toBe(100 - parts.length);
  });
  test('a command that does not fit into Slack is left out whole', () => {
    const cli = `aws ecs do-something --family <family> --value ${'x'.repeat(300)}`;
    const { slack, text } = findingMessage(
      findingNews({ parts: [part({ remediation: { text: 'Do it.', cli } })] }),
    );
    expect(slack.content.nextSteps).toEqual(['Fix: Do it. (command: in the e-mail)']);
    expect(text).toContain('x'.repeat(300));
  });
  test('a long text and a command that does not fit are still one step', () => {
    const cli = `aws ecs do-something --family <family> --value ${'x'.repeat(300)}`;
    const { slack } = findingMessage(
      findingNews({ parts: [part({ remediation: { text: 'Do it at once. '.repeat(40), cli } })] }),
    );
    expect(slack.content.nextSteps).toHaveLength(1);
    expect(slack.content.nextSteps?.[0]).toMatch(/^Fix: Do it .*… \(command: in the e-mail\)$/);
  });
});

test('attributes are what subscribers filter by', () => {
  expect(findingMessage(openRepository).attributes).toEqual({
    kind: 'finding',
    severity: 'CRITICAL',
    transition: 'opened',
    account: '123456789012',
    accountName: 'prod-payments',
    region: 'eu-west-1',
    controlIds: ['repository-policy-public'],
    owner: 'team-payments',
  });
  expect(findingMessage(threeFaults).attributes).toMatchObject({ owner: '', severity: 'HIGH' });
});

test('times and ARNs that are none are said plainly', () => {
  const nowhere: Resource = { ...family, arn: 'nonsense' };
  const { text } = findingMessage(
    findingNews({
      resource: nowhere,
      changes: [change({ eventTime: 'yesterday' })],
      parts: [part({ passedSince: '' })],
    }),
  );
  expect(text).toContain('at an unknown time');
  expect(text).toContain('an unknown time after the change');
  expect(text).not.toMatch(/NaN|Invalid|undefined/);
});
