import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWorld, openings, type Parties, passage } from '#controls/reachability.ts';
import { type PrefixLists, type SecurityGroupRule } from '#domain/security-group.ts';
import { addressIn } from '#policy/ip-address.ts';
import { rule } from '../support/facts.ts';

/** A packet that comes from an address, out of a network interface with groups. */
interface Packet {
  readonly protocol: string;
  readonly port: number;
  readonly address: string;
  readonly groups: readonly string[];
}

/** What the documentation of security groups says, rule by rule: the packet passes if any rule matches it. */
const passes = (rules: readonly SecurityGroupRule[], lists: PrefixLists, packet: Packet): boolean =>
  rules.some(
    ({ protocol, from, to, cidrs, groups, prefixLists }) =>
      (protocol === 'all' || protocol === packet.protocol) &&
      from <= packet.port &&
      packet.port <= to &&
      (groups.some((group) => packet.groups.includes(group)) ||
        [...cidrs, ...prefixLists.flatMap((id) => (lists[id] as readonly string[] | undefined) ?? [])].some(
          (cidr) => addressIn(packet.address, cidr),
        )),
  );

// Few addresses, ports and names, so that rules meet, nest and overlap.
const octet = fc.integer({ min: 0, max: 15 });
const ipv4 = octet.map((last) => `10.0.0.${last}`);
const ipv6 = octet.map((last) => `2001:db8::${last.toString(16)}`);
const cidr = fc.oneof(
  fc
    .tuple(ipv4, fc.constantFrom(0, 8, 28, 29, 30, 31, 32))
    .map(([address, prefix]) => `${address}/${prefix}`),
  fc.tuple(ipv6, fc.constantFrom(0, 64, 124, 126, 128)).map(([address, prefix]) => `${address}/${prefix}`),
);
const group = fc.constantFrom('sg-a', 'sg-b', 'sg-c');
const list = fc.constantFrom('pl-1', 'pl-2', 'pl-gone');
const port = fc.integer({ min: 0, max: 9 });
const someRule: fc.Arbitrary<SecurityGroupRule> = fc
  .record({
    protocol: fc.constantFrom('tcp', 'udp', 'all'),
    ports: fc.tuple(port, port),
    cidrs: fc.array(cidr, { maxLength: 3 }),
    groups: fc.array(group, { maxLength: 2 }),
    prefixLists: fc.array(list, { maxLength: 2 }),
  })
  .map(({ ports: [a, b], ...rest }) => ({ ...rest, from: Math.min(a, b), to: Math.max(a, b) }));
const rules = fc.array(someRule, { maxLength: 6 });
const lists = fc.record({
  'pl-1': fc.array(cidr, { maxLength: 3 }),
  'pl-2': fc.array(cidr, { maxLength: 3 }),
});
const packet: fc.Arbitrary<Packet> = fc.record({
  protocol: fc.constantFrom('tcp', 'udp', 'icmp'),
  port,
  address: fc.oneof(ipv4, ipv6),
  groups: fc.array(group, { maxLength: 1 }),
});

const numberOf = (address: string): bigint =>
  address.includes(':')
    ? (0x2001_0db8n << 96n) + BigInt(`0x${address.split('::')[1]}`)
    : address.split('.').reduce((value, each) => value * 256n + BigInt(each), 0n);
const lets = ({ ipv4: four, ipv6: six, groups }: Parties, { address, groups: from }: Packet): boolean =>
  from.some((each) => groups.includes(each)) ||
  (address.includes(':') ? six : four).some(
    (run) => run.from <= numberOf(address) && numberOf(address) <= run.to,
  );

describe('who can reach which port', () => {
  test('as the rules say, packet by packet', () => {
    fc.assert(
      fc.property(rules, lists, packet, (some, named, sent) => {
        const open = openings(some, named).filter(
          ({ protocol, from, to }) =>
            (protocol === sent.protocol || protocol === 'all') && from <= sent.port && sent.port <= to,
        );
        expect(open.some(({ parties }) => lets(parties, sent))).toBe(passes(some, named, sent));
      }),
      { numRuns: 3000 },
    );
  });

  test('each run of ports has the same parties throughout, and runs of a protocol do not overlap', () => {
    fc.assert(
      fc.property(rules, lists, (some, named) => {
        const open = openings(some, named);
        for (const [index, { protocol, from, to }] of open.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          const next = open[index + 1];
          const isBehind = next?.protocol !== protocol || next.from > to;
          expect(isBehind).toBe(true);
        }
      }),
    );
  });

  test('a party passes whole, in part or not at all, as each of its addresses does', () => {
    const party = fc.record({
      groups: fc.array(group, { maxLength: 2 }),
      cidrs: fc.array(
        fc.tuple(ipv4, fc.constantFrom(29, 30, 32)).map(([from, prefix]) => `${from}/${prefix}`),
        {
          minLength: 1,
          maxLength: 2,
        },
      ),
    });
    fc.assert(
      fc.property(rules, lists, party, port, (some, named, who, at) => {
        const addresses = Array.from({ length: 24 }, (_, last) => `10.0.0.${last}`).filter((address) =>
          who.cidrs.some((each) => addressIn(address, each)),
        );
        const through = addresses.filter((address) =>
          passes(some, named, { protocol: 'tcp', port: at, address, groups: who.groups }),
        );
        const expected = through.length === addresses.length ? 'all' : through.length > 0 ? 'some' : 'none';
        expect(passage(some, named, 'tcp', at, who)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test('what could not be read leaves open what nothing else lets through', () => {
    const unread: PrefixLists = {
      'pl-1': { unavailable: 'denied', what: 'ec2:GetManagedPrefixListEntries' },
    };
    const office = { groups: [], cidrs: ['192.0.2.0/28'] };
    const viaList = rule({ prefixLists: ['pl-1'] });
    expect(passage([viaList], unread, 'tcp', 443, office)).toBe('unknown');
    expect(passage([viaList], unread, 'tcp', 80, office)).toBe('none');
    expect(passage([viaList, rule({ cidrs: ['192.0.2.0/24'] })], unread, 'tcp', 443, office)).toBe('all');
    expect(passage([rule({ cidrs: ['no range'] })], {}, 'tcp', 443, office)).toBe('unknown');
  });

  test('a thousand rules take no time to speak of', () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      rule({ from: index, to: index + 500, cidrs: [`10.${index % 256}.0.0/16`] }),
    );
    expect(openings(many, {}).length).toBeGreaterThan(1000);
  });
});

describe('the world is', () => {
  const parties = (...cidrs: readonly string[]): Parties =>
    openings([rule({ cidrs })], {})[0]?.parties ?? { ipv4: [], ipv6: [], groups: [], unread: [] };
  test.each<[boolean, readonly string[]]>([
    [true, ['0.0.0.0/0']],
    [true, ['::/0']],
    [true, ['0.0.0.0/1', '128.0.0.0/1']],
    [true, ['17.0.0.0/8']],
    [true, ['17.0.0.0/9', '17.128.0.0/9']],
    [true, ['2000::/3']],
    [true, ['2600::/16']],
    [false, ['17.0.0.0/9']],
    [false, ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16']],
    [false, ['224.0.0.0/3']],
    [false, ['2600:1f00::/24']],
    [false, ['fc00::/7', 'fe80::/10']],
    [false, []],
  ])('%s: %j', (expected, cidrs) => {
    expect(isWorld(parties(...cidrs))).toBe(expected);
  });
});
