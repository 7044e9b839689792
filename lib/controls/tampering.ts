import type { Act } from '#domain/act.ts';
import type { Arn } from '#domain/arn.ts';
import { parseArn } from '#domain/arn.ts';
import type { JudgedCalls } from '#domain/behaviour.ts';

/** What a call is to the audit trail. */
export interface Means {
  readonly code: string;
  /** What was done, in the past tense, before the name of what it was done to. */
  readonly did: string;
  /** Grave whoever does it: what follows is not recorded, or nobody can read it. */
  readonly always?: true;
}

type MeansByCall = Readonly<Record<string, Means>>;

export const ON_TRAILS: MeansByCall = {
  StopLogging: { code: 'stop-trail', did: 'stopped the logging of trail', always: true },
  DeleteTrail: { code: 'delete-trail', did: 'deleted trail', always: true },
  UpdateTrail: { code: 'change-trail', did: 'changed trail' },
  PutEventSelectors: { code: 'change-selectors', did: 'changed which events are recorded by trail' },
};

const lifecycle: Means = {
  code: 'change-log-lifecycle',
  did: 'changed how long files are kept in log bucket',
};
const access: Means = { code: 'change-log-access', did: 'changed who may reach log bucket' };
const policy: Means = { code: 'change-log-policy', did: 'changed the policy of log bucket' };
const lock: Means = { code: 'change-log-lock', did: 'changed the object lock of log bucket' };

/** By their names in CloudTrail: those of S3 differ from its actions. */
export const ON_BUCKETS: MeansByCall = {
  DeleteBucket: { code: 'delete-log-bucket', did: 'deleted log bucket' },
  DeleteBucketLifecycle: lifecycle,
  DeleteBucketOwnershipControls: access,
  DeleteBucketPolicy: policy,
  DeleteBucketPublicAccessBlock: access,
  PutBucketAcl: access,
  PutBucketLifecycle: lifecycle,
  PutBucketLifecycleConfiguration: lifecycle,
  PutBucketObjectLockConfiguration: lock,
  PutBucketOwnershipControls: access,
  PutBucketPolicy: policy,
  PutBucketPublicAccessBlock: access,
  PutBucketVersioning: { code: 'change-log-versioning', did: 'changed the versioning of log bucket' },
  PutObjectLockConfiguration: lock,
};

const unusable: Means = { code: 'disable-trail-key', did: 'made unusable the key of trails', always: true };
export const ON_KEYS: MeansByCall = {
  DeleteImportedKeyMaterial: unusable,
  DisableKey: unusable,
  PutKeyPolicy: { code: 'change-key-policy', did: 'changed the policy of the key of trails' },
  ScheduleKeyDeletion: unusable,
};

/** Calls that change a part of a monitor; Lambda records its own with the version of its API in the name. */
const ON_PARTS: readonly JudgedCalls[] = [
  { service: 'events', calls: ['DeleteRule', 'DisableRule', 'PutRule', 'PutTargets', 'RemoveTargets'] },
  {
    service: 'lambda',
    calls: [
      'AddPermission20150331v2',
      'DeleteEventSourceMapping20150331',
      'DeleteFunction',
      'DeleteFunction20150331',
      'PutFunctionConcurrency20171031',
      'UpdateEventSourceMapping20150331',
      'UpdateFunctionCode20150331v2',
      'UpdateFunctionConfiguration20150331v2',
    ],
  },
  {
    service: 'dynamodb',
    calls: [
      'DeleteResourcePolicy',
      'DeleteTable',
      'PutResourcePolicy',
      'UpdateContinuousBackups',
      'UpdateTable',
      'UpdateTimeToLive',
    ],
  },
  {
    service: 'sqs',
    calls: ['AddPermission', 'DeleteQueue', 'PurgeQueue', 'RemovePermission', 'SetQueueAttributes'],
  },
  {
    service: 'sns',
    calls: [
      'AddPermission',
      'DeleteTopic',
      'RemovePermission',
      'SetSubscriptionAttributes',
      'SetTopicAttributes',
      'Unsubscribe',
    ],
  },
  {
    service: 'monitoring',
    calls: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState'],
  },
  { service: 'scheduler', calls: ['DeleteSchedule', 'UpdateSchedule'] },
];

/** All of them, attempts included. */
export const TAMPERING: readonly [JudgedCalls, ...JudgedCalls[]] = [
  { service: 'cloudtrail', calls: Object.keys(ON_TRAILS), failed: true },
  { service: 's3', calls: Object.keys(ON_BUCKETS), failed: true },
  { service: 'kms', calls: Object.keys(ON_KEYS), failed: true },
  ...ON_PARTS.map((each): JudgedCalls => ({ ...each, failed: true })),
];

/** Codes of a request that the caller was not allowed, as the services spell them in records. */
const DENIED =
  /^(?:Client\.)?(?:AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized|Forbidden)/;

/** Whether it came to something or was denied: what failed otherwise (no such trail) neither changed nor tried much. */
export const cameToSomething = ({ failed }: Act): boolean => failed === undefined || DENIED.test(failed);

/** What a thing is called in a reason: `main`, `rule/ecs-warden-ecs-calls`. */
export function called(arn: Arn | undefined): string {
  const resource = parseArn(arn)?.resource;
  if (resource === undefined) return '-';
  return resource.replace(/^(?:trail|key)\//, '').slice(0, 100);
}
