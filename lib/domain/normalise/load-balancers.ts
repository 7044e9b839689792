import type { Arn } from '#domain/arn.ts';
import type { Unavailable } from '#domain/reading.ts';
import { classicBalancerArn, type Place } from '#domain/resource.ts';
import type { LoadBalancer, LoadBalancers } from '#domain/service.ts';
import { fieldsOf, textOf, textsOf } from './fields.ts';

const KINDS: ReadonlySet<string> = new Set(['application', 'network', 'gateway']);
const isKind = (text: string | undefined): text is 'application' | 'network' | 'gateway' =>
  text !== undefined && KINDS.has(text);

/** A load balancer of the newer generation, as DescribeLoadBalancers answers; one that is gone (no answer) has its ARN only. Never throws. */
export function toLoadBalancer(arn: Arn, raw: unknown): LoadBalancer {
  const fields = fieldsOf(raw) ?? {};
  const [, kind, name] = /:loadbalancer\/([^/]+)\/([^/]+)/.exec(arn) ?? [];
  const said = textOf(fields['Type']);
  const short =
    kind === 'app' ? 'application' : kind === 'net' ? 'network' : kind === 'gwy' ? 'gateway' : undefined;
  return {
    arn,
    name: textOf(fields['LoadBalancerName']) ?? name ?? arn,
    kind: isKind(said) ? said : (short ?? 'unknown'),
    ...schemeOf(fields['Scheme']),
    securityGroups: textsOf(fields['SecurityGroups']),
  };
}

/** A classic load balancer, as its generation's DescribeLoadBalancers answers. */
export function toClassicLoadBalancer(place: Place, name: string, raw: unknown): LoadBalancer {
  const fields = fieldsOf(raw) ?? {};
  const securityGroups = textsOf(fields['SecurityGroups']);
  return {
    arn: classicBalancerArn(place, name),
    name,
    kind: 'classic',
    ...schemeOf(fields['Scheme']),
    securityGroups,
  };
}

const schemeOf = (raw: unknown): Pick<LoadBalancer, 'scheme'> => {
  const scheme = textOf(raw);
  return scheme === undefined ? {} : { scheme };
};

/**
 * Where the load balancers of a service face. One that faces the internet decides; otherwise one that could not be
 * read leaves it open. Schemes: `internet-facing` and `internal` (Elastic Load Balancing, both API versions). `isGone`: a
 * target group is not there, so nobody can tell what was before it. `unread`: why others could not be read.
 */
export function toLoadBalancers(
  found: readonly LoadBalancer[],
  isGone = false,
  unread: readonly Unavailable[] = [],
): LoadBalancers {
  const balancers = [...new Map(found.map((each) => [each.arn, each])).values()].sort((a, b) =>
    a.arn < b.arn ? -1 : 1,
  );
  const open = balancers.filter(({ scheme }) => scheme === 'internet-facing').map(({ name }) => name);
  const internetFacing = [...new Set(open)].sort();
  const facing = (): LoadBalancers['facing'] => {
    if (internetFacing.length > 0) return 'internet';
    if (isGone || balancers.some(({ scheme }) => scheme !== 'internal')) return 'unknown';
    return balancers.length === 0 ? 'none' : 'internal';
  };
  return { facing: facing(), internetFacing, balancers, unread };
}
