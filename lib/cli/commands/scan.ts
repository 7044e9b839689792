import { areasOf } from '#cli/areas.ts';
import type { Command } from '#cli/command.ts';
import { UsageError } from '#cli/exit-code.ts';
import type { Sink } from '#cli/format/sink.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readSettings } from '#cli/settings.ts';
import { statusesIn } from '#cli/statuses.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import type { Settings } from '#domain/settings.ts';
import { scan } from '#monitor/scan.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import type { ScanArea } from '#monitor/scan-look.ts';
import { type ScanReport, scanReport } from './scan-report.ts';
import { EVALUATION_SHAPE } from './scan-shape.ts';
import { isShown, STATUSES, worstFirst } from './shown.ts';

export const scanCommand: Command = {
  name: 'scan',
  summary: 'holds a whole account against the controls, now; only reads',
  usage: ['scan', 'scan --account FILE'],
  about: `Looks at every resource of the live account that the AWS credentials belong to
(environment, profile or role, as for the AWS CLI; AWS_ENDPOINT_URL is honoured),
in each --region. Nothing is deployed and nothing is written. With --account it
looks at a recorded account instead.

Shows what FAILED, suppressed failures left out, and what is NOT_AVAILABLE: could
not be judged. --status all shows every evaluation: failed, not-available,
passed, not-applicable. JSON: an array of evaluations, ndjson: one a line.
Suppressed failures carry "suppressed" and count neither as findings nor for the
exit code. What the account refuses is named once on stderr; the rest is judged.`,
  examples: [
    'ecs-warden scan',
    'ecs-warden scan --region eu-west-1 --region us-east-1 --fail-on critical',
    'ecs-warden scan --status all -o ndjson | jq -r \'select(.status == "PASSED").resource.arn\'',
    'ecs-warden scan --account account.json -o csv > evaluations.csv',
  ],
  run: async (invocation, io) => {
    if (invocation.operands.length > 0)
      throw new UsageError(`scan takes no ${visible(invocation.operands[0] ?? '')}: it looks at everything`);
    const shown = statusesIn(invocation.status, STATUSES);
    const settings = await readSettings(invocation.config, io);
    const areas = await areasOf(invocation, settings, io);
    const report = scanReport(io, invocation.failOn);
    const sink = worstFirst(EVALUATION_SHAPE, invocation, io);
    try {
      await pass(areas, settings, { io, report, sink, shown });
    } finally {
      // What was judged before the account was lost is shown all the same.
      await sink.end();
      await report.end();
    }
    return report.exitCode();
  },
};

interface Pass {
  readonly io: Io;
  readonly report: ScanReport;
  readonly sink: Sink<Evaluated>;
  readonly shown: readonly EvaluationStatus[] | undefined;
}

async function pass(
  areas: readonly ScanArea[],
  settings: Settings,
  { io, report, sink, shown }: Pass,
): Promise<void> {
  const evaluations = scan({
    areas,
    settings,
    controls: io.adapters.controls,
    store: io.adapters.store(),
    clock: { now: () => new Date().toISOString() },
    observe: report.observer,
  });
  for await (const evaluated of evaluations) {
    report.count(evaluated);
    await report.flush();
    if (isShown(evaluated, shown)) await sink.put(evaluated);
    // Nobody reads any more; what comes is of no use to anybody.
    if (io.stdout.closed) break;
  }
}
