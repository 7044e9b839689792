import type { Arn } from '#domain/arn.ts';
import type { AnyBehaviour } from '#domain/behaviour.ts';
import type { AnyControl } from '#domain/control.ts';
import { NO_HEAD } from '#domain/event.ts';
import type { FindingRow } from '#domain/finding.ts';
import { after, type Instant, roundUp } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import { type Place, placeOf, RESOURCE_TYPES } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import type { WorkMessage } from '#domain/work.ts';
import { catalogueOf } from './catalogue.ts';
import { type Handled, handle } from './handle.ts';
import { takeInventory } from './inventory.ts';
import type { Monitor } from './monitor.ts';
import { putAside } from './put-aside.ts';
import { routeAll } from './route.ts';
import { nextDue } from './schedule.ts';
import { type StoryClock, type StoryQueue, storyClock, storyQueue } from './story-time.ts';
import { startSweep } from './sweep-run.ts';
import { tell } from './tell.ts';
import { keepHouse } from './tick.ts';

/** One line of a story: an event, a change of the account before the next event, a sweep, or words for the reader. */
export type StoryLine =
  | { readonly event: unknown }
  | { readonly account: Readonly<Record<Arn, unknown>> }
  | { readonly sweep: true }
  | { readonly say: string }
  | { readonly malformed: string };

/** An account whose resources a story changes; one without `apply` stays as it is. */
export interface StoryAccount extends FactSource {
  apply?(changes: Readonly<Record<Arn, unknown>>): void;
}

export interface Story {
  readonly lines: readonly StoryLine[];
  readonly account: StoryAccount;
  readonly settings: Settings;
  readonly controls: readonly AnyControl[];
  /** Absent: none is judged. */
  readonly behaviours?: readonly AnyBehaviour[];
  readonly store: Store;
  /** Is told of everything as it happens. */
  readonly observe?: StoryObserver;
}

export interface StoryObserver {
  readonly line?: (line: StoryLine, now: Instant) => void | Promise<void>;
  readonly handled?: (handled: Handled, now: Instant) => void | Promise<void>;
  readonly message?: (message: OutboundMessage, now: Instant) => void | Promise<void>;
}

export interface StoryEnd {
  readonly findings: readonly FindingRow[];
  readonly messages: readonly OutboundMessage[];
  readonly deadLetters: readonly { readonly reason: string }[];
}

/** What handling a message takes. */
const WORK_MS = 1;
const TICK_MS = 300_000;
/** CloudTrail's times have whole seconds: what happened at :07 is over at :08. */
const ARRIVES_AFTER_MS = 1000;
/** After its last event a story goes on until all is told, but no longer than this. */
const EPILOGUE_MS = 3 * 86_400_000;

/** Plays a story the whole way of a change, in its own time: the clock jumps to the next event or due message. */
export async function playStory(story: Story): Promise<StoryEnd> {
  const messages: OutboundMessage[] = [];
  const stage = await setStage(story, messages);
  const { clock } = stage;
  await takeInventory(stage.monitor);
  clock.goTo(after(clock.now(), WORK_MS));
  // What happens to the account, and words about it, belong to the next event: they wait for its time.
  let held: StoryLine[] = [];
  for (const line of story.lines) {
    if ('account' in line || 'say' in line) held.push(line);
    else {
      await passTime(stage, arrival(line, stage.monitor));
      for (const each of [...held, line]) await play(each, stage, story);
      held = [];
    }
  }
  await passTime(stage, undefined);
  for (const each of held) await play(each, stage, story);
  await passTime(stage, after(clock.now(), EPILOGUE_MS));
  return {
    findings: await allFindings(story.store),
    messages,
    deadLetters: stage.queue.buried.map(({ reason }) => ({ reason })),
  };
}

interface Stage {
  readonly monitor: Monitor;
  readonly clock: StoryClock;
  readonly queue: StoryQueue;
  /** Resources with something to tell, as a stream would say it: after the look that wrote it. */
  readonly woken: Arn[];
  readonly observe: StoryObserver | undefined;
}

async function setStage(
  { lines, account, settings, controls, behaviours = [], store, observe }: Story,
  messages: OutboundMessage[],
): Promise<Stage> {
  const catalogue = catalogueOf(controls, settings, behaviours);
  const heads = lines.flatMap((line) => ('event' in line ? routeAll(line.event, catalogue.witness) : []));
  const first = heads.flatMap((routing) => (routing.kind === 'changes' ? [routing] : []))[0];
  const clock = storyClock(first?.change.eventTime ?? '1970-01-01T00:00:00.000Z');
  const queue = storyQueue(clock);
  const woken: Arn[] = [];
  const place = first ? first.head : await placeIn(account);
  const monitor: Monitor = {
    catalogue,
    settings,
    facts: account,
    store,
    queue,
    clock,
    home: { account: place?.account ?? '', region: place?.region ?? '' },
    topic: {
      publish: async (message) => {
        messages.push(message);
        await observe?.message?.(message, clock.now());
      },
    },
    wake: (arn) => {
      woken.push(arn);
      return Promise.resolve();
    },
  };
  return { monitor, clock, queue, woken, observe };
}

/** Where an account is, by its first resource: a story may begin with a sweep. */
async function placeIn(account: FactSource): Promise<Place | undefined> {
  for (const type of RESOURCE_TYPES) {
    const [arn] = (await account.list(type, undefined)).items;
    if (arn !== undefined) return placeOf(arn);
  }
  return undefined;
}

/** When a line takes place: an event when CloudTrail says so, all else at once. */
function arrival(line: StoryLine, { catalogue }: Monitor): Instant | undefined {
  if (!('event' in line)) return undefined;
  const times = routeAll(line.event, catalogue.witness).flatMap((routing) =>
    routing.kind === 'changes' ? [routing.change.eventTime] : [],
  );
  const [time] = times.toSorted().slice(-1);
  return time === undefined ? undefined : after(time, ARRIVES_AFTER_MS);
}

async function play(line: StoryLine, stage: Stage, { account, observe }: Story): Promise<void> {
  const { monitor, clock } = stage;
  await observe?.line?.(line, clock.now());
  if ('account' in line) account.apply?.(line.account);
  if ('event' in line) await work({ kind: 'event', envelope: line.event }, stage);
  if ('malformed' in line) await putAside(NO_HEAD, line.malformed, monitor);
  if ('sweep' in line) await startSweep(monitor);
}

/** Handles one message; that takes a moment, as it does in life: no two looks begin at the same time. */
async function work(message: WorkMessage, { monitor, clock, woken, observe }: Stage): Promise<void> {
  const handled = await handle(message, monitor);
  await observe?.handled?.(handled, clock.now());
  for (const arn of woken.splice(0)) await tell(arn, monitor);
  clock.goTo(after(clock.now(), WORK_MS));
}

/** Does all that is due up to a moment, jumping from one due thing to the next; then the clock stands there, or where the last was. */
async function passTime(stage: Stage, until: Instant | undefined): Promise<void> {
  const { clock, queue, monitor } = stage;
  const end = until ?? clock.now();
  for (;;) {
    const message = queue.take();
    if (message) {
      await work(message, stage);
      continue;
    }
    const housework = await nextHousework(stage);
    const [next] = [queue.nextDue(), housework]
      .filter((each): each is Instant => each !== undefined)
      .toSorted();
    if (next === undefined || next > end) break;
    clock.goTo(next);
    if (next === housework) await keepHouse(monitor);
  }
  if (until !== undefined && isLine(until, stage)) clock.goTo(until);
}

/** Whether a moment is that of a line, not the end of the epilogue. */
const isLine = (until: Instant, { clock }: Stage): boolean => after(clock.now(), EPILOGUE_MS) > until;

/** The next tick that has something to do; undefined while nothing is untold and no suppression ends. */
async function nextHousework({ monitor, clock }: Stage): Promise<Instant | undefined> {
  const { store, settings } = monitor;
  const tick = roundUp(after(clock.now(), 1), TICK_MS);
  const immediate = await store.untold('immediate');
  if (immediate.items.length > 0) return tick;
  const digest = await store.untold('digest');
  if (digest.items.length === 0) return undefined;
  const first = (await store.note('digest')) === undefined;
  return first ? tick : roundUp(nextDue(clock.now(), settings.digest), TICK_MS);
}

async function allFindings(store: Store): Promise<readonly FindingRow[]> {
  const rows: FindingRow[] = [];
  let page: string | undefined;
  do {
    const answer = await store.findings(page);
    rows.push(...answer.items);
    page = answer.next;
  } while (page !== undefined);
  return rows.toSorted((a, b) =>
    `${a.resourceArn} ${a.controlId}` < `${b.resourceArn} ${b.controlId}` ? -1 : 1,
  );
}
