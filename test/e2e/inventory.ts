import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Aws, JsonAnswer } from './aws.ts';

type Items = readonly Readonly<Record<string, unknown>>[];

const named = (kind: string, answer: JsonAnswer, list: string, name: string): readonly string[] =>
  ((answer[list] ?? []) as Items).map((item) => `${kind} ${String(item[name])}`);

const inXml = (kind: string, xml: string, tag: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g'))].map(([, name]) => `${kind} ${name}`);

/** All that a stack of ours could leave behind, as `kind name`, sorted. */
export async function inventory(aws: Aws): Promise<readonly string[]> {
  const [
    tables,
    groups,
    alarms,
    rules,
    keys,
    functions,
    mappings,
    schedules,
    roles,
    dashboards,
    queues,
    topics,
  ] = await Promise.all([
    aws.json('dynamodb', 'DynamoDB_20120810.ListTables'),
    aws.json('logs', 'Logs_20140328.DescribeLogGroups'),
    aws.json('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms'),
    aws.json('events', 'AWSEvents.ListRules'),
    aws.json('kms', 'TrentService.ListKeys'),
    aws.rest('lambda', 'GET', '/2015-03-31/functions/'),
    aws.rest('lambda', 'GET', '/2015-03-31/event-source-mappings/'),
    aws.rest('scheduler', 'GET', '/schedules'),
    aws.query('iam', 'ListRoles', { MaxItems: '1000' }),
    aws.json('monitoring', 'GraniteServiceVersion20100801.ListDashboards'),
    aws.sqs.send(new ListQueuesCommand({})),
    aws.sns.send(new ListTopicsCommand({})),
  ]);
  return [
    ...((tables['TableNames'] ?? []) as readonly string[]).map((name) => `table ${name}`),
    ...named('log group', groups, 'logGroups', 'logGroupName'),
    ...named('alarm', alarms, 'MetricAlarms', 'AlarmName'),
    ...named('rule', rules, 'Rules', 'Name'),
    ...(await livingKeys(aws, keys)),
    ...named('function', functions, 'Functions', 'FunctionName'),
    ...named('event source', mappings, 'EventSourceMappings', 'EventSourceArn'),
    ...named('schedule', schedules, 'Schedules', 'Name'),
    ...inXml('role', roles, 'RoleName'),
    ...named('dashboard', dashboards, 'DashboardEntries', 'DashboardName'),
    ...(queues.QueueUrls ?? []).map((url) => `queue ${url.split('/').at(-1)}`),
    ...(topics.Topics ?? []).map(({ TopicArn }) => `topic ${TopicArn?.split(':').at(-1)}`),
  ].toSorted();
}

/** A key cannot be deleted at once: one that waits for its deletion counts as gone. */
async function livingKeys(aws: Aws, listed: JsonAnswer): Promise<readonly string[]> {
  const ids = ((listed['Keys'] ?? []) as Items).map(({ KeyId }) => String(KeyId));
  const described = await Promise.all(
    ids.map((KeyId) => aws.json('kms', 'TrentService.DescribeKey', { KeyId })),
  );
  return described
    .map(({ KeyMetadata }) => KeyMetadata as { KeyId: string; KeyState: string })
    .filter(({ KeyState }) => KeyState !== 'PendingDeletion')
    .map(({ KeyId }) => `key ${KeyId}`);
}
