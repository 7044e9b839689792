import type { EndpointGroups, SecurityGroup, Subnets } from '#domain/security-group.ts';
import type { TaskNetwork, VpcEndpoint } from '#domain/vpc.ts';
import { addressRange } from '#policy/ip-address.ts';
import { type Party, passage } from './reachability.ts';

/** The port of every endpoint of AWS's own services. */
export const HTTPS = 443;

/** Whether tasks of a network in one subnet can send to an endpoint on port 443 and are let in there. */
export type Reach = 'yes' | 'no' | 'unknown';

type Family = 32 | 128;
const FAMILIES: Readonly<Record<string, readonly Family[]>> = {
  ipv4: [32],
  ipv6: [128],
  dualstack: [32, 128],
};

export function reach(
  endpoint: VpcEndpoint,
  { groups }: Pick<TaskNetwork, 'groups'>,
  subnet: string,
  { groups: found, prefixLists }: EndpointGroups,
  subnets: Subnets,
): Reach {
  const doors = membersOf(endpoint.groups, found);
  const own = groups === undefined ? undefined : membersOf(groups, found);
  const families = FAMILIES[endpoint.addressType] ?? [32, 128];
  const answers = families.map((family): Reach => {
    const tasks: Party | undefined = partyIn([subnet], groups ?? [], family, subnets);
    const there = partyIn(endpoint.subnets, endpoint.groups, family, subnets);
    if (tasks === undefined) return 'no';
    const isIn = letIn(
      passage(
        doors.flatMap(({ ingress }) => ingress),
        prefixLists,
        'tcp',
        HTTPS,
        tasks,
      ),
    );
    const in_ =
      isIn === 'no' && (groups === undefined || doors.length < endpoint.groups.length) ? 'unknown' : isIn;
    if (in_ !== 'yes' || !there || !own || own.length < (groups ?? []).length) return in_;
    // The addresses of the endpoint within its subnets are not known: a part of them may be enough.
    const out = passage(
      own.flatMap(({ egress }) => egress),
      prefixLists,
      'tcp',
      HTTPS,
      there,
    );
    return out === 'none' ? 'no' : 'yes';
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

const letIn = (answer: ReturnType<typeof passage>): Reach =>
  answer === 'all' ? 'yes' : answer === 'none' ? 'no' : 'unknown';

const membersOf = (ids: readonly string[], found: EndpointGroups['groups']): readonly SecurityGroup[] =>
  ids.flatMap((id) => found[id] ?? []);

/** Who has addresses of a family in subnets; undefined where those are known and have none of it. */
function partyIn(
  ids: readonly string[],
  groups: readonly string[],
  family: Family,
  subnets: Subnets,
): Party | undefined {
  const known = ids.flatMap((id) => subnets[id] ?? []);
  const cidrs = known.flatMap((each) => each.cidrs).filter((cidr) => addressRange(cidr)?.bits === family);
  if (known.length === ids.length && cidrs.length === 0) return undefined;
  // Of a subnet that is not known nothing but its groups can be told: no range is an unknown one.
  return { groups, cidrs: known.length === ids.length ? cidrs : [...cidrs, 'unknown'] };
}
