import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import type { FindingRow } from '#domain/finding.ts';
import { after, between, type Instant } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import type { ResourceState } from '#domain/state.ts';
import type { WorkMessage } from '#domain/work.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { CLAIM_MS } from '#monitor/claim.ts';
import { handle } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { tell } from '#monitor/tell.ts';
import { keepHouse } from '#monitor/tick.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { type Account, asPermitted, type Deed, EMPTY, PLACE, perform, stamped } from './world.ts';

/** Decides everything that chance decides: a stream of non-negative numbers. */
export type Chance = () => number;

class Crash extends Error {}
const WRITES = new Set([
  'putState',
  'putEdge',
  'endEdge',
  'putFinding',
  'putHistory',
  'putNote',
  'count',
  'send',
  'publish',
]);
const START: Instant = '2026-04-14T08:00:00.000Z';

export interface SimulationOptions {
  /** Whether some events never arrive; then only a sweep finds what they told of. */
  readonly losses?: boolean;
  readonly settings?: Settings;
}

/** One simulated life: several workers take turns at every call they make to the outside. */
export class Simulation {
  readonly store: Store;
  readonly published: OutboundMessage[] = [];
  readonly monitor: Monitor;
  /** Workers that died, and tellers that took longer than their claim: then a message may come twice. */
  crashes = 0;
  stalls = 0;
  #now = START;
  #history: { at: Instant; source: FactSource }[] = [];
  #account: Account = EMPTY;
  #queue: { due: Instant; message: WorkMessage }[] = [];
  #wakes: Arn[] = [];
  #gates: (() => void)[] = [];
  #workers = 0;
  #events = 0;
  #rough = true;
  readonly #chance: Chance;
  readonly #losses: boolean;

  constructor(chance: Chance, { losses = true, settings = DEFAULT_SETTINGS }: SimulationOptions = {}) {
    this.#chance = chance;
    this.#losses = losses;
    const clock = { now: () => this.#now };
    this.store = this.#gated(memoryStore({ clock }));
    this.#remember();
    this.monitor = {
      catalogue: catalogueOf(controls, settings),
      settings,
      clock,
      store: this.store,
      facts: this.#gated(this.#facts()),
      queue: this.#gated({
        send: this.#send,
        bury: () => Promise.reject(new Error('nothing here is malformed')),
      }),
      topic: this.#gated({
        publish: (message: OutboundMessage) => Promise.resolve(void this.published.push(message)),
      }),
      wake: (arn) => Promise.resolve(void this.#wakes.push(arn)),
      home: { account: PLACE.account, region: PLACE.region },
    };
  }

  /** Lets the monitor see the account as it is at first, by a sweep. */
  async begin(): Promise<void> {
    await this.#alone(() => startSweep(this.monitor));
    this.#rough = false;
    await this.#drain();
    this.#rough = true;
    this.#now = after(this.#now, 1);
  }

  /** Lives through deeds amid crashes, duplicates, losses, throttles and stale reads. */
  async live(deeds: readonly Deed[]): Promise<void> {
    let left = deeds;
    for (let step = 0; step < 60 * deeds.length && (left.length > 0 || step < 40 * deeds.length); step += 1) {
      const die = this.#chance() % 16;
      if (die < 2) this.#now = after(this.#now, this.#chance() % 20_000);
      else if (die === 2 && left[0]) {
        this.#perform(left[0]);
        left = left.slice(1);
      } else if (die < 6) this.#startWorker();
      else if (die === 6) this.#startTeller();
      else if (die === 7 && this.#chance() % 8 === 0)
        this.#run(
          () => keepHouse(this.monitor),
          () => {},
        );
      else this.#release();
      await settled();
    }
    for (const deed of left) this.#perform(deed);
  }

  /** Lets everything under way end undisturbed, sweeps if events were lost, waits out deletions and digests. */
  async calmDown(): Promise<void> {
    this.#rough = false;
    await this.#drain();
    this.#now = after(this.#now, 3_600_000);
    if (this.#losses) {
      await this.#alone(() => startSweep(this.monitor));
      await this.#drain();
    }
    for (let day = 0; day < 3; day += 1) {
      this.#now = after(this.#now, 25 * 3_600_000 * Math.min(day, 1) + 400_000);
      await this.#alone(() => keepHouse(this.monitor));
      await this.#drain();
    }
  }

  /** One clean pass over the same final account, by a monitor without a past. */
  async cleanPass(): Promise<Simulation> {
    const clean = new Simulation(() => 1, { settings: this.monitor.settings });
    clean.#rough = false;
    clean.#account = this.#account;
    clean.#now = this.#now;
    clean.#history = [];
    clean.#remember();
    await clean.#alone(() => startSweep(clean.monitor));
    await clean.#drain();
    // What the account refuses to say of who uses what is known with the end of the sweep.
    await clean.#alone(() => keepHouse(clean.monitor));
    await clean.#drain();
    return clean;
  }

  async states(): Promise<readonly ResourceState[]> {
    return all((page) => this.#alone(() => this.store.states(page)));
  }

  async findings(): Promise<readonly FindingRow[]> {
    return all((page) => this.#alone(() => this.store.findings(page)));
  }

  #remember(): void {
    const source = recordedAccount({ version: 1, resources: this.#account });
    this.#history.push({ at: this.#now, source: asPermitted(source, this.#account) });
  }

  #perform(deed: Deed): void {
    const done = perform(deed, this.#account);
    if (!done) return;
    this.#now = after(this.#now, 1 + (this.#chance() % 3000));
    this.#account = done.account;
    this.#remember();
    if (!done.record) return;
    this.#events += 1;
    const event = stamped(done.record, `event-${this.#events}`, this.#now);
    const copies = [1, 1, 1, 1, 2, this.#losses ? 0 : 1][this.#chance() % 6] ?? 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const due = after(this.#now, this.#chance() % (copy === 0 ? 5000 : 120_000));
      this.#queue.push({ due, message: { kind: 'event', envelope: event } });
    }
  }

  /** Reads may show the account as it was up to 14 seconds ago, or be throttled. */
  #facts(): FactSource {
    const seen = (): FactSource => {
      const lag = this.#rough ? [0, 0, 0, 5000, 14_000][this.#chance() % 5] : 0;
      const moment = after(this.#now, -(lag ?? 0));
      const past = this.#history.filter(({ at }) => at <= moment).at(-1) ?? this.#history[0];
      if (!past) throw new Error('no account');
      return past.source;
    };
    return {
      read: (fact, resource, context) =>
        this.#rough && this.#chance() % 12 === 0
          ? Promise.resolve({ unavailable: 'throttled', what: fact })
          : seen().read(fact, resource, context),
      list: (type, page) => seen().list(type, page),
    };
  }

  readonly #send = (_lane: string, messages: readonly WorkMessage[], delayMs = 0): Promise<void> => {
    for (const message of messages) {
      this.#queue.push({ due: after(this.#now, delayMs), message });
      if (this.#rough && this.#chance() % 10 === 0)
        this.#queue.push({ due: after(this.#now, delayMs + 30_000), message });
    }
    return Promise.resolve();
  };

  /** Every call waits for its turn; after a write the worker may die. */
  #gated<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          if (this.#rough) await new Promise<void>((go) => this.#gates.push(go));
          const answer: unknown = await Reflect.apply(method, target, args);
          if (this.#rough && WRITES.has(String(name)) && this.#chance() % 40 === 0) throw new Crash();
          return answer;
        };
      },
    });
  }

  #startWorker(): void {
    if (this.#workers >= 4) return;
    const due = this.#queue.filter((each) => each.due <= this.#now);
    const item = due[this.#chance() % Math.max(due.length, 1)];
    if (!item) return;
    this.#queue.splice(this.#queue.indexOf(item), 1);
    this.#run(
      () => handle(item.message, this.monitor),
      () => this.#queue.push({ due: after(this.#now, 30_000), message: item.message }),
    );
  }

  #startTeller(): void {
    const arn = this.#wakes.shift();
    if (arn === undefined || this.#chance() % 6 === 0) return;
    this.#run(
      () => tell(arn, this.monitor),
      () => {},
    );
  }

  #run(work: () => Promise<unknown>, onCrash: () => void): void {
    this.#workers += 1;
    const began = this.#now;
    void work()
      .catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
        this.crashes += 1;
        onCrash();
      })
      .finally(() => {
        if (between(began, this.#now) >= CLAIM_MS) this.stalls += 1;
        this.#workers -= 1;
      });
  }

  #release(): void {
    const [gate] = this.#gates.splice(this.#chance() % Math.max(this.#gates.length, 1), 1);
    gate?.();
  }

  async #alone<R>(work: () => Promise<R>): Promise<R> {
    const rough = this.#rough;
    this.#rough = false;
    const answer = await work();
    this.#rough = rough;
    return answer;
  }

  async #drain(): Promise<void> {
    while (this.#gates.length > 0 || this.#workers > 0) {
      this.#release();
      await settled();
    }
    for (let handled = 0; ; handled += 1) {
      if (handled > 5000)
        throw new Error(
          `no end of work: ${JSON.stringify(this.#queue.slice(0, 3))} ${this.#wakes.slice(0, 3).join(' ')}`,
        );
      const next = this.#queue.toSorted((a, b) => between(b.due, a.due))[0];
      const arn = this.#wakes.shift();
      if (arn !== undefined) await tell(arn, this.monitor);
      else if (next) {
        this.#queue.splice(this.#queue.indexOf(next), 1);
        if (next.due > this.#now) this.#now = next.due;
        await handle(next.message, this.monitor);
        this.#now = after(this.#now, 1);
      } else return;
    }
  }
}

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

async function all<T>(
  list: (page: string | undefined) => Promise<{ items: readonly T[]; next?: string }>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let page: string | undefined;
  do {
    const answer = await list(page);
    items.push(...answer.items);
    page = answer.next;
  } while (page !== undefined);
  return items;
}
