import type { Listener, Listeners } from '#domain/listener.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { LoadBalancers, Service } from '#domain/service.ts';
import { service } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const listener = (protocol: string, port: number, says: Partial<Listener> = {}): Listener => ({
  balancer: 'front',
  kind: 'application',
  protocol,
  port,
  test: false,
  ...says,
});
const tls = (protocols: readonly string[] | Unavailable, says: Partial<Listener> = {}): Listener =>
  listener('HTTPS', 443, { policy: { name: 'ELBSecurityPolicy-X', protocols }, ...says });
const denied = (what: string): Unavailable => ({ unavailable: 'denied', what });
const MODERN = ['TLSv1.2', 'TLSv1.3'];

const facing = (where: LoadBalancers['facing'], unread: readonly Unavailable[] = []): LoadBalancers => ({
  facing: where,
  internetFacing: where === 'internet' ? ['front'] : [],
  balancers: [],
  unread,
});
const given = (
  listeners: readonly Listener[],
  says: Partial<Listeners> = {},
  where: LoadBalancers['facing'] = 'internet',
  ofService: Partial<Service> = {},
): Given => ({
  facts: {
    service: service([], ofService),
    loadBalancers: facing(where),
    listeners: { listeners, unread: [], ...says },
  },
});

export default {
  passes: {
    'HTTPS with TLS 1.2 and 1.3': given([tls(MODERN)]),
    'TLS of a network load balancer': given([tls(['TLSv1.3'], { protocol: 'TLS', kind: 'network' })]),
    'a redirect sends nothing to the service, so only HTTPS is its listener': given([tls(MODERN)]),
    'TCP beside TLS is not judged': given([
      listener('TCP', 25, { kind: 'network' }),
      tls(MODERN, { protocol: 'TLS', kind: 'network' }),
    ]),
    'a classic load balancer with a policy of its own': given([
      tls(['TLSv1.2'], { protocol: 'SSL', kind: 'classic' }),
    ]),
    'a protocol of tomorrow': given([tls(['TLSv1.4'])]),
  },
  fails: {
    'plain HTTP that is sent to the service': {
      ...given([listener('HTTP', 80)]),
      reasons: ['plain-http front HTTP 80'],
      severity: 'MEDIUM',
    },
    'HTTPS does not excuse HTTP': {
      ...given([tls(MODERN), listener('HTTP', 8080)]),
      reasons: ['plain-http front HTTP 8080'],
      severity: 'MEDIUM',
    },
    'a policy with TLS 1.0 and 1.1': {
      ...given([tls(['TLSv1', 'TLSv1.1', 'TLSv1.2'])]),
      reasons: ['old-tls front HTTPS 443'],
      severity: 'MEDIUM',
    },
    'SSLv3 of a classic load balancer': {
      ...given([tls(['SSLv3', 'TLSv1.2'], { protocol: 'SSL', kind: 'classic' })]),
      reasons: ['old-tls front SSL 443'],
      severity: 'MEDIUM',
    },
    'an old policy of a network load balancer': {
      ...given([tls(['TLSv1'], { protocol: 'TLS', kind: 'network' })]),
      reasons: ['old-tls front TLS 443'],
      severity: 'MEDIUM',
    },
    'the test listener of a blue/green deployment': {
      ...given([tls(MODERN), listener('HTTP', 9000, { test: true })]),
      reasons: ['plain-http front HTTP 9000'],
      severity: 'LOW',
    },
    'a listener that cannot be read does not hide another': {
      ...given([listener('HTTP', 80)], { unread: [denied('elasticloadbalancing:DescribeListeners')] }),
      reasons: ['plain-http front HTTP 80'],
      severity: 'MEDIUM',
    },
    'a policy that cannot be read does not hide another': {
      ...given([tls(denied('elasticloadbalancing:DescribeSSLPolicies')), listener('HTTP', 80)]),
      reasons: ['plain-http front HTTP 80'],
      severity: 'MEDIUM',
    },
    'a service of the Express kind whose load balancer shows': {
      ...given([listener('HTTP', 80)], {}, 'internet', { managedBy: 'ECS' }),
      reasons: ['plain-http front HTTP 80'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'no load balancer': { ...given([], {}, 'none'), why: /no load balancer of it faces the internet/ },
    'internal only': { ...given([], {}, 'internal'), why: /no load balancer of it faces the internet/ },
    'TCP and UDP, which are handed on': {
      ...given([listener('TCP', 443, { kind: 'network' }), listener('UDP', 53, { kind: 'network' })]),
      why: /no listener that speaks HTTP or TLS/,
    },
    'no listener sends to it': { ...given([]), why: /no listener that speaks HTTP or TLS/ },
  },
  notAvailable: {
    'listeners that may not be read': {
      ...given([tls(MODERN)], { unread: [denied('elasticloadbalancing:DescribeListeners')] }),
      why: /access denied: elasticloadbalancing:DescribeListeners/,
    },
    'policies that may not be read': {
      ...given([tls(denied('elasticloadbalancing:DescribeSSLPolicies'))]),
      why: /ELBSecurityPolicy-X cannot be read/,
    },
    'a policy without a protocol': { ...given([tls([])]), why: /names no protocol/ },
    'a load balancer that faces nobody knows where': { ...given([], {}, 'unknown'), why: /not known/ },
    'an Express service whose load balancer does not show': {
      ...given([], {}, 'none', { managedBy: 'ECS' }),
      why: /that ECS manages/,
    },
  },
  worse: {
    before: given([tls(['TLSv1', 'TLSv1.2'])]),
    after: given([tls(['TLSv1', 'TLSv1.2']), listener('HTTP', 80)]),
  },
} satisfies Cases;
