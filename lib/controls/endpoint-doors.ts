import type { Reason } from '#domain/evaluation.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { PrefixLists, SecurityGroupRule } from '#domain/security-group.ts';
import { addressRange } from '#policy/ip-address.ts';
import { HTTPS } from './endpoint-reach.ts';
import { merged, type Range, without } from './ranges.ts';
import { isWorld, type Opening, openings, type Parties } from './reachability.ts';

/** From how far an opening lets in. */
type From = 'world' | 'outside' | 'inside';
const WIDEST: readonly From[] = ['world', 'outside', 'inside'];

/** What an endpoint's groups let in that its tasks do not need, and what of them could not be read. */
export interface Doors {
  readonly reasons: readonly Reason[];
  readonly unread: readonly Unavailable[];
}

/** Judges the rules on who may come in; `expected` are the address ranges of the VPC and those that are trusted. */
export function doorsOf(
  rules: readonly SecurityGroupRule[],
  lists: PrefixLists,
  expected: readonly string[],
): Doors {
  const ranges = expected.flatMap((each) => addressRange(each) ?? []);
  const known = {
    ipv4: merged(ranges.filter(({ bits }) => bits === 32)),
    ipv6: merged(ranges.filter(({ bits }) => bits === 128)),
  };
  const all = openings(rules, lists).map((opening) => ({
    ...opening,
    whence: whenceOf(opening.parties, known),
  }));
  return {
    reasons: [...all.filter(isDoor).slice(0, 1).flatMap(tooWide), ...others(all.flatMap(beside))],
    unread: all.flatMap(({ parties }) => parties.unread),
  };
}

type Seen = Pick<Opening, 'protocol' | 'from' | 'to'> & { readonly whence: From };

function whenceOf(
  parties: Parties,
  known: { readonly ipv4: readonly Range[]; readonly ipv6: readonly Range[] },
): From {
  if (isWorld(parties)) return 'world';
  const isOutside = without(parties.ipv4, known.ipv4).length + without(parties.ipv6, known.ipv6).length > 0;
  return isOutside ? 'outside' : 'inside';
}

/** What holds of every protocol is included in tcp's own openings, where tcp is named at all. */
const isDoor = ({ protocol, from, to }: Seen, _index: number, all: readonly Seen[]): boolean =>
  protocol === (all.some((each) => each.protocol === 'tcp') ? 'tcp' : 'all') && from <= HTTPS && HTTPS <= to;

function tooWide({ whence }: Seen): readonly Reason[] {
  if (whence === 'inside') return [];
  const isOpen = whence === 'world';
  return [
    {
      code: isOpen ? 'open-to-world' : 'wider-than-vpc',
      subject: `tcp ${HTTPS} ${whence}`,
      message: isOpen
        ? 'its security groups let anybody in'
        : 'its security groups let in addresses that are not those of the VPC',
      severity: 'MEDIUM',
    },
  ];
}

/** The part of an opening that is not the door; messages of ICMP open nothing. */
function beside({ protocol, from, to, whence }: Seen): readonly Seen[] {
  if (protocol.startsWith('icmp')) return [];
  if (protocol === 'tcp' && from === HTTPS && to === HTTPS) return [];
  return [{ protocol, from, to, whence }];
}

/** One reason a protocol, for the widest of its openings. */
function others(seen: readonly Seen[]): readonly Reason[] {
  const rank = ({ whence }: Seen): number => WIDEST.indexOf(whence);
  return [...Map.groupBy(seen, ({ protocol }) => protocol)].flatMap(([protocol, each]): Reason[] => {
    const [widest] = each.toSorted((a, b) => rank(a) - rank(b));
    if (!widest) return [];
    return [
      {
        code: 'other-ports',
        subject: `${protocol} ${widest.whence}`,
        message: `its security groups let in more than port ${HTTPS}: ${protocol === 'all' ? 'every protocol' : `other ports of ${protocol}`}`,
        severity: 'LOW',
      },
    ];
  });
}
