import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboundMessage } from '#domain/outbound.ts';
import { digestMessage } from '#monitor/telling/digest-message.ts';
import { findingMessage } from '#monitor/telling/finding-message.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { summaryMessage } from '#monitor/telling/summary-message.ts';
import { HOSTILE, hostileDigest, hostileNews, hostileSummary, MARK } from './hostile.ts';
import { change, findingNews, jsonBytes, part, publishedBytes } from './news.ts';

/** Control, format, lone-surrogate, private and unassigned characters, and line breaks that are no `\n`. */
const UNSEEN = /(?!\n)[\p{C}\u2028\u2029]/u;

/** Our own links, as only links.ts can have made them. */
const LINKS = /<https:\/\/[^<>|\s]+\|[a-zA-Z -]+>/g;

const LABELS = [
  'What|Account|Where|Fault|Older|Why|In use|Who|Change|Before|Since|How|Unchanged|Owner|Guidance|Control|Finding',
  'Contain|Fix|Seen|Console|CloudTrail event|Control page|Resource id|Message|By|Open|New|Still burning',
  'Not told at once|And more|By cause|Ends soon|Could not judge|Eyes',
].join('|');
const OUR_LINES = new RegExp(`^((${LABELS}):( |$)|  |https://)`);
/** Commands and addresses are not wrapped. */
const UNWRAPPED = /^ +(aws|--)|^https:/;

/** A list of what is wrong: the words of each check that does not hold. */
const failing = (checks: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.entries(checks).flatMap(([check, holds]) => (holds ? [] : [check]));

function slackTextFaults(text: string): readonly string[] {
  const withoutLinks = text.replace(LINKS, ' ');
  const withoutBlocks = withoutLinks.replace(/```\n[^`]*\n```/g, ' ');
  const outside = withoutBlocks.replace(/`[^`\n]+`/g, ' ');
  return failing({
    [`unseen characters: ${text}`]: !UNSEEN.test(text),
    [`code that does not end: ${text}`]:
      (withoutBlocks.match(/`/g) ?? []).length % 2 === 0 && !outside.includes('`'),
    [`foreign words outside of code: ${text}`]: !outside.includes(MARK),
    // Within code too: Slack reads a `<` before it looks for code.
    [`unescaped: ${text}`]: !/[<>]|&(?!(amp|lt|gt);)/.test(withoutLinks),
  });
}

function slackFaults({ content, metadata }: OutboundMessage['slack']): readonly string[] {
  const { title, description, nextSteps = [], keywords = [] } = content;
  const texts = [
    title,
    description,
    metadata.summary,
    ...nextSteps,
    ...keywords,
    ...metadata.relatedResources,
  ];
  return [
    ...texts.flatMap(slackTextFaults),
    ...failing({
      'title of one line': !title.includes('\n'),
      'title of 150': title.length <= 150,
      'description of 2800': description.length <= 2_800,
      'five steps of 300': nextSteps.length <= 5 && nextSteps.every((step) => step.length <= 300),
      'eight keywords of 50': keywords.length <= 8 && keywords.every((keyword) => keyword.length <= 50),
      'ten resources': metadata.relatedResources.length <= 10,
      'nothing foreign in what custom actions read': !JSON.stringify(metadata.additionalContext).includes(
        MARK,
      ),
      '12 KB': jsonBytes({ content, metadata }) < 11_900,
    }),
  ];
}

/** Each line is ours by its beginning: a label, an indent, or an address. An ARN stands below its label. */
function textFaults(text: string): readonly string[] {
  const lines = text.split('\n').filter((_, index, all) => all[index - 1] !== 'Resource id:');
  return [
    ...failing({
      'unseen characters': !UNSEEN.test(text),
      'id last': /^Message: {3}\S+$/.test(lines.at(-1) ?? ''),
    }),
    ...lines.filter((line) => !OUR_LINES.test(line)).map((line) => `not our line: ${line}`),
    ...lines.filter((line) => line.length > 72 && !UNWRAPPED.test(line)).map((line) => `too long: ${line}`),
  ];
}

/** All that is wrong with a message, whatever it says. */
function faultsOf(message: OutboundMessage): readonly string[] {
  const sns = snsMessage(message);
  const values = Object.values(sns.MessageAttributes).map(({ StringValue }) => StringValue);
  return [
    ...slackFaults(message.slack),
    ...textFaults(message.text),
    ...failing({
      [`subject: ${message.subject}`]: /^[ -~]{1,99}$/.test(message.subject),
      'unseen characters in the body': !UNSEEN.test(JSON.stringify(message.body)),
      '256 KB': publishedBytes(sns) < 262_144,
      [`attributes: ${values.join()}`]: values.every((value) => value !== '' && !UNSEEN.test(value)),
    }),
  ];
}

describe('a hostile name cannot forge any line', () => {
  const places: Readonly<Record<string, (evil: string) => OutboundMessage>> = {
    'resource name': (evil) =>
      findingMessage(
        findingNews({
          resource: {
            type: 'AWS::ECR::Repository',
            arn: `arn:aws:ecr:eu-west-1:123456789012:repository/${evil}`,
          },
        }),
      ),
    'message of a reason': (evil) =>
      findingMessage(
        findingNews({ parts: [part({ reasons: [{ code: 'c', subject: 's', message: evil }] })] }),
      ),
    'subject and path': (evil) =>
      findingMessage(
        findingNews({ parts: [part({ reasons: [{ code: 'c', subject: evil, message: 'm', path: evil }] })] }),
      ),
    'several reasons': (evil) =>
      findingMessage(
        findingNews({
          parts: [
            part({
              reasons: [
                { code: 'c', subject: 's', message: evil },
                { code: 'd', subject: evil, message: evil },
              ],
            }),
          ],
        }),
      ),
    'several faults': (evil) =>
      findingMessage(
        findingNews({ parts: [part({ reasons: [{ code: 'c', subject: 's', message: evil }] }), part()] }),
      ),
    owner: (evil) => findingMessage(findingNews({ owner: evil })),
    usage: (evil) => findingMessage(findingNews({ usage: [evil, evil] })),
    role: (evil) =>
      findingMessage(
        findingNews({ changes: [change({ actor: { principal: `arn:aws:iam::1:role/${evil}` } })] }),
      ),
    'session and identity': (evil) =>
      findingMessage(
        findingNews({
          changes: [
            change({ actor: { principal: 'r', session: evil, sourceIdentity: evil, invokedBy: evil } }),
          ],
        }),
      ),
    'address and user agent': (evil) =>
      findingMessage(findingNews({ changes: [change({ sourceIp: evil, userAgent: evil })] })),
    'event name and id': (evil) =>
      findingMessage(findingNews({ changes: [change({ eventName: evil, eventId: evil })] })),
    'several changes': (evil) =>
      findingMessage(findingNews({ changes: [change({ eventName: evil }), change({ sourceIp: evil })] })),
  };
  const cases = Object.entries(places).flatMap(([place, make]) =>
    Object.entries(HOSTILE).map(([kind, evil]) => [place, kind, make(evil)] as const),
  );
  test.each(cases)('%s: %s', (_place, _kind, message) => {
    expect(faultsOf(message)).toEqual([]);
  });
});

describe('for any input', () => {
  test('a finding keeps to every limit', () => {
    fc.assert(
      fc.property(hostileNews, (news) => {
        expect(faultsOf(findingMessage(news))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
  test('a summary keeps to every limit', () => {
    fc.assert(
      fc.property(hostileSummary, (news) => {
        expect(faultsOf(summaryMessage(news))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
  test('a digest keeps to every limit', () => {
    fc.assert(
      fc.property(hostileDigest, (news) => {
        expect(faultsOf(digestMessage(news))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
