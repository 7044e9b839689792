import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Aws } from './aws.ts';
import { ACCOUNT, REGION } from './environment.ts';
import { ACTOR } from './world.ts';

interface Announced {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: object;
  readonly Resources?: readonly string[];
}

/** Puts an event on the bus as a service does by itself. */
export async function announce(aws: Aws, { Detail, ...event }: Announced): Promise<void> {
  const Entries = [{ ...event, Detail: JSON.stringify(Detail) }];
  assert.equal((await aws.json('events', 'AWSEvents.PutEvents', { Entries }))['FailedEntryCount'], 0);
}

/** Puts CloudTrail's record of a call on the bus, for services whose calls the launcher does not record. */
export const announceCall = (
  aws: Aws,
  service: string,
  eventName: string,
  requestParameters: object,
): Promise<void> =>
  announce(aws, {
    Source: `aws.${service}`,
    DetailType: 'AWS API Call via CloudTrail',
    Detail: {
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', principalId: 'AIDAE2E00000000000000', arn: ACTOR, accountId: ACCOUNT },
      eventTime: `${new Date().toISOString().slice(0, 19)}Z`,
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: REGION,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'e2e',
      requestParameters,
      responseElements: null,
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
    },
  });
