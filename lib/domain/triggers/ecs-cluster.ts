import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { andThen, type Found, isMiss, type Trigger } from '#domain/trigger.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import { clusterNamed, clusterOf } from './ecs-names.ts';
import { needed, pathOf, said } from './names.ts';

const cluster = (event: ChangeEvent): Found<readonly Arn[]> => {
  const arn = clusterOf(event);
  return isMiss(arn) ? arn : [arn];
};

/** A deleted daemon's record names nothing but the daemon itself: `daemon/CLUSTER/NAME`. */
const clusterOfDaemon = (event: ChangeEvent): Found<readonly Arn[]> => {
  const arn = andThen(needed(said(event.request, 'daemonArn'), 'daemon'), (daemon) =>
    andThen(pathOf(event, 'ecs', 'daemon', daemon), (path) => clusterNamed(event, path.split('/')[0] ?? '')),
  );
  return isMiss(arn) ? arn : [arn];
};

const type = 'AWS::ECS::Cluster';

export const CLUSTER_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = [
  {
    resourceType: type,
    calls: ['CreateCluster'],
    locate: cluster,
    alters: ['cluster', 'standaloneTasks'],
    creates: () => true,
  },
  {
    resourceType: type,
    calls: ['DeleteCluster'],
    locate: cluster,
    alters: ['cluster', 'standaloneTasks'],
    deletes: true,
  },
  {
    resourceType: type,
    calls: ['UpdateCluster', 'UpdateClusterSettings'],
    locate: cluster,
    alters: ['cluster'],
  },
  {
    resourceType: type,
    calls: [
      'PutClusterCapacityProviders',
      'AssociateGatewayWithCluster',
      'DisassociateGatewayFromCluster',
      'ExecuteCommand',
    ],
    locate: cluster,
    alters: [],
  },
  { resourceType: type, calls: ['DeleteDaemon'], locate: clusterOfDaemon, alters: ['standaloneTasks'] },
];
