import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { andThen, type Found, isMiss, type Trigger } from '#domain/trigger.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import { serviceNamed, serviceOfDeployment } from './ecs-names.ts';
import { firstSaid, needed, said } from './names.ts';

const alone = (arn: Found<Arn>): Found<readonly Arn[]> => (isMiss(arn) ? arn : [arn]);

/** A create says `serviceName`, express services `serviceArn`, the others `service`; the answer has the ARN. */
const service = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request, response } = event;
  const name = firstSaid(
    said(response, 'taskSet', 'serviceArn'),
    said(response, 'service', 'serviceArn'),
    said(request, 'serviceArn'),
    said(request, 'service'),
    said(request, 'serviceName'),
  );
  return alone(andThen(needed(name, 'service'), (found) => serviceNamed(event, found)));
};

const serviceDeployed = (event: ChangeEvent): Found<readonly Arn[]> => {
  const name = firstSaid(
    said(event.response, 'serviceDeploymentArn'),
    said(event.request, 'serviceDeploymentArn'),
  );
  return alone(andThen(needed(name, 'service deployment'), (found) => serviceOfDeployment(event, found)));
};

/** Native events of a service name it first in `resources`. */
const serviceNamedFirst = (event: ChangeEvent): Found<readonly Arn[]> =>
  alone(andThen(needed(event.arns[0]?.arn, 'service'), (arn) => serviceNamed(event, arn)));

const type = 'AWS::ECS::Service';

export const SERVICE_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = [
  {
    resourceType: type,
    calls: ['CreateService', 'CreateExpressGatewayService'],
    locate: service,
    alters: ['service', 'loadBalancers', 'listeners', 'securityGroups', 'subnets'],
    creates: () => true,
  },
  {
    resourceType: type,
    calls: [
      'UpdateService',
      'UpdateExpressGatewayService',
      'CreateTaskSet',
      'UpdateTaskSet',
      'DeleteTaskSet',
      'UpdateServicePrimaryTaskSet',
    ],
    locate: service,
    alters: ['service', 'loadBalancers', 'listeners', 'securityGroups', 'subnets'],
  },
  {
    resourceType: type,
    calls: ['DeleteService', 'DeleteExpressGatewayService'],
    locate: service,
    alters: ['service', 'loadBalancers'],
    deletes: true,
  },
  {
    resourceType: type,
    calls: ['StopServiceDeployment', 'ContinueServiceDeployment'],
    locate: serviceDeployed,
    alters: ['service'],
  },
  {
    resourceType: type,
    native: ['ECS Deployment State Change'],
    locate: serviceNamedFirst,
    alters: ['service'],
  },
  // Mostly "has reached a steady state", again every few hours: it reports on a service, nobody changed it.
  { resourceType: type, native: ['ECS Service Action'], locate: serviceNamedFirst, alters: [] },
];
