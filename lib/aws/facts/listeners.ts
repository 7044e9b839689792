import type { Arn } from '#domain/arn.ts';
import { earliest, type Instant } from '#domain/instant.ts';
import type { Listener } from '#domain/listener.ts';
import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import {
  sendsByDefault,
  type TlsPolicies,
  toClassicListeners,
  toListener,
  toTlsPolicies,
} from '#domain/normalise/listeners.ts';
import type { ReadContext } from '#domain/ports.ts';
import type { Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { LoadBalancer, Service } from '#domain/service.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import { classicBalancer } from './load-balancers.ts';
import { pagesOf } from './pool.ts';
import type { Shared } from './shelf.ts';

/** What one reading of listeners needs throughout. */
interface Look {
  readonly service: Service;
  readonly region: string;
  readonly context: ReadContext;
  readonly account: LiveAccount;
}

/** The listeners of the load balancers that face the internet, those that send to the service. */
export const readListeners: Reader<'listeners'> = async ({ arn }, context, account) => {
  const { service, loadBalancers } = context.known;
  if (!service || !loadBalancers)
    return { unavailable: 'unreadable', what: 'the load balancers whose listeners these are' };
  const look: Look = { service, region: placeOf(arn).region, context, account };
  const listeners: Listener[] = [];
  const unread: Unavailable[] = [...loadBalancers.unread];
  let readAt: Instant = context.now;
  for (const balancer of loadBalancers.balancers.filter(({ scheme }) => scheme === 'internet-facing')) {
    const found = await settle(() =>
      balancer.kind === 'classic' ? classic(balancer, look) : newer(balancer, look),
    );
    if ('unavailable' in found) unread.push(found);
    else if ('value' in found) {
      listeners.push(...found.value);
      readAt = earliest(readAt, found.readAt);
    }
  }
  return { value: { listeners, unread }, readAt };
};

async function newer(balancer: LoadBalancer, look: Look): Promise<Shared<readonly Listener[]>> {
  const { service, region, context, account } = look;
  const all = await account.shelves.listeners.get(balancer.arn, context, () =>
    listenersOf(balancer.arn, region, account),
  );
  let { readAt } = all;
  const found: Listener[] = [];
  for (const listener of all.value) {
    const rules = hasRules(balancer, listener, service)
      ? await rulesOf(String(listener['ListenerArn']), look)
      : undefined;
    const policies = listener['SslPolicy'] === undefined ? new Map() : await tlsPolicies(look);
    const seen = toListener(balancer, { listener, rules: rules?.value ?? [] }, service, policies);
    if (seen) found.push(seen);
    readAt = earliest(readAt, rules?.readAt ?? readAt);
  }
  return { value: found, readAt };
}

/** Only application load balancers have rules; they matter where the default alone does not say that the service is reached. */
const hasRules = ({ kind }: LoadBalancer, listener: Fields, service: Service): boolean =>
  kind === 'application' && (service.testListenerRules.length > 0 || !sendsByDefault(listener, service));

async function listenersOf(balancer: Arn, region: string, account: LiveAccount): Promise<readonly Fields[]> {
  const balancing = await account.loadBalancing(region);
  return pagesOf(async (token) => {
    const page = await balancing.describeListeners({ LoadBalancerArn: balancer, ...marked(token) });
    return { items: objectsOf(page.Listeners), next: page.NextMarker };
  });
}

const rulesOf = (listener: Arn, { region, context, account }: Look): Promise<Shared<readonly Fields[]>> =>
  account.shelves.listenerRules.get(listener, context, async () => {
    const balancing = await account.loadBalancing(region);
    return pagesOf(async (token) => {
      const page = await balancing.describeRules({ ListenerArn: listener, ...marked(token) });
      return { items: objectsOf(page.Rules), next: page.NextMarker };
    });
  });

/** The policies there are; AWS adds some and changes none, so when they were read does not matter. */
async function tlsPolicies({ region, context, account }: Look): Promise<TlsPolicies> {
  const found = await settle(() =>
    account.shelves.tlsPolicies.get(region, context, async () => {
      const balancing = await account.loadBalancing(region);
      const policies = await pagesOf(async (token) => {
        const page = await balancing.describeSslPolicies({ PageSize: 400, ...marked(token) });
        return { items: objectsOf(page.SslPolicies), next: page.NextMarker };
      });
      return toTlsPolicies(policies);
    }),
  );
  if ('unavailable' in found) return found;
  return 'value' in found ? found.value : new Map();
}

async function classic(
  balancer: LoadBalancer,
  { region, context, account }: Look,
): Promise<Shared<readonly Listener[]>> {
  const { value: raw, readAt } = await classicBalancer(balancer.name, region, context, account);
  const policies = await settle(() =>
    account.shelves.classicPolicies.get(balancer.arn, context, async () => {
      const balancing = await account.classicLoadBalancing(region);
      const { PolicyDescriptions } = await balancing.describeLoadBalancerPolicies({
        LoadBalancerName: balancer.name,
      });
      return objectsOf(PolicyDescriptions);
    }),
  );
  const known = 'value' in policies ? policies.value : 'unavailable' in policies ? policies : [];
  return { value: toClassicListeners(balancer, raw ?? {}, known), readAt };
}

const marked = (token: string | undefined) => (token === undefined ? {} : { Marker: token });
