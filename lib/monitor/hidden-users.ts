import { type FactName, factSpec } from '#domain/facts.ts';
import { after } from '#domain/instant.ts';
import { partitionOf } from '#domain/partition.ts';
import type { Store } from '#domain/ports.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { featureOf, isLive } from '#domain/use.ts';
import type { Monitor } from './monitor.ts';
import { sweepNotes } from './sweep-run.ts';

/** What says who runs a family: without it one that nobody seems to run may well be run. */
const SAY_WHO_RUNS: readonly FactName[] = ['service', 'standaloneTasks'];
const ACTIONS: ReadonlySet<string> = new Set(
  SAY_WHO_RUNS.map(factSpec).flatMap(({ actions, bulk }) => [...actions, ...bulk]),
);

/** A daily sweep that has not ended after this is late. */
const LATE_SWEEP_MS = 26 * 3_600_000;

interface Hidden {
  readonly hidden: boolean;
  /** The families have not been asked for yet since this became so. */
  readonly pending?: true;
}

const noted = async ({ note }: Pick<Store, 'note'>): Promise<Partial<Hidden>> => {
  const value = await note('hidden-users');
  return typeof value === 'object' && value !== null ? value : {};
};

/** Whether the account refuses to say, as far as is noted, who runs its families. */
export const usersAreHidden = async (store: Pick<Store, 'note'>): Promise<boolean> =>
  (await noted(store)).hidden === true;

/**
 * Notes whether users of families may be hidden: a list or look that would show them is refused. When that begins or
 * ends every family is looked at again, for those without a known user are capped at LOW only while none is hidden.
 * It is news of ours, so what comes of it goes to the digest.
 */
export async function noteHiddenUsers(monitor: Monitor): Promise<void> {
  const { store, queue, clock } = monitor;
  const { endedAt } = await sweepNotes(store);
  // Refusals lapse when no sweep confirms them: then they say nothing.
  if (endedAt === undefined || after(endedAt, LATE_SWEEP_MS) <= clock.now()) return;
  const hidden = await refusesUsers(monitor);
  const before = await noted(store);
  if (hidden === (before.hidden ?? false) && !before.pending) return;
  await store.putNote('hidden-users', { hidden, pending: true } satisfies Hidden);
  await queue.send('sweep', [
    { kind: 'sweep', sweepId: clock.now(), list: 'AWS::ECS::TaskDefinition', firstSight: true },
  ]);
  await store.putNote('hidden-users', { hidden } satisfies Hidden);
}

async function refusesUsers({ store, clock, settings, home }: Monitor): Promise<boolean> {
  const { account } = home;
  const regions = new Set([home.region, ...settings.regions]);
  for (const region of regions) {
    const partition = partitionOf(region)?.id;
    if (partition === undefined || account === '') continue;
    const edges = await store.users(regionalAccountArn({ partition, region, account }));
    const denied = edges
      .filter((edge) => isLive(edge, clock.now()))
      .flatMap((edge) => featureOf(edge, 'denied'));
    if (denied.some((action) => ACTIONS.has(action))) return true;
  }
  return false;
}
