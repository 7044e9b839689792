/**
 * How fast the pure parts are, as ratios against work of a known kind done beside them in the same run (parsing and
 * writing the same JSON), and how much memory 10,000 resources take. Prints; judges nothing.
 */
import { performance } from 'node:perf_hooks';
import { controls } from '#controls/index.ts';
import { assembleFamily } from '#domain/family.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { catalogueOf } from '#monitor/catalogue.ts';
import { handle } from '#monitor/handle.ts';
import { judge } from '#monitor/judge.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { routeAll } from '#monitor/route.ts';
import { storyClock, storyQueue } from '#monitor/story-time.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { accountOf, event, FAMILY, REVISION, rawDefinition } from './core-data.ts';

const NOW = '2026-04-14T08:00:00.000Z';

/** Times a second that `work` is done, measured over about `ms`. */
function perSecond(work: () => unknown, ms = 1500): number {
  for (let warm = 0; warm < 200; warm += 1) work();
  const start = performance.now();
  let times = 0;
  while (performance.now() - start < ms) {
    for (let n = 0; n < 50; n += 1) work();
    times += 50;
  }
  return (times / (performance.now() - start)) * 1000;
}

function say(what: string, rate: number, each: number, beside: number, besideName: string): void {
  const ratio = (rate * each) / beside;
  console.log(
    `${what.padEnd(28)} ${Math.round(rate * each)
      .toLocaleString('en')
      .padStart(12)} /s   ${ratio.toFixed(2)} × ${besideName}`,
  );
}

function benchControls(): void {
  const catalogue = catalogueOf(controls, DEFAULT_SETTINGS);
  const description = toTaskDefinition(rawDefinition(10));
  const family = assembleFamily(FAMILY, REVISION, new Map([[REVISION, description]]), [], NOW);
  if (!family) throw new Error('no family');
  const gathered = {
    observedAt: NOW,
    presence: 'present',
    facts: { family, pullThroughCache: { 'eu-west-1': [] } },
    unavailable: {},
  } as const;
  const resource = { type: 'AWS::ECS::TaskDefinition', arn: FAMILY } as const;
  const text = JSON.stringify(rawDefinition(10));
  const beside = perSecond(() => JSON.parse(text) as unknown);
  const rate = perSecond(() => judge(resource, gathered, [], DEFAULT_SETTINGS, catalogue));
  say(
    'controls judged',
    rate,
    catalogue.of('AWS::ECS::TaskDefinition').length,
    beside,
    'JSON.parse of the same definition (10 containers)',
  );
}

function benchRouting(): void {
  const text = JSON.stringify(event);
  const beside = perSecond(() => JSON.parse(text) as unknown);
  say(
    'events routed',
    perSecond(() => routeAll(event)),
    1,
    beside,
    'JSON.parse of the same event',
  );
}

/** A whole sweep over an account, in memory: resources a second and what is held afterwards. */
async function benchSweep(resources: number): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const clock = storyClock(NOW);
  const queue = storyQueue(clock);
  const store = memoryStore({ clock });
  const monitor: Monitor = {
    catalogue: catalogueOf(controls, DEFAULT_SETTINGS),
    settings: DEFAULT_SETTINGS,
    facts: recordedAccount({ version: 1, resources: accountOf(resources) }),
    store,
    queue,
    clock,
    topic: { publish: () => Promise.resolve() },
    wake: () => Promise.resolve(),
    home: { account: '123456789012', region: 'eu-west-1' },
  };
  const start = performance.now();
  await startSweep(monitor);
  for (let due = queue.nextDue(); due !== undefined; due = queue.nextDue()) {
    clock.goTo(due);
    const message = queue.take();
    if (message) await handle(message, monitor);
  }
  const seconds = (performance.now() - start) / 1000;
  globalThis.gc?.();
  const held = (process.memoryUsage().heapUsed - before) / 1024 / 1024;
  console.log(
    `${'sweep'.padEnd(28)} ${resources.toLocaleString('en')} resources in ${seconds.toFixed(1)} s; ${held.toFixed(0)} MiB held (account, states, rows), ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`,
  );
}

export async function core(): Promise<void> {
  benchControls();
  benchRouting();
  await benchSweep(10_000);
}
