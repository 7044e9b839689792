/** What the functions are made of: adapters chosen by the environment, the SDK's clients loaded when first needed. */
import { readFileSync } from 'node:fs';
import { deployedStore } from '#aws/deployed-store.ts';
import { behaviours, controls } from '#controls/index.ts';
import { partitionOf } from '#domain/partition.ts';
import type { EventHistory, Eyes, FactSource, Topic, WorkQueue } from '#domain/ports.ts';
import type { Settings } from '#domain/settings.ts';
import type { Lane } from '#domain/work.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { measures } from './measures.ts';
import type { Work } from './work.ts';

/** As many workers as the sweep lane has share what it may read in a second. */
const SWEEP_WORKERS = 2;
const clock = { now: () => new Date().toISOString() };

/** A value made at the first call and kept; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** The settings of the deployment, laid beside the code as JSON; they were validated when they were bundled. */
const readSettings = (): Settings =>
  JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8')) as Settings;

function factsOf({ account, region, benchBucket }: Environment, settings: Settings, lane: Lane): FactSource {
  const open = once(async () => {
    const { sdkFacts } = await import('#aws/facts/sdk-facts.ts');
    return sdkFacts({
      partition: partitionOf(region)?.id ?? 'aws',
      account,
      regions: settings.regions.length > 0 ? settings.regions : [region],
      clock,
      ...(benchBucket !== undefined && { bench: { name: benchBucket, region } }),
      ...(lane === 'sweep' && { readsPerSecond: 1000 / settings.timing.sweepReadMs / SWEEP_WORKERS }),
    });
  });
  return {
    read: async (fact, resource, context) => (await open()).read(fact, resource, context),
    list: async (type, page) => (await open()).list(type, page),
  };
}

function queueOf({ changesQueueUrl, sweepQueueUrl, deadLetterQueueUrl }: Environment): WorkQueue {
  const open = once(async () => {
    const { sqsQueue } = await import('#aws/sqs-queue.ts');
    const lanes = { changes: changesQueueUrl, sweep: sweepQueueUrl };
    return sqsQueue({ lanes, deadLetterUrl: deadLetterQueueUrl });
  });
  return {
    send: async (lane, messages, delayMs) => (await open()).send(lane, messages, delayMs),
    bury: async (message, reason) => (await open()).bury(message, reason),
  };
}

function topicOf({ findingsTopicArn }: Environment): Topic {
  const open = once(async () => {
    const { snsTopic } = await import('#aws/sns-topic.ts');
    return snsTopic({ topicArn: findingsTopicArn, render: snsMessage });
  });
  return { publish: async (message) => (await open()).publish(message) };
}

function eyesOf({ account, region, metricsNamespace: name }: Environment): Eyes {
  const open = once(async () => {
    const { sdkEyes } = await import('#aws/sdk-eyes.ts');
    return sdkEyes({ name, partition: partitionOf(region)?.id ?? 'aws', account });
  });
  return {
    rules: async (of) => (await open()).rules(of),
    write: async (of) => (await open()).write(of),
  };
}

/** A fifth of the pace of other reads: LookupEvents takes two calls a second, and two workers share them. */
function historyOf({ timing }: Settings): EventHistory {
  const open = once(async () => {
    const { sdkEventHistory } = await import('#aws/sdk-event-history.ts');
    return sdkEventHistory({ callsPerSecond: 1_000 / (5 * timing.sweepReadMs) });
  });
  return { lookUp: async (query) => (await open()).lookUp(query) };
}

function compose(environment: Environment): (lane?: Lane) => Monitor {
  const settings = readSettings();
  const { account, region } = environment;
  const common = {
    catalogue: catalogueOf(controls, settings, behaviours, environment.own),
    settings,
    store: deployedStore(environment.tables),
    queue: queueOf(environment),
    topic: topicOf(environment),
    clock,
    // The stream of the state table wakes the teller.
    wake: () => Promise.resolve(),
    history: historyOf(settings),
    eyes: eyesOf(environment),
    home: { account, region },
  };
  const changes = { ...common, facts: factsOf(environment, settings, 'changes') };
  const sweep = { ...common, facts: factsOf(environment, settings, 'sweep') };
  return (lane = 'changes') => (lane === 'sweep' ? sweep : changes);
}

/** The last part of a queue's URL or ARN: its name. */
const lastPart = (name: string): string | undefined => name.split(/[/:]/).at(-1);

const composed = once(() => Promise.resolve(process.env).then(readEnvironment).then(compose));

/** Work in Lambda: what is missing in the environment fails the first invocation, with its name in the log. */
export const lambdaWork: Work = {
  monitor: async (lane) => (await composed())(lane),
  measures: measures(),
  clock,
  metricsNamespace: process.env['METRICS_NAMESPACE'] ?? 'ecs-warden',
  laneOf: (queueArn) =>
    lastPart(queueArn) === lastPart(process.env['SWEEP_QUEUE_URL'] ?? '-') ? 'sweep' : 'changes',
  // console would wrap the line and break the metric format.
  write: (line) => void process.stdout.write(`${line}\n`),
};
