import type { Own } from '#domain/own.ts';
import type { TableNames } from '#domain/tables.ts';
import { ownParts } from './own-parts.ts';

/** What the stack tells its functions. All of it is names; nothing in it is secret. */
export interface Environment {
  readonly tables: TableNames;
  readonly changesQueueUrl: string;
  readonly sweepQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly findingsTopicArn: string;
  readonly account: string;
  readonly region: string;
  readonly metricsNamespace: string;
  /** Of reports of Docker Bench; absent: there is none. */
  readonly benchBucket?: string;
  /** What the monitor is made of, as far as this function is told: by ARN (`lib/domain/own.ts`). */
  readonly own: Own;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the variables of a function; throws, naming every one that is missing. */
export function readEnvironment(variables: Variables): Environment {
  const missing: string[] = [];
  const read = (name: string): string => {
    const value = variables[name];
    if (!value) missing.push(name);
    return value ?? '';
  };
  const environment: Omit<Environment, 'own'> = {
    tables: {
      state: read('STATE_TABLE'),
      findings: read('FINDINGS_TABLE'),
      edges: read('EDGES_TABLE'),
      history: read('HISTORY_TABLE'),
    },
    changesQueueUrl: read('CHANGES_QUEUE_URL'),
    sweepQueueUrl: read('SWEEP_QUEUE_URL'),
    deadLetterQueueUrl: read('DEAD_LETTER_QUEUE_URL'),
    findingsTopicArn: read('FINDINGS_TOPIC_ARN'),
    account: read('ACCOUNT_ID'),
    region: read('AWS_REGION'),
    metricsNamespace: read('METRICS_NAMESPACE'),
  };
  if (missing.length > 0) throw new Error(`the function's environment lacks ${missing.join(', ')}`);
  const benchBucket = variables['DOCKER_BENCH_BUCKET'];
  return { ...environment, ...(benchBucket && { benchBucket }), own: ownParts(environment, variables) };
}
