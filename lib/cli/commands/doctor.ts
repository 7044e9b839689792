import type { Command, Invocation } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { printAll, type Shape } from '#cli/format/sink.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { DEFAULT_STACK } from '#cli/options.ts';
import { readSettings } from '#cli/settings.ts';
import { type Diagnosis, HEALTH, type Health } from '#monitor/doctor/diagnosis.ts';
import { examine } from '#monitor/doctor/examine.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'is the deployed monitor able to see and to tell?',
  usage: ['doctor'],
  about: `Looks a deployed monitor over, which it finds by the outputs of its stack
(--stack), and says in one line for each check what is wrong and how to mend it:
trails, event rules, forwarders of other regions, the canary, queues and dead
letters, event sources, functions, tables, topics, alarms, when it last ticked
and swept, and whether its settings are those here.

It only reads, and changes nothing.

ok: as it should be. warning: it sees and tells, but something is not as it
should be. blind: it does not see, or cannot tell. unknown: you may not read it.
Exits 1 when anything is blind, else 2 when anything is unknown, else 0.`,
  examples: [
    'ecs-warden doctor --region eu-west-1',
    'ecs-warden doctor -o json | jq -r \'.[] | select(.health != "ok") | .says\'',
  ],
  run: async (invocation, io) => {
    const [more] = invocation.operands;
    if (more !== undefined) throw new UsageError(`doctor takes no ${visible(more)}`);
    if (invocation.regions.length > 1) throw new UsageError('a monitor lies in one --region');
    const lines = await diagnoses(invocation, io);
    await printAll(lines, SHAPE, { io, ...invocation });
    await io.stderr.write(`${summary(lines)}\n`);
    return exitFor(lines);
  },
};

async function diagnoses(invocation: Invocation, io: Io): Promise<readonly Diagnosis[]> {
  const { adapters } = io;
  const settings = await readSettings(invocation.config, io);
  const region = invocation.regions[0] ?? settings.homeRegion;
  const lines = await examine({
    outputs: await adapters.stackOutputs({ stack: invocation.stack ?? DEFAULT_STACK }, region),
    vitals: await adapters.vitals(region),
    settings,
    settingsHash: adapters.settingsHash(settings),
    now: new Date().toISOString(),
  });
  return lines.toSorted((a, b) => HEALTH.indexOf(a.health) - HEALTH.indexOf(b.health));
}

const some = (lines: readonly Diagnosis[], health: Health): number =>
  lines.filter((line) => line.health === health).length;

function summary(lines: readonly Diagnosis[]): string {
  const words = HEALTH.filter((health) => some(lines, health) > 0).map(
    (health) => `${some(lines, health)} ${health}`,
  );
  return `${count(lines.length, 'check')}: ${words.join(', ')}`;
}

function exitFor(lines: readonly Diagnosis[]): ExitCode {
  if (some(lines, 'blind') > 0) return EXIT.findings;
  return some(lines, 'unknown') > 0 ? EXIT.notJudged : EXIT.clean;
}

const SHAPE: Shape<Diagnosis> = {
  table: [
    {
      title: 'HEALTH',
      of: ({ health }) => health,
      style: ({ health }) => (health === 'ok' ? 'dim' : 'bold'),
    },
    { title: 'CHECK', of: ({ check }) => check },
    { title: 'OF', of: ({ of }) => of, narrow: 'wrap' },
    { title: 'SAYS', of: ({ says }) => says, narrow: 'wrap' },
    { title: 'TO MEND IT', of: ({ mend = '' }) => mend, narrow: 'wrap' },
  ],
  csv: [
    { title: 'health', of: ({ health }) => health },
    { title: 'check', of: ({ check }) => check },
    { title: 'of', of: ({ of }) => of },
    { title: 'says', of: ({ says }) => says },
    { title: 'mend', of: ({ mend = '' }) => mend },
  ],
  json: (line) => line,
};
