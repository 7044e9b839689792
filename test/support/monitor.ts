import type { Arn } from '#domain/arn.ts';
import type { AnyControl } from '#domain/control.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, type Reason } from '#domain/evaluation.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import type { Repository } from '#domain/repository.ts';
import { repositoryArn, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import type { LookMessage, WorkMessage } from '#domain/work.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { handle } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { type StoryClock, type StoryQueue, storyClock, storyQueue } from '#monitor/story-time.ts';
import { tell } from '#monitor/tell.ts';
import { seenFrom } from '#monitor/timing.ts';
import { memoryStore } from '#recorded/memory-store.ts';

export const START: Instant = '2026-04-14T08:00:00.000Z';
const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
export const repo = (name: string): Arn => repositoryArn(PLACE, name);

/** Faults that a made-up repository has, by control: what its only fact says. */
type Faults = Readonly<Record<string, readonly Reason[] | Evaluation>>;

/** A made-up control over repositories: it fails with the faults that the account gives the repository under its id. */
export const faultControl = (
  id: string,
  severity: Severity,
  more: Partial<Pick<AnyControl, 'version' | 'title' | 'parameters'>> = {},
): AnyControl =>
  defineControl({
    id,
    title: `title of ${id}`,
    guidance: ['CMP-1'],
    severity,
    version: 1,
    resourceType: 'AWS::ECR::Repository',
    facts: ['repository'],
    parameters: [],
    why: 'Because it is a fault. More words.',
    blindSpots: [],
    remediation: { text: 'Mend it.', cli: 'aws ecr mend', cloudFormation: '' },
    mappings: [],
    references: [],
    ...more,
    evaluate: ({ repository }): Evaluation => {
      const faults = (JSON.parse(repository.tags['faults'] ?? '{}') as Faults)[id] ?? [];
      return 'status' in faults ? faults : failedIf(faults);
    },
  });

export const fault = (subject = '-', more: Partial<Reason> = {}): Reason => ({
  code: 'fault',
  subject,
  message: `fault of ${subject}`,
  ...more,
});

/** An account of repositories with faults; `reads` counts, `answer` may stand in for a reading. */
interface FaultAccount extends FactSource {
  set(name: string, faults: Faults | undefined): void;
  denied: Set<string>;
  throttled: Set<string>;
  reads: number;
}

function faultAccount(): FaultAccount {
  const repositories = new Map<Arn, Repository>();
  const account: FaultAccount = {
    denied: new Set(),
    throttled: new Set(),
    reads: 0,
    set(name, faults) {
      const arn = repo(name);
      if (faults)
        repositories.set(arn, {
          arn,
          name,
          tagMutability: 'IMMUTABLE',
          exclusionFilters: [],
          encryption: undefined,
          tags: { faults: JSON.stringify(faults), owner: 'team-a' },
        });
      else repositories.delete(arn);
    },
    read: (async (_fact: string, { arn }: { arn: Arn }) => {
      account.reads += 1;
      if (account.denied.has(arn)) return { unavailable: 'denied', what: 'ecr:DescribeRepositories' };
      if (account.throttled.has(arn)) return { unavailable: 'throttled', what: 'ecr:DescribeRepositories' };
      const value = repositories.get(arn);
      return value ? { value } : { missing: true };
    }) as FactSource['read'],
    list: async (type) => ({ items: type === 'AWS::ECR::Repository' ? [...repositories.keys()] : [] }),
  };
  return account;
}

export interface TestMonitor extends Monitor {
  readonly facts: FaultAccount;
  readonly clock: StoryClock;
  readonly queue: StoryQueue;
  readonly sent: OutboundMessage[];
  /** Handles all that is due by now. */
  run(): Promise<void>;
  /** Lets time pass, handling what falls due on the way. */
  pass(ms: number): Promise<void>;
  /** Looks at a repository because of an event of now. */
  change(name: string, more?: Partial<LookMessage>): Promise<void>;
}

export function testMonitor(
  controls: readonly AnyControl[],
  {
    settings = DEFAULT_SETTINGS,
    store,
    from,
  }: { settings?: Settings; store?: Store; from?: TestMonitor } = {},
): TestMonitor {
  const clock = from?.clock ?? storyClock(START);
  const queue = storyQueue(clock);
  const sent: OutboundMessage[] = from?.sent ?? [];
  let events = 0;
  const handleAll = async (): Promise<void> => {
    for (let message: WorkMessage | undefined = queue.take(); message; message = queue.take())
      await handle(message, monitor);
  };
  const monitor: TestMonitor = {
    catalogue: catalogueOf(controls, settings),
    settings,
    facts: from?.facts ?? faultAccount(),
    store: store ?? from?.store ?? memoryStore({ clock }),
    queue,
    clock,
    sent,
    topic: { publish: (message) => Promise.resolve(void sent.push(message)) },
    wake: async (arn) => {
      await tell(arn, monitor);
    },
    home: { account: PLACE.account, region: PLACE.region },
    run: handleAll,
    pass: async (ms) => {
      const end = after(clock.now(), ms);
      await handleAll();
      for (let due = queue.nextDue(); due !== undefined && due <= end; due = queue.nextDue()) {
        clock.goTo(due);
        await handleAll();
      }
      clock.goTo(end);
    },
    change: async (name, more = {}) => {
      events += 1;
      const eventTime = clock.now();
      const resource = resourceOf(repo(name));
      if (!resource) throw new Error(name);
      const change = {
        eventId: `e-${sent.length}-${events}-${eventTime}`,
        eventName: 'PutImageTagMutability',
        eventTime,
        actor: { principal: 'arn:aws:iam::123456789012:role/deploy' },
      };
      clock.goTo(after(eventTime, 1000));
      const message: LookMessage = {
        kind: 'look',
        resource,
        cause: 'change',
        seenFrom: seenFrom(eventTime, { resource }, monitor),
        eventTime,
        hop: 0,
        attempt: 0,
        alters: ['repository'],
        change,
        ...more,
      };
      await handle(message, monitor);
      await handleAll();
    },
  };
  return monitor;
}

/** What a message tells, shortly: `HIGH opened a, opened b`. */
export const gist = ({ body, attributes }: OutboundMessage): string => {
  const parts = (body['parts'] ?? body['lines'] ?? []) as readonly {
    transition: string;
    controlId: string;
  }[];
  return `${attributes.kind} ${attributes.severity} ${parts.map(({ transition, controlId }) => `${transition} ${controlId}`).join(', ')}`;
};
