import type { LoadBalancers } from '#domain/service.ts';

/** One load balancer of a service: its name, and its scheme where that could be read. */
export interface LoadBalancerFound {
  readonly name: string;
  readonly scheme: string | undefined;
}

/**
 * Where the load balancers of a service face. One that faces the internet decides; otherwise one that could not be
 * read leaves it open. Schemes: `internet-facing` and `internal` (Elastic Load Balancing, both API versions).
 */
export function toLoadBalancers(found: readonly LoadBalancerFound[]): LoadBalancers {
  const open = found.filter(({ scheme }) => scheme === 'internet-facing').map(({ name }) => name);
  const internetFacing = [...new Set(open)].sort();
  if (internetFacing.length > 0) return { facing: 'internet', internetFacing };
  if (found.length === 0) return { facing: 'none', internetFacing };
  return {
    facing: found.every(({ scheme }) => scheme === 'internal') ? 'internal' : 'unknown',
    internetFacing,
  };
}
