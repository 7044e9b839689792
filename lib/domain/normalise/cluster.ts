import type { Cluster } from '#domain/cluster.ts';
import type { Readable } from '#domain/readable.ts';
import { type Fields, fieldsOf, objectsOf, readList, readText, textOf, toTags } from './fields.ts';

/** A cluster from what DescribeClusters says, settings and tags included. Never throws. */
export function toCluster(raw: unknown): Cluster {
  const fields = fieldsOf(raw) ?? {};
  const arn = textOf(fields['clusterArn']) ?? '';
  return {
    arn,
    name: textOf(fields['clusterName']) ?? /:cluster\/(.+)$/.exec(arn)?.[1] ?? '',
    status: textOf(fields['status']) ?? 'ACTIVE',
    containerInsights: containerInsights(fields),
    tags: toTags(fields['tags']),
  };
}

/** The only cluster setting there is (ClusterSettingName of the API). */
function containerInsights(fields: Fields): Readable<string> {
  const settings = readList(fields, 'settings');
  if (settings === undefined || 'unreadable' in settings) return settings;
  const setting = objectsOf(settings).find(({ name }) => name === 'containerInsights');
  return setting && readText(setting, 'value');
}
