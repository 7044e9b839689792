import { fieldsOf, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import type { LoadBalancer, LoadBalancers } from '#domain/service.ts';
import type { TemplateAccount } from '#template/account.ts';
import { idsIn } from './ids.ts';
import { outside, type Reader } from './reader.ts';

const ELB = 'AWS::ElasticLoadBalancingV2::';
const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer';

/** Where the load balancers face that listeners of the template connect with the service's target groups. */
export const readLoadBalancers: Reader<LoadBalancers> = (_written, account, { known }) => {
  if (!known.service) return outside('load balancers of a service that cannot be read');
  const { targetGroups, classicLoadBalancers } = known.service;
  return {
    value: toLoadBalancers([
      ...targetGroups.flatMap((group) => balancersOf(group, account)),
      ...classicLoadBalancers.map((name) => balancer(name, CLASSIC, account)),
    ]),
  };
};

/** A target group that no listener of the template names is behind a load balancer that is not in it either. */
function balancersOf(group: string, account: TemplateAccount): readonly LoadBalancer[] {
  const unknown = outsider(group);
  const direct = account.by(`${ELB}Listener`, 'targets', group, ({ properties }) =>
    targetsOf(properties['DefaultActions']),
  );
  const byRule = account
    .by(`${ELB}ListenerRule`, 'targets', group, ({ properties }) => targetsOf(properties['Actions']))
    .map(({ properties }) => account.made(`${ELB}Listener`, properties['ListenerArn']));
  const found = [...direct, ...byRule].map((listener) =>
    listener ? balancer(listener.properties['LoadBalancerArn'], `${ELB}LoadBalancer`, account) : unknown,
  );
  return found.length > 0 ? found : [unknown];
}

/** One that is not in the template. */
const outsider = (name: string): LoadBalancer => ({ arn: name, name, kind: 'unknown', securityGroups: [] });

const KINDS: Readonly<Record<string, LoadBalancer['kind']>> = {
  application: 'application',
  network: 'network',
  gateway: 'gateway',
  classic: 'classic',
};

const targetsOf = (actions: unknown): readonly unknown[] =>
  objectsOf(actions).flatMap((action) =>
    [action, ...objectsOf(fieldsOf(action['ForwardConfig'])?.['TargetGroups'])].map(
      (each) => each['TargetGroupArn'],
    ),
  );

/** Absent, a scheme is `internet-facing` (CreateLoadBalancer of both APIs). */
function balancer(named: unknown, type: string, account: TemplateAccount): LoadBalancer {
  const declared = account.made(type, named);
  if (!declared) return outsider(textOf(named) ?? 'a load balancer');
  const { logicalId, properties } = declared;
  const scheme = textOf(properties['Scheme'] ?? 'internet-facing');
  return {
    arn: logicalId,
    name: logicalId,
    kind:
      KINDS[type === CLASSIC ? 'classic' : (textOf(properties['Type'] ?? 'application') ?? '')] ?? 'unknown',
    ...(scheme !== undefined && { scheme }),
    securityGroups: idsIn(properties['SecurityGroups']),
  };
}
