import {
  type EventSourceMappingConfiguration,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { settle } from '#aws/facts/failure.ts';
import type { Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';
import type { Latest } from './metrics.ts';

const HOUR_MINUTES = 60;

export function functions(
  config: VitalsConfig,
  latest: Latest,
): Pick<Vitals, 'lambda' | 'activity' | 'sourcesOf'> {
  const client = new LambdaClient(config);
  return {
    lambda: (name) =>
      settle(async () => {
        const found = await call('lambda:GetFunctionConfiguration', () =>
          client.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
        );
        const { ReservedConcurrentExecutions: reserved } = await call('lambda:GetFunctionConcurrency', () =>
          client.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
        );
        return {
          value: {
            state: found.State ?? 'UNKNOWN',
            lastUpdate: found.LastUpdateStatus ?? 'UNKNOWN',
            ...(typeof reserved === 'number' && { reserved }),
            environment: found.Environment?.Variables ?? {},
          },
        };
      }),
    activity: (name) =>
      settle(async () => {
        const sum = (metric: string): Promise<number | undefined> =>
          latest({
            namespace: 'AWS/Lambda',
            metric,
            dimension: ['FunctionName', name],
            statistic: 'Sum',
            minutes: HOUR_MINUTES,
          });
        const errors = await sum('Errors');
        const throttles = await sum('Throttles');
        return {
          value: { ...(errors !== undefined && { errors }), ...(throttles !== undefined && { throttles }) },
        };
      }),
    sourcesOf: (functionName) =>
      settle(async () => {
        const { EventSourceMappings = [] } = await call('lambda:ListEventSourceMappings', () =>
          client.send(new ListEventSourceMappingsCommand({ FunctionName: functionName })),
        );
        return { value: EventSourceMappings.map(sourceOf) };
      }),
  };
}

const sourceOf = ({ EventSourceArn, State, LastProcessingResult }: EventSourceMappingConfiguration) => ({
  sourceArn: EventSourceArn ?? '',
  state: State ?? 'UNKNOWN',
  lastResult: LastProcessingResult ?? '',
});
