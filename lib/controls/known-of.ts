import type { PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { type Holder, keysRead, type Values } from '#policy/holder.ts';
import { parsePolicy } from '#policy/parse.ts';
import { characters } from '#policy/pattern.ts';
import { hasAction } from '#policy/statement.ts';

const PRINCIPAL_TAG = /^aws:principaltag\/(.+)$/i;
const TAG_SESSION = characters('sts:tagsession');

/** What is certain of every request of a principal: the moment, and its tags where no session brings others. */
export function knownOf(
  { kind, tags, trust }: Pick<PrincipalRecord, 'kind' | 'tags' | 'trust'>,
  policies: Holder['policies'],
  now: Instant,
): Values {
  const time = { 'aws:CurrentTime': now, 'aws:EpochTime': String(Math.floor(Date.parse(now) / 1000)) };
  // A group has no tags: those of its members count.
  if (kind === 'group' || (kind === 'role' && sessionsMayBring(trust))) return time;
  const byKey = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  const tagKeys = keysRead(policies).flatMap((key) => PRINCIPAL_TAG.exec(key)?.[1] ?? []);
  const known = tagKeys.map((key) => [`aws:PrincipalTag/${key}`, byKey.get(key.toLowerCase()) ?? null]);
  return { ...time, ...(Object.fromEntries(known) as Values) };
}

/** Whether those who take a role may tag their session; where its trust cannot be read they may. */
function sessionsMayBring(trust: PrincipalRecord['trust']): boolean {
  const parsed = trust && parsePolicy(trust.document, trust.name, 'trust');
  if (!parsed || 'errors' in parsed) return true;
  return parsed.policy.statements.some((each) => each.effect === 'Allow' && hasAction(each, TAG_SESSION));
}
