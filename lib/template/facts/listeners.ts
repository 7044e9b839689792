import type { Listener, Listeners } from '#domain/listener.ts';
import { type Fields, objectsOf, readCount, textOf, unresolved } from '#domain/normalise/fields.ts';
import { type TlsPolicies, toListener } from '#domain/normalise/listeners.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { LoadBalancer, Service } from '#domain/service.ts';
import type { TemplateAccount } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import { classicListeners } from './classic-listeners.ts';
import { outside, type Reader } from './reader.ts';
import { DEFAULT_POLICY, protocolsOf } from './tls-policies.ts';

const ELB = 'AWS::ElasticLoadBalancingV2::';

/** The listeners of the template's load balancers that face the internet, those that send to the service. */
export const readListeners: Reader<Listeners> = (
  _written,
  account,
  { known: { service, loadBalancers } },
) => {
  if (!service || !loadBalancers) return outside('load balancers whose listeners these are');
  const listeners: Listener[] = [];
  const unread: Unavailable[] = [...loadBalancers.unread];
  for (const balancer of loadBalancers.balancers.filter(({ scheme }) => scheme === 'internet-facing')) {
    if (balancer.kind === 'classic') listeners.push(...classicListeners(balancer, account));
    else
      for (const declared of listenersOf(balancer, account)) {
        const read = listenerOf(balancer, declared, service, account);
        if (read && 'unavailable' in read) unread.push(read);
        else if (read) listeners.push(read);
      }
  }
  return { value: { listeners, unread } };
};

const listenersOf = ({ arn }: LoadBalancer, account: TemplateAccount): readonly Declared[] =>
  account.having(`${ELB}Listener`, 'LoadBalancerArn', account.names.ref(arn));

function listenerOf(
  balancer: LoadBalancer,
  declared: Declared,
  service: Service,
  account: TemplateAccount,
): Listener | Unavailable | undefined {
  const { logicalId, properties } = declared;
  const rules = account
    .having(`${ELB}ListenerRule`, 'ListenerArn', account.names.ref(logicalId))
    .map(({ logicalId: rule, properties: { Actions } }) => ({ RuleArn: account.names.ref(rule), Actions }));
  const listener: Fields = {
    ...properties,
    ListenerArn: account.names.ref(logicalId),
    Port: portOf(properties),
    SslPolicy: properties['SslPolicy'] ?? DEFAULT_POLICY,
  };
  const seen = toListener(balancer, { listener, rules }, service, policiesOf(listener));
  const actions = [properties['DefaultActions'], ...rules.map(({ Actions }) => Actions)];
  // What may send to the service is not known; what does send there is known to, whatever else it does.
  const why = seen
    ? unresolved(properties['Protocol'])
    : actions.map(unresolvedIn).find((each) => each !== undefined);
  return why === undefined ? seen : { unavailable: 'unreadable', what: `listener ${logicalId} (${why})` };
}

const unresolvedIn = (actions: unknown): string | undefined => {
  const whys = [
    actions,
    ...objectsOf(actions),
    ...objectsOf(actions).map(({ TargetGroupArn }) => TargetGroupArn),
  ];
  return whys.map(unresolved).find((why) => why !== undefined);
};

const portOf = (properties: Fields): unknown => {
  const port = readCount(properties, 'Port');
  return typeof port === 'number' ? port : undefined;
};

function policiesOf({ SslPolicy }: Fields): TlsPolicies {
  const name = textOf(SslPolicy);
  const protocols = name === undefined ? undefined : protocolsOf(name);
  return new Map(name !== undefined && protocols ? [[name, protocols]] : []);
}
