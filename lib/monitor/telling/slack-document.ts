import type { SlackDocument } from '#domain/outbound.ts';
import { clean, cut } from './clean.ts';
import { code, escaped, fitting } from './phrase.ts';
import { jsonBytes } from './size.ts';

/**
 * Amazon Q does not publish the limits of a custom notification; these keep each field within Slack's own limits
 * for a block (header 150, section 3,000) and the whole small.
 */
export const SLACK_LIMITS = {
  title: 150,
  description: 2_800,
  steps: 5,
  step: 300,
  keywords: 8,
  keyword: 50,
  resources: 10,
  bytes: 12_000,
} as const;

/** What a document is made of, at one tightness: `cap` bounds every foreign piece. */
export interface SlackParts {
  readonly title: string;
  readonly description: string;
  readonly steps?: readonly string[];
  readonly keywords: readonly string[];
  readonly resources: readonly string[];
}

interface Envelope {
  readonly messageId: string;
  readonly threadId: string;
  readonly eventType: string;
  /** For custom actions: only values that nobody outside can choose. */
  readonly context: Readonly<Record<string, string>>;
}

/** The custom-notification document, tightened until every limit holds. */
export function slackDocument(envelope: Envelope, render: (cap: number) => SlackParts): SlackDocument {
  return fitting((cap) => documentOf(envelope, render(cap)), fits);
}

function documentOf({ messageId, threadId, eventType, context }: Envelope, parts: SlackParts): SlackDocument {
  const { title, description, steps = [], keywords, resources } = parts;
  return {
    version: '1.0',
    source: 'custom',
    id: clean(messageId),
    content: {
      textType: 'client-markdown',
      title,
      description,
      ...(steps.length > 0 && { nextSteps: steps.slice(0, SLACK_LIMITS.steps) }),
      keywords: keywords
        .slice(0, SLACK_LIMITS.keywords)
        .map((each) => cut(clean(each), SLACK_LIMITS.keyword, escaped)),
    },
    metadata: {
      threadId: clean(threadId),
      summary: title,
      eventType,
      relatedResources: resources.slice(0, SLACK_LIMITS.resources).map((arn) => code(arn, 200)),
      additionalContext: context,
    },
  };
}

const fits = (document: SlackDocument): boolean =>
  document.content.title.length <= SLACK_LIMITS.title &&
  document.content.description.length <= SLACK_LIMITS.description &&
  jsonBytes(document) < SLACK_LIMITS.bytes;
