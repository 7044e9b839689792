import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { objects } from '#domain/json.ts';
import { capacityProviderArn, clusterArn, familyArn, revisionArn, serviceArn } from '#domain/resource.ts';
import { andThen, type Found, isMiss, malformed } from '#domain/trigger.ts';
import { checked, firstSaid, pathOf, type Said, said, saysSomething } from './names.ts';

/** "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens" (ECS API reference, all of these). */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
/** Ids of container instances: 32 hex digits, or a UUID in older ones. */
const ID = /^[A-Za-z0-9-]{1,64}$/;
const FAMILY_AND_REVISION = /^([A-Za-z0-9_-]{1,255})(?::(\d{1,9}))?$/;

const ecs = (event: ChangeEvent, kind: string, nameOrArn: string): Found<string> =>
  pathOf(event, 'ecs', kind, nameOrArn);

/** A cluster by name or ARN. */
export const clusterNamed = (event: ChangeEvent, nameOrArn: string): Found<Arn> =>
  andThen(clusterName(event, nameOrArn), (name) => clusterArn(event.place, name));

const clusterName = (event: ChangeEvent, nameOrArn: string): Found<string> =>
  andThen(ecs(event, 'cluster', nameOrArn), (name) => checked(name, NAME, 'cluster name'));

/** Where records of the various calls say which cluster they are about. */
const saidCluster = ({ request, response, detail, native }: ChangeEvent): Said =>
  native
    ? said(detail, 'clusterArn')
    : firstSaid(
        said(response, 'cluster', 'clusterArn'),
        said(response, 'service', 'clusterArn'),
        said(response, 'service', 'cluster'),
        said(response, 'taskSet', 'clusterArn'),
        said(response, 'clusterArn'),
        said(objects(response, 'tasks')[0], 'clusterArn'),
        said(request, 'cluster'),
        said(request, 'clusterName'),
        said(request, 'clusterArn'),
      );

/** The cluster a record is about; absent means `default`, as long as the record says anything at all. */
export const clusterOf = (event: ChangeEvent): Found<Arn> =>
  andThen(saidCluster(event), (name) =>
    name === undefined && event.head.name !== 'CreateCluster' && !saysSomething(event)
      ? malformed('it names no cluster')
      : clusterNamed(event, name ?? 'default'),
  );

/** `CLUSTER/NAME` behind `kind/`, or a name whose cluster the record says: ARNs of the old format have none. */
function inCluster(
  event: ChangeEvent,
  kind: string,
  nameOrArn: string,
  rule: RegExp,
): Found<readonly [string, string]> {
  return andThen(ecs(event, kind, nameOrArn), (path) => {
    const parts = path.split('/');
    const [first = '', second] = parts;
    const name = checked(second ?? first, rule, kind.replaceAll('-', ' '));
    if (isMiss(name) || parts.length > 2)
      return isMiss(name) ? name : malformed(`names no valid ${kind.replaceAll('-', ' ')}`);
    const cluster =
      second === undefined
        ? andThen(clusterOf(event), (arn) => arn.slice(arn.indexOf('/') + 1))
        : checked(first, NAME, 'cluster name');
    return andThen(cluster, (found) => [found, name] as const);
  });
}

export const serviceNamed = (event: ChangeEvent, nameOrArn: string): Found<Arn> =>
  andThen(inCluster(event, 'service', nameOrArn, NAME), ([cluster, name]) =>
    serviceArn(event.place, cluster, name),
  );

export const containerInstanceNamed = (event: ChangeEvent, idOrArn: string): Found<Arn> =>
  andThen(inCluster(event, 'container-instance', idOrArn, ID), ([cluster, id]) =>
    clusterArn(event.place, cluster).replace(':cluster/', ':container-instance/').concat('/', id),
  );

/** The service of a deployment: `service-deployment/CLUSTER/SERVICE/ID`. */
export const serviceOfDeployment = (event: ChangeEvent, arn: string): Found<Arn> =>
  andThen(ecs(event, 'service-deployment', arn), (path) => {
    const [cluster = '', name = '', id] = path.split('/');
    return id === undefined
      ? malformed('names no valid service deployment')
      : serviceNamed(event, serviceArn(event.place, cluster, name));
  });

export const capacityProviderNamed = (event: ChangeEvent, nameOrArn: string): Found<Arn> =>
  andThen(ecs(event, 'capacity-provider', nameOrArn), (path) =>
    andThen(checked(path, NAME, 'capacity provider name'), (name) => capacityProviderArn(event.place, name)),
  );

/** A task definition by family, `family:revision` or ARN. */
export interface NamedRevision {
  readonly family: Arn;
  readonly revision?: number;
  /** The revision's own ARN, the family's when no revision is named: what makes two names the same. */
  readonly arn: Arn;
}

export const taskDefinitionNamed = (event: ChangeEvent, nameOrArn: string): Found<NamedRevision> =>
  andThen(ecs(event, 'task-definition', nameOrArn), (path) => {
    const [, name, digits] = FAMILY_AND_REVISION.exec(path) ?? [];
    if (name === undefined) return malformed('names no valid task definition');
    const family = familyArn(event.place, name);
    if (digits === undefined) return { family, arn: family };
    return { family, revision: Number(digits), arn: revisionArn(event.place, name, Number(digits)) };
  });

/** The family of a daemon's task definition, by family, `family:revision` or ARN. */
export const daemonFamilyNamed = (event: ChangeEvent, nameOrArn: string): Found<Arn> =>
  andThen(ecs(event, 'daemon-task-definition', nameOrArn), (path) => {
    const [, name] = FAMILY_AND_REVISION.exec(path) ?? [];
    if (name === undefined) return malformed('names no valid daemon task definition');
    return familyArn(event.place, name).replace(':task-definition/', ':daemon-task-definition/');
  });
