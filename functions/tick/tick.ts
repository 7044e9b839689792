import { type Gauges, tick as keepHouse } from '#monitor/tick.ts';
import { measured } from '../measured.ts';
import { middy } from '../middy.ts';
import { telemetry } from '../telemetry.ts';
import type { Work } from '../work.ts';
import { measure, sweptSince } from './gauges.ts';

/** The five-minute housekeeping; its gauges drive the alarms. Answers what it measured; what failed is thrown after that. */
export const tick = (work: Work) =>
  middy<unknown, Gauges>()
    .use(telemetry(work, 'tick'))
    .handler(async () => {
      const monitor = measured(await work.monitor(), work.measures);
      const { gauges, fault } = await keepHouse(monitor);
      measure(gauges, await sweptSince(monitor), work);
      if (fault) throw fault;
      return gauges;
    });
