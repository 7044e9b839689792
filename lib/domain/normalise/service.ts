import type { Arn } from '#domain/arn.ts';
import { isUnreadable } from '#domain/readable.ts';
import { placeOf, revisionArn } from '#domain/resource.ts';
import type { Service } from '#domain/service.ts';
import { allKinds, capacityOfParts } from './capacity.ts';
import {
  type Fields,
  fieldsOf,
  instantOf,
  objectsOf,
  readBoolean,
  readCount,
  textOf,
  toTags,
} from './fields.ts';
import { networksOf } from './network.ts';
import { platformsOf } from './platforms.ts';
import { runningCountOf, serviceRevisionsOf } from './running-images.ts';
import type { ServicePart } from './service-part.ts';

/**
 * A service from what DescribeServices says, with its cluster (DescribeClusters) and the account's capacity providers
 * (DescribeCapacityProviders) for what the service leaves to them. Never throws.
 */
export function toService(raw: unknown, cluster?: unknown, providers?: unknown): Service {
  const fields = fieldsOf(raw) ?? {};
  const arn = textOf(fields['serviceArn']) ?? '';
  const parts = partsOf(fields);
  const capacity = capacityOfParts(parts, cluster, providers);
  const balancers = parts
    .filter(({ at }) => at !== 'deployment')
    .flatMap((part) => objectsOf(part.fields['loadBalancers']));
  const runningCount = runningCountOf(fields);
  const desiredCount = readCount(fields, 'desiredCount');
  const createdAt = instantOf(fields['createdAt']);
  const managedBy = textOf(fields['resourceManagementType']);
  return {
    arn,
    cluster: textOf(fields['clusterArn']) ?? '',
    status: textOf(fields['status']) ?? 'ACTIVE',
    revisions: sorted(parts.flatMap((part) => revisionIn(part, arn) ?? [])),
    networks: networksOf(parts),
    capacity: allKinds(capacity),
    platforms: platformsOf(parts, capacity),
    targetGroups: sorted(balancers.flatMap(targetGroupsOf)),
    classicLoadBalancers: sorted(balancers.flatMap((each) => textOf(each['loadBalancerName']) ?? [])),
    testListenerRules: sorted(balancers.flatMap(testRuleOf)),
    balancedPorts: balancedPorts(balancers),
    executeCommand: readBoolean(fields, 'enableExecuteCommand') === true,
    serviceRevisions: sorted(serviceRevisionsOf(fields)),
    ...(typeof desiredCount === 'number' && { desiredCount }),
    ...(createdAt !== undefined && { createdAt }),
    ...(runningCount !== undefined && { runningCount }),
    scheduling: textOf(fields['schedulingStrategy']) ?? 'REPLICA',
    ...(managedBy !== undefined && managedBy !== 'CUSTOMER' && { managedBy }),
    tags: toTags(fields['tags']),
  };
}

/** The service itself, its deployments that want or have tasks, and all its task sets. */
function partsOf(fields: Fields): readonly ServicePart[] {
  const deployments = objectsOf(fields['deployments']).map(
    (each, index): ServicePart => ({ at: 'deployment', path: `deployments[${index}].`, fields: each }),
  );
  const taskSets = objectsOf(fields['taskSets']).map(
    (each, index): ServicePart => ({ at: 'task-set', path: `taskSets[${index}].`, fields: each }),
  );
  return [
    { at: 'service', path: '', fields },
    ...deployments.filter((each) => isLive(each.fields)),
    ...taskSets,
  ];
}

/** A count that cannot be read is taken for tasks: a revision too many in scope is better than one overlooked. */
const isLive = (deployment: Fields): boolean =>
  deployment['status'] === 'PRIMARY' ||
  ['desiredCount', 'runningCount', 'pendingCount'].some((name) => {
    const count = readCount(deployment, name);
    return isUnreadable(count) || (count ?? 0) > 0;
  });

/** The API answers with ARNs; `web:42`, as requests may say, is read as of the service's own account and region. */
function revisionIn({ fields }: ServicePart, service: Arn): Arn | undefined {
  const text = textOf(fields['taskDefinition']);
  if (text === undefined || /^arn:[^/]+\/[^:/]+:\d{1,15}$/.test(text)) return text;
  const [, family, revision] = /^([\w-]+):(\d{1,15})$/.exec(text) ?? [];
  return family === undefined || service === ''
    ? undefined
    : revisionArn(placeOf(service), family, Number(revision));
}

/** The target group and, for blue/green deployments, its alternate. */
const targetGroupsOf = (balancer: Fields): readonly Arn[] =>
  [
    balancer['targetGroupArn'],
    fieldsOf(balancer['advancedConfiguration'])?.['alternateTargetGroupArn'],
  ].flatMap((arn) => textOf(arn) ?? []);

const testRuleOf = (balancer: Fields): readonly Arn[] => {
  const rule = textOf(fieldsOf(balancer['advancedConfiguration'])?.['testListenerRule']);
  return rule === undefined ? [] : [rule];
};

const balancedPorts = (balancers: readonly Fields[]): readonly number[] => {
  const ports = balancers.map((each) => readCount(each, 'containerPort'));
  return [...new Set(ports.filter((port) => typeof port === 'number'))].sort((a, b) => a - b);
};

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
