import type { Cluster, ExecRevision, ExecUse, StandaloneTasks } from '#domain/cluster.ts';
import { awslogsOf, execRevisions, leavesExecLogToContainers } from '#domain/exec-use.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import { readBoolean, unresolved } from '#domain/normalise/fields.ts';
import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { isUnreadable, type Readable } from '#domain/readable.ts';
import { familyOfRevision } from '#domain/resource.ts';
import type { TemplateAccount, Written } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import type { Reader } from './reader.ts';

export const readCluster: Reader<Cluster> = ({ arn, declared }) => ({
  value: toCluster({ ...declared.fields, clusterArn: arn }),
});

/** A template starts no tasks but those of its services. */
export const readStandaloneTasks: Reader<StandaloneTasks> = () => ({
  value: toStandaloneTasks({ status: 'ACTIVE' }, []),
});

/**
 * What ECS Exec can open, if the template has services of the cluster: they say it. For a cluster that others run their
 * tasks in it is assumed.
 */
export const readExecUse: Reader<ExecUse> = ({ arn }, account, { users, known, now }) => {
  const asks = known.cluster !== undefined && leavesExecLogToContainers(known.cluster.execLogging);
  const revisions = execRevisions(arn, users, undefined, now).map((each): ExecRevision => {
    const definition = asks ? account.get(familyOfRevision(each.arn)) : undefined;
    return definition
      ? { ...each, containers: awslogsOf(toTaskDefinition(definition.declared.fields)) }
      : each;
  });
  if (revisions.length > 0) return { value: { usage: 'used', revisions } };
  const own = account.by('AWS::ECS::Service', 'cluster', arn, ({ properties }) => [
    clusterOf(properties['Cluster'], account)?.arn,
  ]);
  if (own.length === 0) return { value: { usage: 'assumed', revisions } };
  // What such a service runs is not known, but that it can be opened is.
  if (own.some((service) => opens(service) === true)) return { value: { usage: 'assumed', revisions } };
  const strays = account
    .ofType('AWS::ECS::Service')
    .filter(({ properties }) => unresolved(properties['Cluster']) !== undefined);
  const isOpen =
    own.some((each) => isUnreadable(opens(each))) || strays.some((each) => opens(each) !== false);
  return { value: { usage: isOpen ? 'unknown' : 'unused', revisions } };
};

/** Whether ECS Exec can open the tasks of a service. */
const opens = ({ fields }: Declared): Readable<boolean> =>
  readBoolean(fields, 'enableExecuteCommand') ?? false;

/** The cluster of the template that a name or ARN means; undefined: it is elsewhere. */
export function clusterOf(named: unknown, account: TemplateAccount): Written | undefined {
  const cluster = account.made('AWS::ECS::Cluster', named);
  return cluster && account.get(account.names.attribute(cluster.logicalId, 'Arn') ?? '');
}

/** The default strategy of a cluster: its own, or that of what associates capacity providers with it. */
export function strategyOf(cluster: Declared, account: TemplateAccount): unknown {
  const [association] = account.having(
    'AWS::ECS::ClusterCapacityProviderAssociations',
    'Cluster',
    account.names.ref(cluster.logicalId),
  );
  return (association ?? cluster).fields['defaultCapacityProviderStrategy'];
}
