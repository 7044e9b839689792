import type { Severity } from './severity.ts';

/** One message as it leaves: a text for each kind of reader and attributes to route by (MESSAGES: a contract). */
export interface OutboundMessage {
  /** The same for every repeat of the same message. */
  readonly messageId: string;
  /** E-mail subject: ASCII, at most 99 characters, one line. */
  readonly subject: string;
  /** E-mail: `Label: value` lines, 72 columns. */
  readonly text: string;
  /** The Amazon Q / Chatbot custom-notification document for Slack. */
  readonly slack: SlackDocument;
  /** What programs get: `ecs-warden.finding.v1` or `ecs-warden.digest.v1`. */
  readonly body: { readonly schema: string; readonly messageId: string } & Readonly<Record<string, unknown>>;
  readonly attributes: {
    readonly kind: 'finding' | 'digest' | 'ops';
    readonly severity: Severity;
    readonly transition: string;
    readonly account: string;
    readonly accountName: string;
    readonly region: string;
    readonly controlIds: readonly string[];
    readonly owner: string;
  };
}

/** Source: AWS Chatbot administrator guide, "custom notifications"; `version` and `source` are fixed. */
export interface SlackDocument {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords?: readonly string[];
  };
  readonly metadata: {
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

type SnsAttribute = { readonly DataType: 'String' | 'String.Array'; readonly StringValue: string };

/** A message as SNS takes it: the input of `Publish`, but for the topic. */
export interface SnsMessage {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageStructure: 'json';
  readonly MessageAttributes: Readonly<Record<string, SnsAttribute>>;
}
