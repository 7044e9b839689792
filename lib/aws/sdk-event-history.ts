import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import { paceOf } from '#aws/facts/budget.ts';
import { type Call, callWith } from '#aws/facts/calls/call.ts';
import { settle } from '#aws/facts/failure.ts';
import type { EventHistory } from '#domain/ports.ts';

/** LookupEvents takes two calls a second for an account and region (CloudTrail quotas); two workers share them. */
const CALLS_PER_SECOND = 1;
const RETRIES = { retryMode: 'adaptive', maxAttempts: 5 } as const;

export interface EventHistoryConfig {
  readonly client?: Pick<CloudTrailClientConfig, 'credentials' | 'endpoint' | 'maxAttempts' | 'retryMode'>;
  readonly callsPerSecond?: number;
}

/** CloudTrail's event history by the SDK, each region at its own pace. */
export function sdkEventHistory({
  client = {},
  callsPerSecond = CALLS_PER_SECOND,
}: EventHistoryConfig = {}): EventHistory {
  const opened = new Map<string, { readonly trail: CloudTrailClient; readonly call: Call }>();
  const openIn = (region: string) => {
    const known = opened.get(region) ?? {
      trail: new CloudTrailClient({ ...RETRIES, ...client, region }),
      call: callWith(paceOf(callsPerSecond)),
    };
    opened.set(region, known);
    return known;
  };
  return {
    lookUp: ({ region, name, from, to, page }) =>
      settle(async () => {
        const { trail, call } = openIn(region);
        const { Events = [], NextToken } = await call('cloudtrail:LookupEvents', () =>
          trail.send(
            new LookupEventsCommand({
              LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
              StartTime: new Date(from),
              EndTime: new Date(to),
              ...(page !== undefined && { NextToken: page }),
            }),
          ),
        );
        const records = Events.map(({ CloudTrailEvent }) => parsed(CloudTrailEvent));
        return { value: { records, ...(NextToken !== undefined && { next: NextToken }) } };
      }),
  };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return json;
  }
}
