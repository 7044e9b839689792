import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables, dynamoStore } from '#aws/dynamo-store.ts';
import { behaviours, controls } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { CANARY_RULE } from '#domain/canary.ts';
import { eventRules } from '#domain/event-rules.ts';
import { after, type Instant } from '#domain/instant.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { Lane, WorkMessage } from '#domain/work.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { handle } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { type StoryClock, type StoryQueue, storyClock, storyQueue } from '#monitor/story-time.ts';
import { tell } from '#monitor/tell.ts';
import { recordedAccount } from '#recorded/account.ts';
import { startEmbeddedDynamo } from '../../bin/embedded-dynamo.ts';
import { measured, measureHandled } from '../../functions/measured.ts';
import type { Measures } from '../../functions/measures.ts';
import { HOME, type Resources } from './account.ts';
import { type Input, type Meter, meter, meterDynamo, type Part } from './meter.ts';

const START = '2026-04-14T00:00:00.000Z';
const RULES = eventRules(judgedCalls(behaviours, DEFAULT_SETTINGS));
const CANARY_ARN = `arn:aws:events:${HOME.region}:${HOME.account}:rule/ecs-warden-${CANARY_RULE}`;
const TABLES = { state: 'state', findings: 'findings', edges: 'edges', history: 'history' };
/** Memory of the functions, in gigabytes (lib/constructs/functions.ts). */
export const GB = { evaluate: 0.5, sweep: 0.25, notify: 0.25, tick: 0.5 } as const;

/**
 * Assumed, not measured: what calls take in Lambda. A look makes its calls one after the other, and its function is paid for
 * while it waits. A sweep's reads wait for its budget: two workers share 5 calls a second to one service.
 */
const ASSUMED = {
  dynamoCallMs: 6,
  invocationMs: 20,
  readsMs: { changes: 2 * 50, sweep: 1.5 * 400 },
  logBytes: 1_500,
} as const;

/** A monitor on a recorded account and an embedded DynamoDB, all of whose use is counted. */
export interface Stage {
  readonly monitor: Monitor;
  readonly clock: StoryClock;
  readonly queue: StoryQueue;
  readonly account: ReturnType<typeof recordedAccount>;
  readonly counting: Meter;
  readonly measures: Measures;
  /** The lane that each message waits in. */
  readonly lanes: Map<WorkMessage, Lane>;
  /** Whose news the stream of the state table shows. */
  readonly woken: string[];
  /** Calls of DynamoDB so far. */
  readonly calls: () => number;
  part: Part;
  end(): Promise<void>;
}

export async function setStage(resources: Resources): Promise<Stage> {
  const database = await startEmbeddedDynamo();
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await createTables(client, TABLES);
  const clock = storyClock(START);
  const queue = storyQueue(clock);
  const counting = meter();
  const account = recordedAccount({ version: 1, resources });
  const woken: string[] = [];
  let calls = 0;
  const measures: Measures = {
    add: (name, _value, of) => counting.metric(`${name} ${of}`, clock.now()),
    take: () => [],
  };
  const monitor: Monitor = {
    catalogue: catalogueOf(controls, DEFAULT_SETTINGS, behaviours, [CANARY_ARN]),
    settings: DEFAULT_SETTINGS,
    facts: account,
    store: dynamoStore(client, TABLES, { clock }),
    queue,
    clock,
    home: HOME,
    eyes: {
      rules: () => Promise.resolve({ value: new Map(RULES.map(({ name }) => [name, true])) }),
      write: () => Promise.resolve({ value: true }),
    },
    topic: {
      publish: () => {
        counting.add(stage.part, 'snsPublishes', 1);
        counting.add(stage.part, 'snsEmails', 1);
        counting.keyUse(`${stage.part} topic`, clock.now());
        return Promise.resolve();
      },
    },
    wake: (arn) => Promise.resolve(void woken.push(arn)),
  };
  const lanes = new Map<WorkMessage, Lane>();
  const send: StoryQueue['send'] = (lane, messages, delayMs) => {
    for (const message of messages) lanes.set(message, lane);
    counting.add(stage.part, 'sqsRequests', Math.ceil(messages.length / 10));
    return queue.send(lane, messages, delayMs);
  };
  const stage: Stage = {
    monitor: measured({ ...monitor, queue: { ...queue, send } }, measures),
    clock,
    queue,
    account,
    counting,
    measures,
    lanes,
    woken,
    calls: () => calls,
    part: 'changes',
    end: async () => {
      client.destroy();
      await database.stop();
    },
  };
  meterDynamo(client, (input, reads, writes) => {
    calls += 1;
    counting.add(stage.part, 'dynamoReadUnits', reads);
    counting.add(stage.part, 'dynamoWriteUnits', writes > 0 ? writes + indexUnits(input, writes) : 0);
    counting.keyUse(`${stage.part} ${input.TableName}`, clock.now());
  });
  return stage;
}

/**
 * What a write costs in indexes, as if everything in them changed: `open` holds whole rows, `byControl` a part of them, `untold`
 * keys, written when there is news and once more when it is told.
 */
function indexUnits({ TableName, Item }: Input, units: number): number {
  if (TableName === TABLES.findings) return units + 1;
  return TableName === TABLES.state && Item?.['untoldRoute'] ? 2 : 0;
}

interface Invocation {
  readonly part: Part;
  readonly gb: number;
  /** How much of an invocation it is: a message shares one with the rest of its batch. */
  readonly share?: number;
  readonly readsMs?: number;
}

/** Does the work of a function and counts what its invocation costs. */
export async function invoked(
  stage: Stage,
  { part, gb, share = 1, readsMs = 0 }: Invocation,
  does: () => Promise<unknown>,
): Promise<void> {
  const { counting, calls } = stage;
  const before = calls();
  stage.part = part;
  await does();
  const ms = ASSUMED.invocationMs * share + (calls() - before) * ASSUMED.dynamoCallMs + readsMs;
  counting.add(part, 'lambdaRequests', share);
  counting.add(part, 'lambdaGbSeconds', (gb * ms) / 1_000);
  counting.add(part, 'logGb', (ASSUMED.logBytes * share) / 1e9);
}

/** Handles one message of a lane, and tells what it left to tell. */
export async function work(stage: Stage, message: WorkMessage, lane: Lane): Promise<void> {
  const { monitor, clock, counting, measures, woken } = stage;
  // A sweep's batches are full, a change comes alone.
  const share = lane === 'sweep' ? 0.1 : 1;
  const invocation = { part: lane, gb: GB.evaluate, share, readsMs: ASSUMED.readsMs[lane] };
  await invoked(stage, invocation, async () => {
    counting.add(lane, 'sqsRequests', 2 * share);
    const begun = clock.now();
    measureHandled(await handle(message, monitor), begun, measures);
  });
  for (const arn of woken.splice(0))
    await invoked(stage, { part: 'telling', gb: GB.notify }, () => tell(arn, monitor));
  clock.goTo(after(clock.now(), 1));
}

/** Does all that is due up to a moment. */
export async function passTime(stage: Stage, until: Instant): Promise<void> {
  const { clock, queue, lanes } = stage;
  for (;;) {
    const message = queue.take();
    if (message) {
      await work(stage, message, lanes.get(message) ?? 'changes');
      lanes.delete(message);
      continue;
    }
    const due = queue.nextDue();
    if (due === undefined || due > until) break;
    clock.goTo(due);
  }
  clock.goTo(until);
}

/** The event of the canary, as EventBridge brings it: what a tick writes comes back once. */
export async function canary(stage: Stage): Promise<void> {
  const { clock, counting } = stage;
  counting.add('changes', 'sqsRequests', 1);
  const envelope = {
    eventSource: 'events.amazonaws.com',
    eventName: 'TagResource',
    eventTime: clock.now(),
    awsRegion: HOME.region,
    recipientAccountId: HOME.account,
    requestParameters: { resourceARN: CANARY_ARN },
  };
  await work(stage, { kind: 'event', envelope }, 'changes');
}
