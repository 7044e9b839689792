import type { Arn } from './arn.ts';
import { AGENT_SERVICES, ENDPOINT_SERVICES, type EndpointService } from './endpoint-service.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import { resourceOf } from './resource.ts';
import { type Edge, featureOf, isLive } from './use.ts';

/** A VPC: its address ranges, and whether names are answered in it. */
export interface Vpc {
  readonly id: string;
  readonly owner: string;
  /** CIDR blocks of both families that are associated with it. */
  readonly cidrs: readonly string[];
  /** Private names of endpoints need both of these. */
  readonly dnsSupport: Readable<boolean>;
  readonly dnsHostnames: Readable<boolean>;
}

/** A VPC endpoint of a service that ECS uses. */
export interface VpcEndpoint {
  readonly id: string;
  readonly vpc: string;
  readonly owner: string;
  /** The whole name of its service, `com.amazonaws.eu-west-1.ecs`. */
  readonly serviceName: string;
  /** Which service of ECS that is; undefined: another one. */
  readonly service?: EndpointService;
  /** The region of the service, which need not be the VPC's. */
  readonly region: string;
  /** `Interface`, `Gateway`, …; another kind as it is written. */
  readonly kind: string;
  /** Lower case: `available`, `pending`, …. */
  readonly state: string;
  readonly privateDns: Readable<boolean>;
  /** Whether its private name is for an inbound resolver only, and not for the VPC itself (S3). */
  readonly onlyForResolver: boolean;
  /** `ipv4`, `ipv6` or `dualstack`. */
  readonly addressType: string;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly routeTables: readonly string[];
  /** The text of its policy; undefined: it was not said. */
  readonly policy?: string;
  /** Whether another AWS service made it and keeps it. */
  readonly managed: boolean;
}

/** Names of the private zones that are asked first in a VPC; those of its own endpoints left out. */
export type PrivateZones = readonly string[];

/** Groups and subnets that tasks, or the instances under them, have together. */
export interface TaskNetwork {
  /** Undefined: not known. */
  readonly groups?: readonly string[];
  readonly subnets: readonly string[];
}

/** A service, cluster or container instance in a VPC, and what it has to reach from there. */
export interface VpcUser {
  readonly arn: Arn;
  readonly capacity: readonly string[];
  readonly networks: readonly TaskNetwork[];
  /** Services reached from those networks. */
  readonly needs: readonly EndpointService[];
  /** Services that the instances under its tasks reach for them, from their own networks. */
  readonly hostNeeds: readonly EndpointService[];
  /** Why it may need more, where something could not be read. */
  readonly unread: readonly string[];
  /** The account that shares the VPC, where that is not its own. */
  readonly sharedBy?: string;
}

/** Who of ECS is in a VPC. */
export interface VpcUse {
  readonly users: readonly VpcUser[];
}

/** The features of a use of a VPC. Whatever cannot be an id is left out: the place it came from is hostile. */
export const vpcFeatures = ({
  capacity,
  networks,
  needs,
  hostNeeds,
  unread,
  sharedBy,
}: Omit<VpcUser, 'arn'>): readonly string[] => [
  ...capacity.map((each) => `capacity:${each}`),
  ...networks.map(({ groups, subnets }) => `network:${groups?.join('+') ?? '?'}@${subnets.join('+')}`),
  ...needs.map((each) => `needs:${each}`),
  ...hostNeeds.map((each) => `host-needs:${each}`),
  ...unread.map((each) => `unread:${each}`),
  ...(sharedBy === undefined ? [] : [`shared-by:${sharedBy}`]),
];

const userOf = (edge: Edge): VpcUser => {
  const services = (kind: string): readonly EndpointService[] => {
    const named = featureOf(edge, kind);
    return ENDPOINT_SERVICES.filter((each) => named.includes(each));
  };
  const [sharedBy] = featureOf(edge, 'shared-by');
  return {
    arn: edge.user,
    capacity: featureOf(edge, 'capacity'),
    networks: featureOf(edge, 'network').map(networkOf),
    needs: services('needs'),
    hostNeeds: services('host-needs'),
    unread: featureOf(edge, 'unread'),
    ...(sharedBy !== undefined && { sharedBy }),
  };
};

const networkOf = (text: string): TaskNetwork => {
  const [groups = '?', subnets = ''] = text.split('@');
  const ids = (joined: string): readonly string[] => joined.split('+').filter((each) => each !== '');
  return { ...(groups !== '?' && { groups: ids(groups) }), subnets: ids(subnets) };
};

/** Who uses a VPC at a moment, from the edges that point at it; endpoints in it are no users of this kind. */
export const vpcUse = (edges: readonly Edge[], now: Instant): VpcUse => ({
  users: edges
    .filter((edge) => isLive(edge, now) && resourceOf(edge.user)?.type !== 'AWS::EC2::VPCEndpoint')
    .map(userOf)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1)),
});

/** Who in a VPC reaches a service, and from where. */
export interface Wanters {
  readonly users: readonly Arn[];
  readonly networks: readonly TaskNetwork[];
}

/**
 * Who reaches a service: by itself, or through the instances of its cluster. Tasks on Fargate reach ECS itself from
 * outside of the VPC; `fargateToo` counts them all the same.
 */
export function wantersOf({ users }: VpcUse, service: EndpointService, fargateToo = false): Wanters {
  const forced = fargateToo && AGENT_SERVICES.includes(service);
  const direct = users.filter(
    ({ needs, capacity }) => needs.includes(service) || (forced && capacity.includes('FARGATE')),
  );
  const through = users.filter(({ hostNeeds }) => hostNeeds.includes(service));
  const clusters = new Set(through.map(({ arn }) => clusterNameOf(arn)));
  const hosts = users.filter(
    ({ arn }) => resourceOf(arn)?.type === 'AWS::ECS::ContainerInstance' && clusters.has(clusterNameOf(arn)),
  );
  const networks = [...direct, ...hosts].flatMap((user) => user.networks);
  return {
    users: [...new Set([...direct, ...through].map(({ arn }) => arn))].sort(),
    networks: [...new Map(networks.map((each) => [JSON.stringify(each), each])).values()],
  };
}

/** `service/CLUSTER/NAME`, `container-instance/CLUSTER/ID`. */
const clusterNameOf = (arn: Arn): string | undefined => arn.split('/')[1];

/** The account that shares a VPC, as its users see it. */
export const sharedBy = (edges: readonly Edge[]): string | undefined =>
  edges.flatMap((edge) => featureOf(edge, 'shared-by'))[0];

/** Groups of tasks that are read with an endpoint, and looked at again for; beyond so many the sweep finds them. A state item holds 400 KB. */
const MOST_GROUPS = 500;

/** The groups of an endpoint, then those of the tasks that reach it. */
export const groupsAround = ({ groups, service }: VpcEndpoint, use: VpcUse): readonly string[] => {
  const ofTasks = service ? wantersOf(use, service).networks.flatMap((each) => each.groups ?? []) : [];
  return [...new Set([...groups, ...ofTasks.toSorted()])].slice(0, MOST_GROUPS);
};
