import type { Unavailable } from './reading.ts';
import type { LoadBalancer } from './service.ts';

/** How a listener negotiates TLS. */
export interface TlsPolicy {
  readonly name: string;
  /** `TLSv1.2`, `TLSv1`, …, as Elastic Load Balancing names them. */
  readonly protocols: readonly string[] | Unavailable;
}

/** A listener of a load balancer that faces the internet and sends to a service. */
export interface Listener {
  /** Name of the load balancer. */
  readonly balancer: string;
  readonly kind: LoadBalancer['kind'];
  /** `HTTP`, `HTTPS`, `TLS`, `TCP`, … */
  readonly protocol: string;
  readonly port: number;
  /** Whether all it sends to the service is the test traffic of blue/green deployments. */
  readonly test: boolean;
  /** Of those that speak TLS. */
  readonly policy?: TlsPolicy;
}

/** What the internet talks to a service through. */
export interface Listeners {
  readonly listeners: readonly Listener[];
  /** Why others could not be read. */
  readonly unread: readonly Unavailable[];
}
