import type { Edge } from '#domain/use.ts';
import { keyUser, roleSession, root, ssoPerson } from '../support/acts.ts';
import { ACCOUNT, call, type Json, REGION } from '../support/records.ts';
import type { BehaviourCases } from './cases.ts';

const here = (service: string, path: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
const TRAIL = here('cloudtrail', 'trail/main');
const BUCKET = 'arn:aws:s3:::audit-log';
const KEY = here('kms', 'key/1111-2222');
const edge = (used: string, feature: string): Edge => ({
  used,
  user: TRAIL,
  features: [feature],
  confirmedAt: '2026-03-01T09:00:00.000Z',
});
const users = [edge(BUCKET, 'trail-log'), edge(KEY, 'trail-key'), edge(KEY, 'exec')];

/** What a deployment says it is made of. */
const own = [
  here('lambda', 'function:Warden-Evaluate'),
  here('dynamodb', 'table/Warden-State'),
  here('sqs', 'Warden-Changes'),
  here('sns', 'Warden-Findings'),
  here('scheduler', 'schedule/default/Warden-Tick'),
  here('kms', 'key/9999'),
  `arn:aws:events:*:${ACCOUNT}:rule/ecs-warden-ecs-calls`,
  `arn:aws:cloudwatch:*:${ACCOUNT}:alarm:ecs-warden *`,
];

const ada = ssoPerson();
const maintainer = roleSession('cdk-hnb659fds-cfn-exec-role-1-eu-central-1');
const throughCloudFormation = { ...maintainer, invokedBy: 'cloudformation.amazonaws.com' };
const by = (userIdentity: Json, service: string, name: string, request: Json | null, more: Json = {}): Json =>
  call(service, name, request, null, { userIdentity, ...more });
const denied = { errorCode: 'AccessDenied', errorMessage: 'not authorized' };

const stop = by(ada, 'cloudtrail', 'StopLogging', { name: TRAIL });
const update = by(ada, 'cloudtrail', 'UpdateTrail', { name: 'main', isMultiRegionTrail: false });
const openLog = by(ada, 's3', 'PutBucketPolicy', { bucketName: 'audit-log' });
const disableKey = by(ada, 'kms', 'DisableKey', { keyId: KEY });
const disableRule = by(ada, 'events', 'DisableRule', { name: 'ecs-warden-ecs-calls' });

const critical = (record: Json, ...reasons: readonly string[]) => ({
  record,
  own,
  users,
  reasons,
  severity: 'CRITICAL' as const,
});

export default {
  passes: {
    'a part that its deployment changes': {
      record: by(throughCloudFormation, 'events', 'PutRule', { name: 'ecs-warden-ecs-calls' }),
      own,
    },
  },
  fails: {
    'a trail that is stopped': critical(stop, 'stop-trail main'),
    'a trail that root deletes': critical(
      by(root(), 'cloudtrail', 'DeleteTrail', { name: 'main' }),
      'delete-trail main',
    ),
    'a trail that a key changes': critical(
      by(keyUser(), 'cloudtrail', 'UpdateTrail', { name: 'main' }),
      'change-trail main',
    ),
    'selectors that are changed': critical(
      by(ada, 'cloudtrail', 'PutEventSelectors', { trailName: 'main' }),
      'change-selectors main',
    ),
    'a maintainer who stops a trail: never good': critical(
      by(throughCloudFormation, 'cloudtrail', 'StopLogging', { name: 'main' }),
      'stop-trail main',
    ),
    'a maintainer who changes a trail': {
      record: by(maintainer, 'cloudtrail', 'UpdateTrail', { name: 'main' }),
      reasons: ['change-trail main'],
      severity: 'INFORMATIONAL',
    },
    'a maintainer whom settings name': {
      record: update,
      parameters: {
        principals: {
          administrators: [],
          automation: [],
          accessKeyUsers: [],
          maintainers: ['AWSReservedSSO_Developer_*'],
        },
      },
      reasons: ['change-trail main'],
      severity: 'INFORMATIONAL',
    },
    'an attempt that was denied': {
      record: by(ada, 'cloudtrail', 'StopLogging', { name: 'main' }, denied),
      reasons: ['denied-stop-trail main'],
      severity: 'HIGH',
    },
    'an attempt whose record does not say on what': {
      record: by(ada, 'cloudtrail', 'DeleteTrail', null, denied),
      reasons: ['denied-delete-trail -'],
      severity: 'HIGH',
    },
    'the policy of the log bucket': critical(openLog, 'change-log-policy audit-log'),
    'how long the log is kept': critical(
      by(ada, 's3', 'PutBucketLifecycle', { bucketName: 'audit-log' }),
      'change-log-lifecycle audit-log',
    ),
    'versions of the log': critical(
      by(ada, 's3', 'PutBucketVersioning', { bucketName: 'audit-log' }),
      'change-log-versioning audit-log',
    ),
    'an attempt on the log bucket': {
      record: by(ada, 's3', 'DeleteBucketPolicy', { bucketName: 'audit-log' }, denied),
      users,
      reasons: ['denied-change-log-policy audit-log'],
      severity: 'HIGH',
    },
    'the key of a trail': critical(disableKey, 'disable-trail-key 1111-2222'),
    'a maintainer who schedules its deletion': critical(
      by(maintainer, 'kms', 'ScheduleKeyDeletion', { keyId: '1111-2222' }),
      'disable-trail-key 1111-2222',
    ),
    'a rule of the monitor': critical(disableRule, 'change-monitor rule/ecs-warden-ecs-calls'),
    'one of another region': critical(
      by(ada, 'events', 'RemoveTargets', { rule: 'ecs-warden-ecs-calls' }, { awsRegion: 'us-east-1' }),
      'change-monitor rule/ecs-warden-ecs-calls',
    ),
    'a function, named by its ARN': critical(
      by(ada, 'lambda', 'PutFunctionConcurrency20171031', {
        functionName: here('lambda', 'function:Warden-Evaluate'),
        reservedConcurrentExecutions: 0,
      }),
      'change-monitor function:Warden-Evaluate',
    ),
    'what feeds a function': critical(
      call(
        'lambda',
        'DeleteEventSourceMapping20150331',
        { uUID: 'b' },
        { functionArn: here('lambda', 'function:Warden-Evaluate') },
        { userIdentity: ada },
      ),
      'change-monitor function:Warden-Evaluate',
    ),
    'a table': critical(
      by(ada, 'dynamodb', 'UpdateTable', { tableName: 'Warden-State', deletionProtectionEnabled: false }),
      'change-monitor table/Warden-State',
    ),
    'a queue': critical(
      by(ada, 'sqs', 'PurgeQueue', { queueUrl: `https://sqs.aws/${ACCOUNT}/Warden-Changes` }),
      'change-monitor Warden-Changes',
    ),
    'a subscription of a topic': critical(
      by(ada, 'sns', 'Unsubscribe', {
        subscriptionArn: `${here('sns', 'Warden-Findings')}:01234567-89ab-cdef-0123-456789abcdef`,
      }),
      'change-monitor Warden-Findings',
    ),
    'alarms, several at once, among others': critical(
      by(ada, 'monitoring', 'DeleteAlarms', {
        alarmNames: ['cpu', 'ecs-warden BLIND r: x', 'ecs-warden LATE r: y'],
      }),
      'change-monitor alarm:ecs-warden BLIND r: x',
      'change-monitor alarm:ecs-warden LATE r: y',
    ),
    'a schedule': critical(
      by(ada, 'scheduler', 'UpdateSchedule', { name: 'Warden-Tick', state: 'DISABLED' }),
      'change-monitor schedule/default/Warden-Tick',
    ),
    'a key of its tables': critical(by(ada, 'kms', 'DisableKey', { keyId: '9999' }), 'change-monitor 9999'),
    'a maintainer by hand': {
      record: by(maintainer, 'sqs', 'SetQueueAttributes', {
        queueUrl: `https://sqs.aws/${ACCOUNT}/Warden-Changes`,
      }),
      own,
      reasons: ['change-monitor Warden-Changes'],
      severity: 'INFORMATIONAL',
    },
    'CloudFormation for somebody who does not deploy': critical(
      by(
        roleSession('intern', false, {}),
        'events',
        'DeleteRule',
        { name: 'ecs-warden-ecs-calls' },
        {
          userIdentity: { ...roleSession('intern'), invokedBy: 'cloudformation.amazonaws.com' },
        },
      ),
      'change-monitor rule/ecs-warden-ecs-calls',
    ),
    'an attempt on a part': {
      record: by(ada, 'events', 'DisableRule', { name: 'ecs-warden-ecs-calls' }, denied),
      own,
      reasons: ['denied-change-monitor rule/ecs-warden-ecs-calls'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'a bucket that no trail delivers to': { record: openLog, users: [], why: /no trail/ },
    'a key that a cluster uses, and no trail': {
      record: disableKey,
      users: [edge(KEY, 'exec')],
      why: /no trail/,
    },
  },
  notAvailable: {
    'a bucket of which nothing was asked': { record: openLog, why: /said by the trails/ },
    'a key of which nothing was asked': { record: disableKey, why: /said by the trails/ },
  },
  notJudged: {
    'a rule of somebody else': { record: by(ada, 'events', 'DisableRule', { name: 'nightly' }), own },
    'a rule of another bus': {
      record: by(ada, 'events', 'DisableRule', { name: 'ecs-warden-ecs-calls', eventBusName: 'orders' }),
      own,
    },
    'a rule of that name where no monitor is deployed': { record: disableRule },
    'a queue of that name in another account': {
      record: by(ada, 'sqs', 'PurgeQueue', { queueUrl: 'https://sqs.aws/999988887777/Warden-Changes' }),
      own,
    },
    'no trail of that name': {
      record: by(ada, 'cloudtrail', 'DeleteTrail', { name: 'main' }, { errorCode: 'TrailNotFoundException' }),
    },
    'an attempt on who knows which bucket': { record: by(ada, 's3', 'PutBucketPolicy', null, denied), users },
    'a trail that is started': { record: by(ada, 'cloudtrail', 'StartLogging', { name: 'main' }) },
    'a new subscriber': {
      record: by(ada, 'sns', 'Subscribe', { topicArn: here('sns', 'Warden-Findings') }),
      own,
    },
  },
  worse: { before: { record: update }, after: { record: stop } },
} satisfies BehaviourCases;
