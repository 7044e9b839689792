import { type EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import type { Call } from '#aws/facts/calls/call.ts';

/** The rules of a monitor in one region, by what they bring, and whether each is enabled. */
export async function ownRules(
  client: EventBridgeClient,
  name: string,
  call: Call,
): Promise<ReadonlyMap<string, boolean>> {
  const found = new Map<string, boolean>();
  let NextToken: string | undefined;
  do {
    const page = await call('events:ListRules', () =>
      client.send(
        new ListRulesCommand({ NamePrefix: `${name}-`, ...(NextToken !== undefined && { NextToken }) }),
      ),
    );
    for (const { Name = '', State } of page.Rules ?? [])
      found.set(Name.slice(name.length + 1), State !== 'DISABLED');
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}
