import type { Listener } from '#domain/listener.ts';
import { type Fields, objectsOf, readCount, textOf, textsOf, unresolved } from '#domain/normalise/fields.ts';
import { toClassicListeners } from '#domain/normalise/listeners.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { LoadBalancer } from '#domain/service.ts';
import type { TemplateAccount } from '#template/account.ts';
import { DEFAULT_POLICY, protocolsOf } from './tls-policies.ts';

/** The listeners of a classic load balancer of the template: all send to the service. */
export function classicListeners(balancer: LoadBalancer, account: TemplateAccount): readonly Listener[] {
  const declared = account.made('AWS::ElasticLoadBalancing::LoadBalancer', account.names.ref(balancer.arn));
  const { Listeners, Policies } = declared?.properties ?? {};
  const ListenerDescriptions = objectsOf(Listeners).map((listener) => ({
    Listener: { Protocol: listener['Protocol'], LoadBalancerPort: portOf(listener) },
    PolicyNames: unresolved(listener['PolicyNames']) ? [] : (listener['PolicyNames'] ?? [DEFAULT_POLICY]),
  }));
  return toClassicListeners(balancer, { ListenerDescriptions }, policiesOf(Policies));
}

const portOf = (listener: Fields): number | undefined => {
  const port = readCount(listener, 'LoadBalancerPort');
  return typeof port === 'number' ? port : undefined;
};

/** As DescribeLoadBalancerPolicies answers; a policy that refers to a predefined one has its protocols. */
function policiesOf(raw: unknown): readonly Fields[] | Unavailable {
  const why =
    unresolved(raw) ??
    objectsOf(raw)
      .map(unresolved)
      .find((each) => each !== undefined);
  if (why !== undefined) return { unavailable: 'unreadable', what: `Policies of a load balancer (${why})` };
  const own = objectsOf(raw).map((policy) => ({
    PolicyName: policy['PolicyName'],
    PolicyTypeName: policy['PolicyType'],
    PolicyAttributeDescriptions: objectsOf(policy['Attributes']).flatMap(attributesOf),
  }));
  return [...own, predefined(DEFAULT_POLICY)];
}

function attributesOf({ Name, Value }: Fields): readonly Fields[] {
  if (Name !== 'Reference-Security-Policy') return [{ AttributeName: Name, AttributeValue: String(Value) }];
  return textsOf([Value]).flatMap((name) => predefined(name).PolicyAttributeDescriptions);
}

const predefined = (name: string) => ({
  PolicyName: textOf(name),
  PolicyTypeName: 'SSLNegotiationPolicyType',
  PolicyAttributeDescriptions: (protocolsOf(name) ?? []).map((protocol) => ({
    AttributeName: `Protocol-${protocol}`,
    AttributeValue: 'true',
  })),
});
