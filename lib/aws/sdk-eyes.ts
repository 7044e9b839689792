import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  TagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { callWith } from '#aws/facts/calls/call.ts';
import { settle } from '#aws/facts/failure.ts';
import { ownRules } from '#aws/own-rules.ts';
import { formatArn } from '#domain/arn.ts';
import { CANARY_RULE, CANARY_TAG } from '#domain/canary.ts';
import type { Eyes } from '#domain/ports.ts';

export interface EyesConfig {
  /** The monitor's name, which the names of its rules begin with. */
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly client?: Pick<EventBridgeClientConfig, 'credentials' | 'endpoint' | 'maxAttempts'>;
}

/** In milliseconds: a region that does not answer must not keep the tick from the others. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const call = callWith(() => Promise.resolve());

/** The eyes of a deployed monitor: its rules in each region, and the canary that is written on one of them. */
export function sdkEyes({ name, partition, account, client = {} }: EyesConfig): Eyes {
  const clients = new Map<string, EventBridgeClient>();
  const clientIn = (region: string): EventBridgeClient => {
    const known =
      clients.get(region) ?? new EventBridgeClient({ requestHandler: TIMEOUTS, ...client, region });
    clients.set(region, known);
    return known;
  };
  return {
    rules: (region) =>
      settle(async () => {
        const value = await ownRules(clientIn(region), name, call);
        return { value };
      }),
    write: (region) =>
      settle(async () => {
        const resource = `rule/${name}-${CANARY_RULE}`;
        const ResourceARN = formatArn({ partition, service: 'events', region, account, resource });
        const { key, value } = CANARY_TAG;
        await call('events:TagResource', () =>
          clientIn(region).send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: key, Value: value }] })),
        );
        return { value: true as const };
      }),
  };
}
