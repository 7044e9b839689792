import { readFileSync } from 'node:fs';
import { behaviours, controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import type { FindingRow } from '#domain/finding.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { Own } from '#domain/own.ts';
import type { EventHistory } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { WorkMessage } from '#domain/work.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { handle } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { type StoryClock, type StoryQueue, storyClock, storyQueue } from '#monitor/story-time.ts';
import { tell } from '#monitor/tell.ts';
import { seenFrom } from '#monitor/timing.ts';
import { type RecordedAccount, recordedAccount } from '#recorded/account.ts';
import { type AccountFile, parseAccount } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const BEGIN: Instant = '2026-04-14T08:00:00.000Z';

/** The real controls over a recorded account. */
export interface RecordedMonitor extends Monitor {
  readonly facts: RecordedAccount;
  readonly clock: StoryClock;
  readonly queue: StoryQueue;
  readonly sent: readonly OutboundMessage[];
  /** Handles what is due by now; each message takes a millisecond. */
  run(): Promise<void>;
  /** Lets time pass, handling what falls due on the way. */
  pass(ms: number): Promise<void>;
  /** Looks at a resource because of a change of now that can alter all of its facts; nothing that follows is handled. */
  change(arn: Arn, eventId: string): Promise<void>;
  rows(): Promise<readonly FindingRow[]>;
}

export function exampleAccount(): AccountFile {
  const parsed = parseAccount(readFileSync(new URL('../../examples/account.json', import.meta.url), 'utf8'));
  if (!('account' in parsed)) throw new Error('the example account cannot be read');
  return parsed.account;
}

/** `seen` may stand between the account and the monitor; `own` is what a deployment is made of, `history` what CloudTrail remembers. */
export function recordedMonitor(
  account: AccountFile = exampleAccount(),
  seen: (facts: RecordedAccount) => RecordedAccount = (facts) => facts,
  { own = [], history }: { readonly own?: Own; readonly history?: EventHistory } = {},
): RecordedMonitor {
  const clock = storyClock(BEGIN);
  const queue = storyQueue(clock);
  const sent: OutboundMessage[] = [];
  const work = async (message: WorkMessage): Promise<void> => {
    await handle(message, monitor);
    clock.goTo(after(clock.now(), 1));
  };
  const monitor: RecordedMonitor = {
    catalogue: catalogueOf(controls, DEFAULT_SETTINGS, behaviours, own),
    settings: DEFAULT_SETTINGS,
    facts: seen(recordedAccount(account)),
    store: memoryStore({ clock }),
    queue,
    clock,
    sent,
    topic: { publish: (message) => Promise.resolve(void sent.push(message)) },
    wake: async (arn) => {
      await tell(arn, monitor);
    },
    ...(history && { history }),
    home: { account: '123456789012', region: 'eu-west-1' },
    run: async () => {
      for (let next = queue.take(); next; next = queue.take()) await work(next);
    },
    pass: async (ms) => {
      const end = after(clock.now(), ms);
      await monitor.run();
      for (let due = queue.nextDue(); due !== undefined && due <= end; due = queue.nextDue()) {
        clock.goTo(due);
        await monitor.run();
      }
      clock.goTo(end);
    },
    change: async (arn, eventId) => {
      const resource = resourceOf(arn);
      if (!resource) throw new Error(arn);
      const eventTime = clock.now();
      const change = { eventId, eventName: 'Update', eventTime };
      clock.goTo(after(eventTime, 1000));
      await work({
        kind: 'look',
        resource,
        cause: 'change',
        seenFrom: seenFrom(eventTime, { resource }, monitor),
        eventTime,
        hop: 0,
        attempt: 0,
        alters: monitor.catalogue.factsOf(resource.type),
        change,
      });
    },
    rows: async () => {
      const rows: FindingRow[] = [];
      let page: string | undefined;
      do {
        const answer = await monitor.store.findings(page);
        rows.push(...answer.items);
        page = answer.next;
      } while (page !== undefined);
      return rows;
    },
  };
  return monitor;
}
