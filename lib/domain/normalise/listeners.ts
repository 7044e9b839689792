import type { Arn } from '#domain/arn.ts';
import type { Listener, TlsPolicy } from '#domain/listener.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { LoadBalancer, Service } from '#domain/service.ts';
import { type Fields, fieldsOf, objectsOf, textOf, textsOf } from './fields.ts';

/** The protocols of TLS policies by name, or why they could not be read. */
export type TlsPolicies = ReadonlyMap<string, readonly string[]> | Unavailable;

const SPEAK_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS', 'SSL']);

/** A listener of the newer generation and, where they matter, its rules (DescribeListeners, DescribeRules). */
export interface ListenerFound {
  readonly listener: Fields;
  readonly rules: readonly Fields[];
}

/** Whether a listener sends to one of the service's target groups by what it does by default. */
export const sendsByDefault = (listener: Fields, { targetGroups }: Service): boolean =>
  targetsOf(listener['DefaultActions']).some((group) => targetGroups.includes(group));

/** The listener as the service is reached through it; undefined when it sends nothing there. Never throws. */
export function toListener(
  { name, kind }: LoadBalancer,
  { listener, rules }: ListenerFound,
  service: Service,
  policies: TlsPolicies,
): Listener | undefined {
  // A default rule among the rules repeats the listener's default actions, under its own ARN.
  const byDefault = rules.some(({ IsDefault }) => IsDefault === true)
    ? []
    : [{ arn: textOf(listener['ListenerArn']), actions: listener['DefaultActions'] }];
  const ways = [
    ...byDefault,
    ...rules.map((rule) => ({ arn: textOf(rule['RuleArn']), actions: rule['Actions'] })),
  ].filter(({ actions }) => targetsOf(actions).some((group) => service.targetGroups.includes(group)));
  if (ways.length === 0) return undefined;
  const arn = textOf(listener['ListenerArn']);
  const isTest = (way: Arn | undefined): boolean =>
    [way, arn].some((each) => each !== undefined && service.testListenerRules.includes(each));
  const protocol = textOf(listener['Protocol']) ?? '';
  return {
    balancer: name,
    kind,
    protocol,
    port: portOf(listener['Port']),
    test: ways.every((way) => isTest(way.arn)),
    ...(SPEAK_TLS.has(protocol) && { policy: policyNamed(textOf(listener['SslPolicy']), policies) }),
  };
}

const portOf = (raw: unknown): number => (typeof raw === 'number' ? raw : 0);

const targetsOf = (actions: unknown): readonly Arn[] =>
  objectsOf(actions).flatMap((action) => [
    ...textsOf([action['TargetGroupArn']]),
    ...objectsOf(fieldsOf(action['ForwardConfig'])?.['TargetGroups']).flatMap(
      ({ TargetGroupArn }) => textOf(TargetGroupArn) ?? [],
    ),
  ]);

const NO_POLICY: TlsPolicy = {
  name: 'none',
  protocols: { unavailable: 'unreadable', what: 'the TLS policy of a listener' },
};

function policyNamed(name: string | undefined, policies: TlsPolicies): TlsPolicy {
  if (name === undefined) return NO_POLICY;
  if ('unavailable' in policies) return { name, protocols: policies };
  return {
    name,
    protocols: policies.get(name) ?? { unavailable: 'unreadable', what: `TLS policy ${name}` },
  };
}

/** Policies of the newer generation, as DescribeSSLPolicies lists them. */
export const toTlsPolicies = (raw: readonly unknown[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    objectsOf(raw).flatMap((policy) => {
      const name = textOf(policy['Name']);
      return name === undefined ? [] : [[name, textsOf(policy['SslProtocols'])] as const];
    }),
  );

/** The listeners of a classic load balancer, with its policies (DescribeLoadBalancerPolicies): all send to the service. */
export function toClassicListeners(
  { name, kind }: LoadBalancer,
  raw: Fields,
  policies: readonly Fields[] | Unavailable,
): readonly Listener[] {
  return objectsOf(raw['ListenerDescriptions']).map((description): Listener => {
    const listener = fieldsOf(description['Listener']) ?? {};
    const protocol = (textOf(listener['Protocol']) ?? '').toUpperCase();
    const port = portOf(listener['LoadBalancerPort']);
    const policy = SPEAK_TLS.has(protocol) && {
      policy: classicPolicy(textsOf(description['PolicyNames']), policies),
    };
    return { balancer: name, kind, protocol, port, test: false, ...policy };
  });
}

/** Attributes `Protocol-TLSv1`, `Protocol-TLSv1.2`, … of the one policy that is about negotiation. */
function classicPolicy(names: readonly string[], policies: readonly Fields[] | Unavailable): TlsPolicy {
  if ('unavailable' in policies) return { name: names.join(', '), protocols: policies };
  const policy = policies.find(
    ({ PolicyName, PolicyTypeName }) =>
      PolicyTypeName === 'SSLNegotiationPolicyType' && names.includes(String(PolicyName)),
  );
  const name = textOf(policy?.['PolicyName']);
  if (!policy || name === undefined) return NO_POLICY;
  const protocols = objectsOf(policy['PolicyAttributeDescriptions']).flatMap(
    ({ AttributeName, AttributeValue }) =>
      AttributeValue === 'true' ? (/^Protocol-(.+)$/.exec(String(AttributeName))?.[1] ?? []) : [],
  );
  return { name, protocols };
}
