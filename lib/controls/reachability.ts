import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { PrefixLists, SecurityGroupRule } from '#domain/security-group.ts';
import { type AddressRange, addressRange } from '#policy/ip-address.ts';
import { hold, merged, type Range, sizeOf, without } from './ranges.ts';

/** Whom rules let through: addresses, members of groups, and what could not be read to tell. */
export interface Parties {
  readonly ipv4: readonly Range[];
  readonly ipv6: readonly Range[];
  readonly groups: readonly string[];
  readonly unread: readonly Unavailable[];
}

/** Ports of a protocol (`all`: of every one) that the same parties can reach. */
export interface Opening extends Range<number> {
  readonly protocol: string;
  readonly parties: Parties;
}

/**
 * Who can reach which port through the rules of all groups on a network interface: for each protocol that a rule names
 * its ports in ascending runs, each with those who can reach all of it. Ports that nobody can reach are left out. What
 * holds for every protocol is said of `all`, and included in each of the others.
 */
export function openings(rules: readonly SecurityGroupRule[], lists: PrefixLists): readonly Opening[] {
  const protocols = [...new Set(rules.map(({ protocol }) => protocol))].sort();
  return protocols.flatMap((protocol) => {
    const applying = rules.filter((rule) => concerns(rule, protocol));
    const cuts = new Set(applying.flatMap(({ from, to }) => [from, to + 1]));
    const begins = [...cuts].sort((a, b) => a - b);
    return begins.slice(0, -1).flatMap((from, index): Opening[] => {
      const parties = partiesOf(
        applying.filter((rule) => rule.from <= from && from <= rule.to),
        lists,
      );
      const to = (begins[index + 1] ?? from + 1) - 1;
      return isNobody(parties) ? [] : [{ protocol, from, to, parties }];
    });
  });
}

/** Whether a rule says anything of packets of a protocol. */
const concerns = (rule: SecurityGroupRule, protocol: string): boolean =>
  rule.protocol === protocol || rule.protocol === 'all';

const isNobody = ({ ipv4, ipv6, groups, unread }: Parties): boolean =>
  ipv4.length + ipv6.length + groups.length + unread.length === 0;

function partiesOf(rules: readonly SecurityGroupRule[], lists: PrefixLists): Parties {
  const unread: Unavailable[] = [];
  const addresses: AddressRange[] = [];
  const add = (cidr: string): void => {
    const range = addressRange(cidr);
    if (range) addresses.push(range);
    else unread.push({ unavailable: 'unreadable', what: 'an address range of a security group' });
  };
  for (const { cidrs, prefixLists, unreadable } of rules) {
    if (unreadable !== undefined) unread.push({ unavailable: 'unreadable', what: unreadable });
    for (const cidr of cidrs) add(cidr);
    for (const id of prefixLists) {
      // A list that is gone lets nobody in.
      const list = lists[id] ?? [];
      if (isUnavailable(list)) unread.push(list);
      else for (const cidr of list) add(cidr);
    }
  }
  const ofBits = (bits: 32 | 128) => merged(addresses.filter((range) => range.bits === bits));
  const groups = [...new Set(rules.flatMap((rule) => rule.groups))].sort();
  return { ipv4: ofBits(32), ipv6: ofBits(128), groups, unread };
}

/** Who wants to pass, or to be reached: the groups on its interfaces and the ranges its addresses lie in. */
export interface Party {
  readonly groups: readonly string[];
  readonly cidrs: readonly string[];
}

/** `some`: a part of its addresses only. `unknown`: what could not be read may let it through. */
export type Passage = 'all' | 'some' | 'none' | 'unknown';

/**
 * Whether rules let a party through on one port. One of its groups among those let through is enough, as AWS counts
 * the private addresses of every member; otherwise its addresses must be.
 */
export function passage(
  rules: readonly SecurityGroupRule[],
  lists: PrefixLists,
  protocol: string,
  port: number,
  party: Party,
): Passage {
  const matching = rules.filter((rule) => concerns(rule, protocol) && rule.from <= port && port <= rule.to);
  const { ipv4, ipv6, groups, unread } = partiesOf(matching, lists);
  if (party.groups.some((group) => groups.includes(group))) return 'all';
  const addresses = party.cidrs.map(addressRange);
  const isIn = (range: AddressRange): boolean => hold(range.bits === 32 ? ipv4 : ipv6, range);
  const known = addresses.filter((range) => range !== undefined);
  if (known.length > 0 && known.length === addresses.length && known.every(isIn)) return 'all';
  if (unread.length > 0 || known.length < addresses.length) return 'unknown';
  return known.some((range) => touches(range.bits === 32 ? ipv4 : ipv6, range)) ? 'some' : 'none';
}

const touches = (runs: readonly Range[], range: Range): boolean =>
  runs.some(({ from, to }) => from <= range.to && range.from <= to);

/** Not on the internet (RFC 6890: this network, private, shared, loopback, link-local, multicast, reserved). */
const NOT_PUBLIC = merged(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '224.0.0.0/3',
  ]
    .map(addressRange)
    .filter((range) => range !== undefined),
);
/** IPv6 addresses of the internet: global unicast, `2000::/3` (RFC 4291). */
const NOT_GLOBAL: readonly Range[] = [
  { from: 0n, to: (1n << 125n) - 1n },
  { from: 1n << 126n, to: (1n << 128n) - 1n },
];

/**
 * Whether so many addresses of the internet are among them that it is anybody: as many as a /8 of IPv4 or a /16 of IPv6
 * has, however they are cut up: `0.0.0.0/1` and its other half are the whole.
 */
export const isWorld = ({ ipv4, ipv6 }: Parties): boolean =>
  sizeOf(without(ipv4, NOT_PUBLIC)) >= 1n << 24n || sizeOf(without(ipv6, NOT_GLOBAL)) >= 1n << 112n;
