import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { SecurityGroup, ServiceGroups } from '#domain/security-group.ts';
import type { Range } from './ranges.ts';
import { merged, without } from './ranges.ts';
import { isWorld, openings } from './reachability.ts';

/** A run of ports of a protocol that anybody on the internet may send to. */
export interface WorldOpening extends Range<number> {
  readonly protocol: string;
}

/** What the groups of one network let in from anywhere, and what could not be read of them. */
export interface WorldAccess {
  /** Ids of the groups in force. */
  readonly groups: readonly string[];
  readonly open: readonly WorldOpening[];
  readonly unread: readonly Unavailable[];
}

const NOT_READ: Unavailable = { unavailable: 'unreadable', what: 'the security groups of the network' };
const LAST_PORT = 65_535;

/** The ports that the groups of a network (by its path in the service) open to the world, but for those that are meant to be (`meant`, of tcp and udp). */
export function worldAccess(path: string, found: ServiceGroups, meant: readonly number[] = []): WorldAccess {
  const network = found.networks.find((each) => each.path === path);
  const ids = network?.groups ?? NOT_READ;
  if (isUnavailable(ids)) return { groups: [], open: [], unread: [ids] };
  const groups = ids.map(
    (id): SecurityGroup | Unavailable =>
      found.groups[id] ?? { unavailable: 'unreadable', what: `security group ${id}, which is not there` },
  );
  const read = groups.filter((group): group is SecurityGroup => !isUnavailable(group));
  const all = openings(
    read.flatMap(({ ingress }) => ingress),
    found.prefixLists,
  );
  const world = all.filter(({ parties }) => isWorld(parties));
  return {
    groups: ids,
    open: runsOf(world, meant),
    unread: [
      ...(network?.unread ?? []),
      ...groups.filter(isUnavailable),
      ...all.flatMap(({ parties }) => parties.unread),
    ],
  };
}

/** Runs by protocol; what is open on every protocol is not said again of each. */
function runsOf(world: readonly WorldOpening[], meant: readonly number[]): readonly WorldOpening[] {
  if (world.some(({ protocol }) => protocol === 'all')) return [{ protocol: 'all', from: 0, to: LAST_PORT }];
  const exempt = meant.map((port) => ({ from: port, to: port }));
  const protocols = [...new Set(world.map(({ protocol }) => protocol))].sort();
  return protocols.flatMap((protocol) => {
    const runs = merged(world.filter((each) => each.protocol === protocol));
    const left = WITH_PORTS.has(protocol) ? without(runs, exempt) : runs;
    return left.map((run) => ({ protocol, ...run }));
  });
}
const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp']);

/** `tcp 22`, `udp 5000-5100`, `icmp`, `all`. */
export function sayOpening({ protocol, from, to }: WorldOpening): string {
  if (!WITH_PORTS.has(protocol)) return protocol;
  return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
}
