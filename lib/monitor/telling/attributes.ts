import type { NewsPart } from '#domain/news.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { cleaned } from './clean.ts';
import { worstOf } from './resource-words.ts';

type Attributes = OutboundMessage['attributes'];

/** More ids than the catalogue has: only a fault of ours could give more. */
const MAX_CONTROLS = 150;

/** What subscribers filter by (a contract: docs/messages.md). `owner` is a tag: whoever may tag a resource chooses it. */
export function attributesOf(
  parts: readonly NewsPart[],
  {
    owner = '',
    ...from
  }: Omit<Attributes, 'severity' | 'controlIds' | 'owner'> & { readonly owner?: string | undefined },
): Attributes {
  return {
    kind: from.kind,
    severity: worstOf(parts),
    transition: from.transition,
    account: cleaned(from.account),
    accountName: cleaned(from.accountName),
    region: cleaned(from.region),
    controlIds: [...new Set(parts.map(({ controlId }) => cleaned(controlId, 80)))].slice(0, MAX_CONTROLS),
    owner: cleaned(owner),
  };
}
