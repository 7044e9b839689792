import { type Fields, fieldsOf, objectsOf, unresolved } from '#domain/normalise/fields.ts';
import { toService } from '#domain/normalise/service.ts';
import type { Service } from '#domain/service.ts';
import { clusterOf, strategyOf } from './cluster.ts';
import type { Reader } from './reader.ts';

/** A name that is no capacity provider's: what is not known is none of the kinds that are. */
const UNKNOWN_STRATEGY = [{ capacityProvider: '-' }];

/** A service with its task sets, its cluster's default strategy and the template's capacity providers. */
export const readService: Reader<Service> = ({ arn, declared }, account) => {
  const cluster = clusterOf(declared.properties['Cluster'], account);
  const taskSets = [account.names.ref(declared.logicalId), declared.properties['ServiceName']]
    .flatMap((name) => account.having('AWS::ECS::TaskSet', 'Service', name))
    .map(({ fields }) => withNamedBalancers(withKnownCapacity(fields)));
  const raw = {
    ...withNamedBalancers(withKnownCapacity(declared.fields)),
    serviceArn: arn,
    clusterArn: cluster?.arn,
    ...(taskSets.length > 0 && { taskSets }),
  };
  const defaultCapacityProviderStrategy = cluster ? strategyOf(cluster.declared, account) : UNKNOWN_STRATEGY;
  const strategies = [
    declared.fields['capacityProviderStrategy'],
    defaultCapacityProviderStrategy,
    ...taskSets.map((taskSet) => taskSet['capacityProviderStrategy']),
  ];
  const providers = strategies.flatMap(objectsOf).flatMap(({ capacityProvider: name }) => {
    const provider = account.made('AWS::ECS::CapacityProvider', name);
    return provider ? [{ ...provider.fields, name }] : [];
  });
  return { value: toService(raw, { defaultCapacityProviderStrategy }, providers) };
};

/** A launch type or strategy that is decided at deployment is not absent: it is of a kind that is not known. */
function withKnownCapacity(fields: Fields): Fields {
  const isOpen = (name: string): boolean => unresolved(fields[name]) !== undefined;
  if (!isOpen('launchType') && !isOpen('capacityProviderStrategy')) return fields;
  return { ...fields, launchType: undefined, capacityProviderStrategy: UNKNOWN_STRATEGY };
}

/** A load balancer that is decided at deployment is not absent: the reason why it is not known stands for its name. */
function withNamedBalancers(fields: Fields): Fields {
  const { loadBalancers } = fields;
  const whole = unresolved(loadBalancers);
  if (whole !== undefined) return { ...fields, loadBalancers: [{ targetGroupArn: whole }] };
  if (!Array.isArray(loadBalancers)) return fields;
  return { ...fields, loadBalancers: loadBalancers.map(named) };
}

function named(balancer: unknown): unknown {
  const why = unresolved(balancer);
  if (why !== undefined) return { targetGroupArn: why };
  const fields = fieldsOf(balancer);
  if (!fields) return balancer;
  const advanced = fieldsOf(fields['advancedConfiguration']);
  return { ...withNames(fields), ...(advanced && { advancedConfiguration: withNames(advanced) }) };
}

const withNames = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      NAMING.has(key) ? (unresolved(value) ?? value) : value,
    ]),
  );
const NAMING: ReadonlySet<string> = new Set([
  'targetGroupArn',
  'alternateTargetGroupArn',
  'loadBalancerName',
]);
