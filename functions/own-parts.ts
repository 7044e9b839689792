import { formatArn } from '#domain/arn.ts';
import type { Own } from '#domain/own.ts';
import { partitionOf } from '#domain/partition.ts';
import type { Environment } from './environment.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const words = (text: string | undefined): readonly string[] =>
  (text ?? '').split(' ').filter((each) => each !== '');

/**
 * The parts of the monitor, from the names that the stack tells: of all regions those of the rules, which have the
 * monitor's name before them, and of the alarms, which begin with it.
 */
export function ownParts(environment: Omit<Environment, 'own'>, variables: Variables): Own {
  const { account, region, tables, metricsNamespace: name } = environment;
  const partition = partitionOf(region)?.id ?? 'aws';
  const here = (service: string, resource: string) =>
    formatArn({ partition, service, region, account, resource });
  const anywhere = (service: string, resource: string) =>
    `arn:${partition}:${service}:*:${account}:${resource}`;
  const queues = [environment.changesQueueUrl, environment.sweepQueueUrl, environment.deadLetterQueueUrl];
  const functions = [...words(variables['AWS_LAMBDA_FUNCTION_NAME']), ...words(variables['OTHER_FUNCTIONS'])];
  return [
    ...Object.values(tables).map((table) => here('dynamodb', `table/${table}`)),
    ...queues.map((url) => here('sqs', url.split('/').at(-1) ?? url)),
    environment.findingsTopicArn,
    ...words(variables['OPS_TOPIC_ARN']),
    ...functions.map((each) => here('lambda', `function:${each}`)),
    ...words(variables['SCHEDULES']).map((each) => here('scheduler', `schedule/default/${each}`)),
    ...words(variables['KEYS']),
    ...words(variables['EVENT_RULES']).map((rule) => anywhere('events', `rule/${name}-${rule}`)),
    anywhere('cloudwatch', `alarm:${name} *`),
  ];
}
