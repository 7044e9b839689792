import type { NewsLine } from '#domain/news.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { bodyLine } from './body.ts';
import { cleaned } from './clean.ts';
import { worstOf } from './resource-words.ts';
import { bodyBytes, countBy, takeWithin } from './size.ts';

/** What lines and ids may take in a message of 256 KB in which the body stands twice (SQS and Lambda). */
const LINES_BYTES = 30_000;
const IDS_BYTES = 20_000;
const MAX_CONTROLS = 100;

interface Common {
  readonly messageId: string;
  readonly accountName: string;
  readonly account: string;
  readonly region: string;
  readonly toldAt: string;
  readonly lines: readonly NewsLine[];
}

/**
 * `ecs-warden.digest.v1`: details of as many lines as fit, worst or largest group first; the ids of far more; the
 * number of all by control.
 */
export function digestBody(
  kind: 'digest' | 'summary',
  { messageId, accountName, account, region, toldAt, lines }: Common,
  more: Readonly<Record<string, unknown>>,
): OutboundMessage['body'] {
  const shown = takeWithin(lines.map(bodyLine), LINES_BYTES, bodyBytes);
  const ids = takeWithin(
    lines.map(({ part }) => part.findingId),
    IDS_BYTES,
    bodyBytes,
  );
  return {
    schema: 'ecs-warden.digest.v1',
    messageId,
    kind,
    toldAt,
    accountName: cleaned(accountName),
    account,
    region,
    severity: worstOf(lines.map(({ part }) => part)),
    total: lines.length,
    lines: shown,
    omittedLines: lines.length - shown.length,
    findingIds: ids,
    byControl: Object.fromEntries(countBy(lines, ({ part }) => part.controlId).slice(0, MAX_CONTROLS)),
    ...more,
  };
}
