import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { Coverage, RegionalTrail, Trail } from '#domain/trail.ts';
import { type Fields, fieldsOf, readBoolean, readText, textOf } from './fields.ts';
import { coverageOf } from './selectors.ts';

/** Spelled as the CLI prints it, or as a template does. */
const named = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );

const fieldsIn = (raw: unknown): Fields => named(fieldsOf(raw) ?? {});

/** A trail from what DescribeTrails and GetTrailStatus say of it; `status` may be why there is none. Never throws. */
export function toTrail(raw: unknown, status: unknown): Trail {
  const fields = fieldsIn(raw);
  const arn = textOf(fields['trailARN']) ?? '';
  return {
    arn,
    name: textOf(fields['name']) ?? arn.slice(arn.lastIndexOf('/') + 1),
    multiRegion: readBoolean(fields, 'isMultiRegionTrail'),
    organization: readBoolean(fields, 'isOrganizationTrail'),
    validation: readBoolean(fields, 'logFileValidationEnabled'),
    kmsKey: readText(fields, 'kmsKeyId'),
    bucket: readText(fields, 's3BucketName'),
    deliveryErrors: isUnavailable(status) ? status : deliveryErrors(fieldsIn(status)),
  };
}

/** S3's code, and CloudWatch Logs' answer, which may be a sentence; both stand until the next delivery that succeeds. */
const deliveryErrors = (status: Fields): readonly string[] =>
  ['latestDeliveryError', 'latestCloudWatchLogsDeliveryError'].flatMap((field) => {
    const error = textOf(status[field]);
    return error === undefined || error === 'NONE' ? [] : [error.slice(0, 200)];
  });

/** A trail as a region sees it; `status` and `selectors` may be why there are none. Never throws. */
export function toRegionalTrail(raw: unknown, status: unknown, selectors: unknown): RegionalTrail {
  const { arn, name, multiRegion, bucket, kmsKey } = toTrail(raw, undefined);
  return {
    arn,
    name,
    multiRegion,
    bucket,
    kmsKey,
    logging: isUnavailable(status) ? status : loggingOf(fieldsIn(status)),
    coverage: isUnavailable(selectors) ? selectors : coverageIn(selectors),
  };
}

const loggingOf = (status: Fields): boolean | Unavailable => {
  const logging = readBoolean(status, 'isLogging');
  return typeof logging === 'boolean'
    ? logging
    : { unavailable: 'unreadable', what: 'whether the trail is logging' };
};

/** Selectors nest three deep; only their own keys are CloudTrail's. */
const coverageIn = (selectors: unknown): Coverage => coverageOf(fieldsOf(deeplyNamed(selectors, 0)) ?? {});

function deeplyNamed(raw: unknown, depth: number): unknown {
  if (depth > 6) return undefined;
  if (Array.isArray(raw)) return raw.map((item) => deeplyNamed(item, depth + 1));
  const fields = fieldsOf(raw);
  return fields
    ? named(
        Object.fromEntries(
          Object.entries(fields).map(([key, value]) => [key, deeplyNamed(value, depth + 1)]),
        ),
      )
    : raw;
}
