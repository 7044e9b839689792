import { startSweep } from '#monitor/sweep-run.ts';
import { measured } from '../measured.ts';
import { middy } from '../middy.ts';
import { telemetry } from '../telemetry.ts';
import type { Work } from '../work.ts';

/** Starts a sweep, on schedule or when somebody asks; its pages and looks travel their own lane. Answers its id. */
export const sweep = (work: Work) =>
  middy<unknown, { readonly sweepId: string }>()
    .use(telemetry(work, 'sweep'))
    .handler(async () => ({ sweepId: await startSweep(measured(await work.monitor(), work.measures)) }));
