import { after } from '#domain/instant.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { tick } from '#monitor/tick.ts';
import { measure, sweptSince } from '../../functions/tick/gauges.ts';
import { accountOf, deploy } from './account.ts';
import type { Meter } from './meter.ts';
import { canary, GB, invoked, passTime, type Stage, setStage, work } from './stage.ts';

const DAY_MS = 86_400_000;
const TICK_MS = 300_000;
/** The stack's own schedule: once a night. */
const SWEEP_AT_MS = (2 * 60 + 15) * 60_000;

interface Day {
  readonly services: number;
  readonly deploys: number;
}

export interface Used {
  readonly meter: Meter;
  /** API calls that changed something. */
  readonly changes: number;
  readonly messages: number;
  readonly resources: number;
}

/** One day of an account under the deployed monitor's code, after a first sweep that is not counted. */
export async function playDay({ services, deploys }: Day): Promise<Used> {
  const stage = await setStage(accountOf(services));
  const { clock, monitor, counting } = stage;
  try {
    await startSweep(monitor);
    await passTime(stage, after(clock.now(), DAY_MS / 4));
    // The first tick says what the sweep found; the second has nothing to say.
    await tick(monitor);
    await passTime(stage, after(clock.now(), TICK_MS));
    counting.reset();
    const begin = clock.now();
    let deployed = 0;
    for (let ms = 0; ms < DAY_MS; ms += TICK_MS) {
      await passTime(stage, after(begin, ms));
      if (ms === SWEEP_AT_MS)
        await invoked(stage, { part: 'sweep', gb: GB.sweep }, () => startSweep(monitor));
      await housekeeping(stage);
      await canary(stage);
      for (; deployed < ((ms + TICK_MS) / DAY_MS) * deploys; deployed += 1)
        await deployOne(stage, deployed, services);
    }
    await passTime(stage, after(begin, DAY_MS));
    const resources = Object.keys(accountOf(services)).length;
    const messages = [...counting.used.values()].reduce((sum, of) => sum + (of.get('snsPublishes') ?? 0), 0);
    return { meter: counting, changes: 2 * deploys, messages, resources };
  } finally {
    await stage.end();
  }
}

const housekeeping = (stage: Stage): Promise<void> =>
  invoked(stage, { part: 'tick', gb: GB.tick }, async () => {
    const { monitor, measures, clock } = stage;
    measure((await tick(monitor)).gauges, await sweptSince(monitor), { measures, clock });
  });

/** Every tenth deploy brings a fault; the next of that service mends it. */
async function deployOne(stage: Stage, number: number, services: number): Promise<void> {
  const { account, clock, counting } = stage;
  const made = deploy((number * 7) % services, number + 2, clock.now(), number % 10 === 0);
  account.apply(made.resources);
  clock.goTo(after(clock.now(), 1_000));
  for (const envelope of made.events) {
    // EventBridge sends it to the lane.
    counting.add('changes', 'sqsRequests', 1);
    await work(stage, { kind: 'event', envelope }, 'changes');
  }
}
