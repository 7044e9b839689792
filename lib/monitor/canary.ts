import { judgedCalls } from '#domain/behaviour.ts';
import type { Canary } from '#domain/canary.ts';
import { type Forwarding, watchedRegions } from '#domain/forwarding.ts';
import { after, between, type Instant, toInstant } from '#domain/instant.ts';
import { text } from '#domain/json.ts';
import type { Eyes, Store } from '#domain/ports.ts';
import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Monitor } from './monitor.ts';
import { startSweep } from './sweep-run.ts';

/** A digest tells the difference to the one before: the sums must outlive every digest. */
const KEEP_MS = 400 * 86_400_000;
/** Regions whose eyes open within this time are seen to by one sweep. */
const ONE_SWEEP_MS = 600_000;

/** What is remembered of a region's canary: by the tick when it was written, or why it was not; by the evaluator when it came back. */
export const writtenNote = (region: string): string => `canary-written ${region}`;
export const seenNote = (region: string): string => `canary-seen ${region}`;

/** The regions whose events must come, and by which rules. */
const regionsOf = ({ home, settings, catalogue }: Monitor): readonly Forwarding[] =>
  watchedRegions(home.region, settings.regions, judgedCalls(catalogue.behaviours, settings));

/**
 * Writes the canary of each region whose rules are all there and enabled. One that is not written cannot come back:
 * so silence means that something on the way is not as it should be, and an alarm speaks for it.
 */
export async function writeCanaries(monitor: Monitor): Promise<void> {
  const { eyes } = monitor;
  if (!eyes) return;
  await Promise.all(regionsOf(monitor).map((forwarding) => writeCanary(forwarding, eyes, monitor)));
}

async function writeCanary(
  { region, rules }: Forwarding,
  eyes: Eyes,
  { store, clock }: Pick<Monitor, 'store' | 'clock'>,
): Promise<void> {
  const at = clock.now();
  const why =
    (await rulesFault(
      rules.map(({ name }) => name),
      region,
      eyes,
    )) ?? (await fault(eyes.write(region)));
  if (why === undefined) await counter('canaries-written', 1, store, at);
  await store.putNote(writtenNote(region), { at, ...(why !== undefined && { why }) });
}

/** What is wrong with a region's rules, in words; undefined: nothing is, or nobody may tell. */
async function rulesFault(names: readonly string[], region: string, eyes: Eyes): Promise<string | undefined> {
  const found = await eyes.rules(region);
  if (isUnavailable(found)) return `the rules could not be read: ${sayUnavailable(found)}`;
  const states = isMissing(found) ? new Map<string, boolean>() : found.value;
  const gone = names.filter((name) => !states.has(name));
  if (gone.length > 0) return `rules are gone: ${some(gone)}`;
  const disabled = names.filter((name) => states.get(name) === false);
  return disabled.length > 0 ? `rules are disabled: ${some(disabled)}` : undefined;
}

const some = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

async function fault(written: ReturnType<Eyes['write']>): Promise<string | undefined> {
  const answer = await written;
  if (isUnavailable(answer)) return `it could not be written: ${sayUnavailable(answer)}`;
  return isMissing(answer) ? 'it could not be written: the rule is gone' : undefined;
}

/** A canary came back: events of its region come through. After too long a silence a sweep covers what was missed. */
export async function seeCanary({ region, at }: Canary, monitor: Monitor): Promise<void> {
  const { store, clock, settings } = monitor;
  const writtenAt = toInstant(at);
  if (writtenAt === undefined) return;
  const before = text(await store.note(seenNote(region)), 'at');
  // Delivered twice, or overtaken by a later one.
  if (before !== undefined && before >= writtenAt) return;
  await store.putNote(seenNote(region), { at: writtenAt });
  await counter('canaries-seen', 1, store, clock.now());
  const silence = before === undefined ? 0 : between(before, writtenAt);
  if (silence <= settings.timing.blindMs) return;
  await counter('blind-ms', silence, store, clock.now());
  await eyesOpen(monitor);
}

/** Starts one sweep for all regions that begin to see at about the same time. */
async function eyesOpen(monitor: Monitor): Promise<void> {
  const { store, clock } = monitor;
  const window = Math.floor(Date.parse(clock.now()) / ONE_SWEEP_MS);
  const first = await store.count(`eyes-open ${window}`, 1, after(clock.now(), 2 * ONE_SWEEP_MS));
  if (first === 1) await startSweep(monitor);
}

/** Canaries written and seen and the time of silence in milliseconds, all regions together, since the monitor began. */
export interface CanaryCounts {
  readonly written: number;
  readonly seen: number;
  readonly blindMs: number;
}

export async function canaryCounts({
  store,
  clock,
}: Pick<Monitor, 'store' | 'clock'>): Promise<CanaryCounts> {
  const count = (name: string): Promise<number> => counter(name, 0, store, clock.now());
  return {
    written: await count('canaries-written'),
    seen: await count('canaries-seen'),
    blindMs: await count('blind-ms'),
  };
}

const counter = (name: string, by: number, store: Store, now: Instant): Promise<number> =>
  store.count(name, by, after(now, KEEP_MS));
