import type { Arn } from '#domain/arn.ts';
import type { Listener, Listeners } from '#domain/listener.ts';
import { type Fields, fieldsOf, objectsOf, textsOf } from '#domain/normalise/fields.ts';
import { toClassicListeners, toListener, toTlsPolicies } from '#domain/normalise/listeners.ts';
import { toClassicLoadBalancer, toLoadBalancer, toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { classicBalancerArn, placeOf } from '#domain/resource.ts';
import type { LoadBalancer, LoadBalancers, Service } from '#domain/service.ts';
import { readService } from './account-service.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** Where the load balancers behind the service's target groups, and its classic ones, face. */
export function readLoadBalancers(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<LoadBalancers> {
  const reading = known.service ? { value: known.service } : readService(arn, recorded);
  if (!('value' in reading)) return reading;
  const { targetGroups, classicLoadBalancers } = reading.value;
  const place = placeOf(arn);
  const behind = targetGroups.map((group) => balancersOf(group, recorded));
  const found = [
    ...behind.flatMap((each) => each ?? []),
    ...classicLoadBalancers.map((name) => {
      const raw = describe(classicBalancerArn(place, name), recorded);
      return isUnavailable(raw) ? raw : toClassicLoadBalancer(place, name, raw);
    }),
  ];
  const balancers = found.filter((each): each is LoadBalancer => !isUnavailable(each));
  const failed = found.filter(isUnavailable);
  const value = toLoadBalancers(balancers, behind.includes(undefined), failed);
  return value.facing === 'internet' ? { value } : (failed[0] ?? { value });
}

/**
 * The listeners of the load balancers that face the internet, those that send to the service. They are recorded with
 * their load balancer: `listeners`, each with its `Rules`; `sslPolicies`; for a classic one `policies`.
 */
export function readListeners(
  _arn: Arn,
  recorded: Recorded,
  { known: { service, loadBalancers } }: ReadContext,
): Reading<Listeners> {
  if (!service || !loadBalancers)
    return { unavailable: 'unreadable', what: 'the load balancers of the service' };
  const open = loadBalancers.balancers.filter(({ scheme }) => scheme === 'internet-facing');
  const found = open.map((balancer) =>
    balancer.kind === 'classic'
      ? classicListeners(balancer, recorded)
      : listenersOf(balancer, service, recorded),
  );
  return {
    value: {
      listeners: found.flatMap((each) => (isUnavailable(each) ? [] : each)),
      unread: [...loadBalancers.unread, ...found.filter(isUnavailable)],
    },
  };
}

function listenersOf(
  balancer: LoadBalancer,
  service: Service,
  recorded: Recorded,
): readonly Listener[] | Unavailable {
  const listeners = entryOf(recorded, balancer.arn, 'listeners');
  if (!listeners)
    return { unavailable: 'unreadable', what: `listeners of ${balancer.name} in the account file` };
  if (isUnavailable(listeners)) return listeners;
  const entry = entryOf(recorded, balancer.arn, 'sslPolicies');
  const policies = isUnavailable(entry) ? entry : toTlsPolicies(objectsOf(entry?.value));
  return objectsOf(listeners.value).flatMap(
    (listener) =>
      toListener(balancer, { listener, rules: objectsOf(listener['Rules']) }, service, policies) ?? [],
  );
}

function classicListeners(balancer: LoadBalancer, recorded: Recorded): readonly Listener[] | Unavailable {
  const raw = describe(balancer.arn, recorded);
  if (isUnavailable(raw)) return raw;
  const policies = entryOf(recorded, balancer.arn, 'policies');
  return toClassicListeners(balancer, raw, isUnavailable(policies) ? policies : objectsOf(policies?.value));
}

/** Undefined: the target group is not there, or does not say. */
function balancersOf(group: Arn, recorded: Recorded): readonly (LoadBalancer | Unavailable)[] | undefined {
  const entry = entryOf(recorded, group, 'targetGroup');
  if (isUnavailable(entry)) return [entry];
  const fields = fieldsOf(entry?.value);
  const arns = fields && (fields['loadBalancerArns'] ?? fields['LoadBalancerArns'] ?? []);
  if (!Array.isArray(arns)) return undefined;
  return textsOf(arns).map((arn) => {
    const raw = describe(arn, recorded);
    return isUnavailable(raw) ? raw : toLoadBalancer(arn, raw);
  });
}

/** A load balancer in the API's spelling; the file may have `scheme`. */
function describe(arn: Arn, recorded: Recorded): Fields | Unavailable {
  const entry = entryOf(recorded, arn, 'loadBalancer');
  if (isUnavailable(entry)) return entry;
  const fields = fieldsOf(entry?.value) ?? {};
  return { Scheme: fields['scheme'], ...fields };
}
