import type { Cluster, ExecLogging } from '#domain/cluster.ts';
import type { Readable } from '#domain/readable.ts';
import { isUnreadable } from '#domain/readable.ts';
import {
  type Fields,
  fieldsOf,
  objectsOf,
  readBoolean,
  readCount,
  readList,
  readObject,
  readText,
  textOf,
  toTags,
  unresolved,
} from './fields.ts';

/** A cluster from what DescribeClusters says, settings and tags included. Never throws. */
export function toCluster(raw: unknown): Cluster {
  const fields = fieldsOf(raw) ?? {};
  const arn = textOf(fields['clusterArn']) ?? '';
  const containerInstances = readCount(fields, 'registeredContainerInstancesCount');
  return {
    arn,
    name: textOf(fields['clusterName']) ?? /:cluster\/(.+)$/.exec(arn)?.[1] ?? '',
    status: textOf(fields['status']) ?? 'ACTIVE',
    containerInsights: containerInsights(fields),
    ...(typeof containerInstances === 'number' && { containerInstances }),
    execLogging: execLogging(fields),
    tags: toTags(fields['tags']),
  };
}

/** The only cluster setting there is (ClusterSettingName of the API). */
function containerInsights(fields: Fields): Readable<string> {
  const settings = readList(fields, 'settings');
  if (settings === undefined || 'unreadable' in settings) return settings;
  const setting = objectsOf(settings).find(({ name }) => name === 'containerInsights');
  if (setting) return readText(setting, 'value');
  // One of a template that is not known yet may be this one.
  const open = settings.flatMap((each) => [each, fieldsOf(each)?.['name']]).map(unresolved);
  const why = open.find((each) => each !== undefined);
  return why === undefined ? undefined : { unreadable: why };
}

/** Whether a key encrypts the sessions of ECS Exec; a cluster that is not there says nothing. */
export function execKeyIn(cluster: unknown): Readable<boolean> {
  const configuration = readObject(fieldsOf(cluster) ?? {}, 'configuration');
  if (configuration === undefined || isUnreadable(configuration)) return configuration;
  const exec = readObject(configuration, 'executeCommandConfiguration');
  if (exec === undefined || isUnreadable(exec)) return exec;
  const key = readText(exec, 'kmsKeyId');
  return isUnreadable(key) ? key : key !== undefined;
}

/** The settings of ECS Exec; what is not there, or cannot be read, on the way to them is so for each of them. */
function execLogging(cluster: Fields): ExecLogging {
  const within = (outer: Readable<Fields>, name: string): Readable<Fields> =>
    outer === undefined || isUnreadable(outer) ? outer : readObject(outer, name);
  const exec = within(readObject(cluster, 'configuration'), 'executeCommandConfiguration');
  const log = within(exec, 'logConfiguration');
  const text = (fields: Readable<Fields>, name: string): Readable<string> =>
    fields === undefined || isUnreadable(fields) ? fields : readText(fields, name);
  const flag = (name: string): Readable<boolean> =>
    log === undefined || isUnreadable(log) ? log : readBoolean(log, name);
  return {
    mode: text(exec, 'logging'),
    logGroup: text(log, 'cloudWatchLogGroupName'),
    logGroupEncrypted: flag('cloudWatchEncryptionEnabled'),
    bucket: text(log, 's3BucketName'),
    bucketEncrypted: flag('s3EncryptionEnabled'),
  };
}
