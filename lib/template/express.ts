import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import type { Places } from './text/places.ts';

export const EXPRESS_SERVICE = 'AWS::ECS::ExpressGatewayService';

/**
 * The task definition that ECS makes for an Express service, from the service's own fields: one container on Fargate that
 * logs by awslogs. What such a service cannot set is not set (ExpressGatewayContainer, ECS API reference). Undefined: it
 * names a definition instead.
 */
export function expressDefinition(fields: Fields, places: Places): Fields | undefined {
  const { primaryContainer, taskDefinitionArn, serviceName, awsLogsConfiguration: _, ...own } = fields;
  if (primaryContainer === undefined && taskDefinitionArn !== undefined) return undefined;
  const written = fieldsOf(primaryContainer);
  const container = written
    ? places.carry(
        written,
        { name: 'primary', ...written, logConfiguration: { logDriver: 'awslogs' } },
        (key) => (key === 'logConfiguration' ? 'awsLogsConfiguration' : key),
      )
    : primaryContainer;
  const containerDefinitions = [container];
  const line = places.lineOf(fields, 'primaryContainer');
  if (line !== undefined) places.put(containerDefinitions, line, new Map([[0, line]]));
  const definition = {
    ...own,
    family: serviceName,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    containerDefinitions,
  };
  return places.carry(fields, definition, (key) =>
    key === 'containerDefinitions' ? 'primaryContainer' : key,
  );
}
