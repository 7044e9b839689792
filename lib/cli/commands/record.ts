import { areasOf } from '#cli/areas.ts';
import type { Command } from '#cli/command.ts';
import { EXIT, UsageError } from '#cli/exit-code.ts';
import { jsonText } from '#cli/format/json.ts';
import { readSettings } from '#cli/settings.ts';
import type { Arn } from '#domain/arn.ts';
import { nameOf, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { matchesGlob } from '#domain/suppression.ts';
import { scan } from '#monitor/scan.ts';
import { scanReport } from './scan-report.ts';

export const recordCommand: Command = {
  name: 'record',
  summary: 'saves what the controls read of an account, no secrets',
  usage: ['record [NAME...] > FILE'],
  about: `Reads the live account as scan does, in each --region, and writes the facts
that the controls judge from: as they were read, with what was refused. No
environment value, command or log option is among them, so the file can be
handed on. scan --account FILE and replay --account FILE read it, diff compares
two.

NAME keeps some resources only: names or ARNs, * as wildcard. All are read all
the same, for who uses what. With --account a recorded account is read instead,
which leaves its secrets behind.

Writes JSON, always. Exits 2 when something could not be read; the file says
what.`,
  examples: [
    'ecs-warden record > account.json',
    "ecs-warden record --region eu-west-1 'shop-*' > shop.json",
    'ecs-warden record --account raw.json > without-secrets.json',
  ],
  run: async (invocation, io) => {
    if (invocation.output !== undefined && invocation.output !== 'json')
      throw new UsageError('record writes an account file, which is JSON: it takes no other --output');
    const areas = await areasOf(invocation, await readSettings(invocation.config, io), io);
    const recorder = io.adapters.recorder();
    const report = scanReport(io, 'CRITICAL');
    const evaluations = scan({
      areas: areas.map((area) => ({ ...area, facts: recorder.over(area.facts, area.place) })),
      // Whoever reads the file may have other settings: every control's facts belong in it.
      settings: DEFAULT_SETTINGS,
      controls: io.adapters.controls,
      store: io.adapters.store(),
      clock: { now: () => new Date().toISOString() },
      observe: report.observer,
    });
    for await (const evaluated of evaluations) {
      report.count(evaluated);
      await report.flush();
    }
    const file = recorder.taken(keeping(invocation.operands));
    await io.stdout.write(`${jsonText(file)}\n`);
    await report.end();
    return report.exitCode() === EXIT.notJudged ? EXIT.notJudged : EXIT.clean;
  },
};

/** Whether a resource is among those named; undefined: nobody named any, all are kept. */
function keeping(names: readonly string[]): ((arn: Arn) => boolean) | undefined {
  if (names.length === 0) return undefined;
  return (arn) => {
    const resource = resourceOf(arn);
    const own = resource ? [arn, nameOf(resource)] : [arn];
    return names.some((pattern) => own.some((text) => matchesGlob(pattern, text)));
  };
}
