import * as z from 'zod';
import { didYouMean } from '#domain/nearest.ts';
import { partitionOf } from '#domain/partition.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { matchesGlob } from '#domain/suppression.ts';
import {
  clockTime,
  email,
  oneLine,
  region,
  service,
  slackChannel,
  slackWorkspace,
  text,
  timeZone,
  until,
} from './file-texts.ts';
import { PARAMETERS } from './parameters.ts';

const slack = z.strictObject({
  workspaceId: slackWorkspace.describe('Id of the Slack workspace'),
  channelId: slackChannel.describe('Id of the Slack channel'),
});

const recipients = z.strictObject({
  emails: z.array(email).nullish().describe('Addresses that get every message'),
  slack: slack.nullish().describe('The channel that gets every message'),
});

const control = z.strictObject({
  enabled: z
    .boolean()
    .nullish()
    .describe('false: it is not judged, and its findings are resolved as OUT_OF_SCOPE'),
  severity: z.enum(SEVERITIES).nullish().describe('Instead of its own severity and that of its reasons'),
});

const suppression = (pattern: z.ZodString) =>
  z.strictObject({
    controls: z.array(pattern).min(1).describe('Control ids, * as wildcard'),
    resources: z
      .array(oneLine(2048))
      .min(1)
      .describe('Resource names or ARNs, * as wildcard, upper and lower case differ'),
    tags: z
      .record(oneLine(128), z.string())
      .nullish()
      .describe('Tags that the resource must all have, * as wildcard in values'),
    reason: oneLine(500).describe('Why this is accepted'),
    owner: oneLine(200).describe('Who answers for it'),
    until: until.describe(
      'Its end: a day (2027-01-31, its end in UTC) or a moment with its zone (2027-01-31T18:00:00Z)',
    ),
  });

const digest = z.strictObject({
  times: z.array(clockTime).min(1).nullish().describe('Local times HH:MM, 24 hours; 09:00 by default'),
  zone: timeZone.nullish().describe('IANA time zone of the times; UTC by default'),
});

/** 900: SQS delays a message by 15 minutes at most (SQS developer guide, "delay queues"). */
const seconds = (what: string) => z.number().min(0).max(900).nullish().describe(`${what}, in seconds`);
const timing = z.strictObject({
  settleSeconds: seconds('How long a read may still show the state before a change'),
  confirmSeconds: seconds('From a change to its one confirming look'),
  missingSeconds: seconds('From a first "not found" to the second that makes it a deletion'),
  retrySeconds: seconds('From a throttled look to the next attempt'),
  quietDays: z
    .number()
    .min(1)
    .max(365)
    .nullish()
    .describe('After how many days a behaviour that is not seen any more is resolved; 7 by default'),
  // Alarms count in periods of the tick, and look back for a day at most.
  blindMinutes: z
    .number()
    .min(10)
    .max(1440)
    .multipleOf(5)
    .nullish()
    .describe('After how many minutes without a sign of life from a region it is blind there; 15 by default'),
});

const threshold = (what: string) =>
  z.number().min(1).max(100).nullish().describe(`Threshold of alarms on ${what} in percent; 80 by default`);
const usageAlarms = z.strictObject({
  services: z.array(service).nullish().describe('Services, as cluster/service'),
  cpu: threshold('CPU'),
  memory: threshold('memory'),
});

const dockerBench = z.strictObject({
  targets: z
    .record(oneLine(128), oneLine(256))
    .nullish()
    .describe('Tags of the container instances it is run on; none: reports are only imported'),
  everyDays: z.number().int().min(1).max(30).nullish().describe('Days between two runs; 7 by default'),
});

/** An id must be one of those that exist, a pattern must match one; undefined leaves both open. */
const idsAmong = (known: readonly string[] | undefined) => ({
  id: text((value) =>
    known === undefined || known.includes(value) ? undefined : `is no control${didYouMean(value, known)}`,
  ),
  pattern: text((value) =>
    known === undefined || known.some((each) => matchesGlob(value, each))
      ? undefined
      : `matches no control${didYouMean(value, known)}`,
  ),
});

/**
 * The operator's file as it is written. Every key may be absent or empty. `controlIds` are the ids that exist;
 * undefined leaves them open (for the published schema, which outlives a catalogue).
 */
export function fileSchema(controlIds?: readonly string[]) {
  const { id, pattern } = idsAmong(controlIds);
  const says = {
    accountName: 'What people call the account; its number when absent',
    homeRegion: 'The region the findings live in; absent: the region of deployment',
    regions: 'The regions that are watched; empty: the region of deployment',
    ownerTag: 'The tag whose value is named as the owner in messages; owner by default',
    controls: 'Controls by id: switched off, or of another severity',
    suppressions: 'Standing decisions not to be told of some findings',
    usageAlarms: 'Services that get alarms on their CPU and memory use with the monitor',
    dockerBench: 'Docker Bench, run on container instances; even an empty map keeps a bucket for reports',
    timing: 'Delays; the defaults fit AWS, tests and local runs shorten them',
  };
  return z
    .strictObject({
      accountName: oneLine(64).nullish().describe(says.accountName),
      homeRegion: region.nullish().describe(says.homeRegion),
      regions: z.array(region).nullish().describe(says.regions),
      recipients: recipients.nullish().describe('Who is told'),
      ownerTag: oneLine(128).nullish().describe(says.ownerTag),
      parameters: z.strictObject(PARAMETERS).nullish().describe('Settings of the controls themselves'),
      controls: z.record(id, control.nullish()).nullish().describe(says.controls),
      suppressions: z.array(suppression(pattern)).nullish().describe(says.suppressions),
      digest: digest.nullish().describe('When the digest goes out'),
      usageAlarms: usageAlarms.nullish().describe(says.usageAlarms),
      dockerBench: dockerBench.optional().describe(says.dockerBench),
      timing: timing.nullish().describe(says.timing),
    })
    .superRefine(({ homeRegion, regions }, context) => {
      const named = homeRegion ?? regions?.[0];
      for (const [index, each] of (regions ?? []).entries()) {
        const [one, other] = [partitionOf(each), partitionOf(named ?? each)];
        if (one && other && one !== other)
          context.addIssue({
            code: 'custom',
            path: ['regions', index],
            message: `is in another partition than ${named}: events do not cross partitions`,
          });
      }
    })
    .describe('Settings of ecs-warden');
}

/** A file that has passed the schema. */
export type SettingsFile = z.infer<ReturnType<typeof fileSchema>>;
