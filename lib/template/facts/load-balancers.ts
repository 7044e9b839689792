import { fieldsOf, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { type LoadBalancerFound, toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import type { LoadBalancers } from '#domain/service.ts';
import type { TemplateAccount } from '#template/account.ts';
import { outside, type Reader } from './reader.ts';

const ELB = 'AWS::ElasticLoadBalancingV2::';

/** Where the load balancers face that listeners of the template connect with the service's target groups. */
export const readLoadBalancers: Reader<LoadBalancers> = (_written, account, { known }) => {
  if (!known.service) return outside('load balancers of a service that cannot be read');
  const { targetGroups, classicLoadBalancers } = known.service;
  return {
    value: toLoadBalancers([
      ...targetGroups.flatMap((group) => balancersOf(group, account)),
      ...classicLoadBalancers.map((name) =>
        balancer(name, 'AWS::ElasticLoadBalancing::LoadBalancer', account),
      ),
    ]),
  };
};

/** A target group that no listener of the template names is behind a load balancer that is not in it either. */
function balancersOf(group: string, account: TemplateAccount): readonly LoadBalancerFound[] {
  const unknown: LoadBalancerFound = { name: group, scheme: undefined };
  const listeners = account.ofType(`${ELB}Listener`);
  const direct = listeners.filter(({ properties }) => forwards(properties['DefaultActions'], group));
  const byRule = account
    .ofType(`${ELB}ListenerRule`)
    .filter(({ properties }) => forwards(properties['Actions'], group))
    .map(({ properties }) => listeners.find((each) => account.isRef(properties['ListenerArn'], each)));
  const found = [...direct, ...byRule].map((listener) =>
    listener ? balancer(listener.properties['LoadBalancerArn'], `${ELB}LoadBalancer`, account) : unknown,
  );
  return found.length > 0 ? found : [unknown];
}

const forwards = (actions: unknown, group: string): boolean =>
  objectsOf(actions).some((action) =>
    [action, ...objectsOf(fieldsOf(action['ForwardConfig'])?.['TargetGroups'])].some(
      (each) => each['TargetGroupArn'] === group,
    ),
  );

/** Absent, a scheme is `internet-facing` (CreateLoadBalancer of both APIs). */
function balancer(named: unknown, type: string, account: TemplateAccount): LoadBalancerFound {
  const declared = account.ofType(type).find((each) => account.isRef(named, each));
  if (!declared) return { name: textOf(named) ?? 'a load balancer', scheme: undefined };
  return { name: declared.logicalId, scheme: textOf(declared.properties['Scheme'] ?? 'internet-facing') };
}
