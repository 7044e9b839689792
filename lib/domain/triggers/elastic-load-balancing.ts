import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { list, objects } from '#domain/json.ts';
import { balancerArn, classicBalancerArn, targetGroupArn } from '#domain/resource.ts';
import { andThen, type Found, type ServiceEvents, type Trigger, together } from '#domain/trigger.ts';
import { checked, needed, pathOf, type Said, said, saidIn } from './names.ts';

/** Calls of both generations of load balancers, by name as CloudTrail records it. */
export type BalancingCall =
  | 'ApplySecurityGroupsToLoadBalancer'
  | 'CreateListener'
  | 'CreateLoadBalancer'
  | 'CreateLoadBalancerListeners'
  | 'CreateLoadBalancerPolicy'
  | 'CreateRule'
  | 'DeleteListener'
  | 'DeleteLoadBalancer'
  | 'DeleteLoadBalancerListeners'
  | 'DeleteRule'
  | 'DeleteTargetGroup'
  | 'DeregisterTargets'
  | 'ModifyListener'
  | 'ModifyRule'
  | 'RegisterTargets'
  | 'SetLoadBalancerPoliciesOfListener'
  | 'SetRulePriorities'
  | 'SetSecurityGroups';

/** A type, a name and ids, as in ARNs of load balancers, listeners and rules. */
const PATH = /^(app|net|gwy)(?:\/[A-Za-z0-9-]{1,64}){2,4}$/;
const CLASSIC = /^[A-Za-z0-9-]{1,64}$/;

/** The load balancer of a listener or rule is in its ARN: `listener/app/NAME/ID/…`. */
function balancerOf(event: ChangeEvent): Found<readonly Arn[]> {
  const { request, response } = event;
  const kinds: readonly (readonly [string, Said])[] = [
    ['loadbalancer', said(request, 'loadBalancerArn')],
    ['listener', said(request, 'listenerArn')],
    ['listener-rule', said(request, 'ruleArn')],
    ['listener-rule', said(objects(request, 'rulePriorities')[0], 'ruleArn')],
    ['loadbalancer', said(objects(response, 'listeners')[0], 'loadBalancerArn')],
    ['listener-rule', said(objects(response, 'rules')[0], 'ruleArn')],
  ];
  const [kind, arn] = kinds.find(([, each]) => each !== undefined) ?? ['loadbalancer', undefined];
  return andThen(needed(arn, 'load balancer'), (found) =>
    andThen(pathOf(event, 'elasticloadbalancing', kind, found), (path) =>
      andThen(checked(path, PATH, 'load balancer'), (valid) =>
        together([balancerArn(event.place, valid.split('/').slice(0, 3).join('/'))]),
      ),
    ),
  );
}

/** Calls of the older generation name a load balancer by `loadBalancerName`; those of the newer never do, but for a create. */
const classic = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'loadBalancerName'), 'load balancer'), (name) =>
    andThen(checked(name, CLASSIC, 'load balancer name'), (valid) =>
      together([classicBalancerArn(event.place, valid)]),
    ),
  );

const isClassic = ({ request }: ChangeEvent): boolean => request['loadBalancerArn'] === undefined;

/** The target groups that a listener or rule sends to from now on: their services may not know the load balancer yet. */
function targetsOf(event: ChangeEvent): Found<readonly Arn[]> {
  const actions = [...list(event.request, 'defaultActions'), ...list(event.request, 'actions')];
  const forwards = actions.flatMap((action) => list(action, 'forwardConfig', 'targetGroups'));
  return andThen(saidIn([...actions, ...forwards], 'targetGroupArn'), (arns) =>
    together(arns.map((arn) => targetGroup(event, arn))),
  );
}

const targetGroup = (event: ChangeEvent, arn: string): Found<Arn> =>
  andThen(pathOf(event, 'elasticloadbalancing', 'targetgroup', arn), (path) =>
    andThen(checked(path, /^[A-Za-z0-9-]{1,64}\/[A-Za-z0-9-]{1,64}$/, 'target group'), (valid) =>
      targetGroupArn(event.place, valid),
    ),
  );

const deletedGroup = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'targetGroupArn'), 'target group'), (arn) =>
    together([targetGroup(event, arn)]),
  );

/** No control is about them, so there is no fact of theirs to alter: their users are looked at. */
const alters = [] as const;
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const CLASSIC_BALANCER = 'AWS::ElasticLoadBalancing::LoadBalancer';
const TARGETS = 'AWS::ElasticLoadBalancingV2::TargetGroup';

const TRIGGERS: readonly Trigger<BalancingCall, never>[] = [
  {
    resourceType: BALANCER,
    calls: [
      'CreateListener',
      'ModifyListener',
      'DeleteListener',
      'CreateRule',
      'ModifyRule',
      'DeleteRule',
      'SetRulePriorities',
      'SetSecurityGroups',
    ],
    locate: balancerOf,
    alters,
  },
  {
    resourceType: TARGETS,
    calls: ['CreateListener', 'ModifyListener', 'CreateRule', 'ModifyRule'],
    locate: targetsOf,
    alters,
  },
  { resourceType: TARGETS, calls: ['DeleteTargetGroup'], locate: deletedGroup, alters, deletes: true },
  {
    resourceType: CLASSIC_BALANCER,
    calls: [
      'ApplySecurityGroupsToLoadBalancer',
      'CreateLoadBalancerListeners',
      'CreateLoadBalancerPolicy',
      'DeleteLoadBalancerListeners',
      'SetLoadBalancerPoliciesOfListener',
    ],
    locate: classic,
    alters,
  },
  {
    resourceType: BALANCER,
    calls: ['DeleteLoadBalancer'],
    locate: (event) => (isClassic(event) ? [] : balancerOf(event)),
    alters,
    deletes: true,
  },
  {
    resourceType: CLASSIC_BALANCER,
    calls: ['DeleteLoadBalancer'],
    locate: (event) => (isClassic(event) ? classic(event) : []),
    alters,
    deletes: true,
  },
];

const TARGET = 'tasks come and go behind a target group; where it is reached from stays';

export const ELASTIC_LOAD_BALANCING: ServiceEvents<BalancingCall, never> = {
  service: 'elasticloadbalancing',
  triggers: TRIGGERS,
  ignored: {
    CreateLoadBalancer: 'nothing is behind a load balancer before it has a listener',
    DeregisterTargets: TARGET,
    RegisterTargets: TARGET,
  },
  conditions: {},
  reduced: [],
};
