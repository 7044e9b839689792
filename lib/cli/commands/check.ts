import type { Command, Invocation } from '#cli/command.ts';
import { UsageError } from '#cli/exit-code.ts';
import type { Sink } from '#cli/format/sink.ts';
import type { FoundFile, Io } from '#cli/io.ts';
import { readAtMost } from '#cli/reading.ts';
import { readSettings } from '#cli/settings.ts';
import { statusesIn } from '#cli/statuses.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import type { Settings } from '#domain/settings.ts';
import {
  type CheckedControls,
  type CheckedEvaluation,
  check,
  controlsOf,
  unknownControls,
} from '#monitor/check.ts';
import { inFlight } from '#monitor/in-flight.ts';
import { type CheckReport, checkReport } from './check-report.ts';
import { CHECK_SHAPE } from './check-shape.ts';
import { isShown, STATUSES, worstFirst } from './shown.ts';

export const checkCommand: Command = {
  name: 'check',
  summary: 'holds templates and task definitions against the controls',
  usage: ['check FILE...'],
  about: `Reads CloudFormation templates before they are deployed (YAML or JSON; what CDK
and SAM write too) and task definitions (the input of register-task-definition or
the answer of describe-task-definition). A FILE may be a directory, which is
looked through for .yaml, .yml, .json and .template, a pattern in quotes
("stacks/**/*.yaml"), or - for standard input. Nothing is called or deployed.

Parameters have their defaults. What cannot be known before deployment makes the
controls that need it NOT_AVAILABLE and no others. --deploy-to says in which
account and region the template will be: images and principals of other accounts
can be told only then.

Shows what FAILED and what is NOT_AVAILABLE; --status all shows every evaluation.
A resource may carry suppressions with a reason in its Metadata (docs/check.md).
A file that cannot be read is named with its line on stderr, the others are
checked, and the exit code is 64.`,
  examples: [
    'ecs-warden check template.yaml',
    'ecs-warden check cdk.out --fail-on medium',
    'ecs-warden check "stacks/**/*.yaml" -o sarif > ecs-warden.sarif',
    'ecs-warden check task-definition.json --status all -o ndjson',
    'ecs-warden check cdk.out --deploy-to 123456789012/eu-west-1',
  ],
  run: async (invocation, io) => {
    if (invocation.operands.length === 0) throw new UsageError('check needs a FILE: check template.yaml');
    const shown = statusesIn(invocation.status, STATUSES);
    const settings = await readSettings(invocation.config, io);
    const report = checkReport(io, invocation.failOn);
    const sink = worstFirst(CHECK_SHAPE, invocation, io);
    const controls = controlsOf(io.adapters.controls, settings);
    const files = await filesOf(invocation, io, report);
    // The next files are read while one is judged.
    for await (const text of inFlight(files, READ_AHEAD, (each) => textOf(each, io)))
      await checkOne(text, invocation, { io, settings, controls, report, sink, shown });
    await sink.end();
    await report.end();
    return report.exitCode();
  },
};

/** The files that the operands mean, each once, in the order given. */
async function filesOf({ operands }: Invocation, io: Io, report: CheckReport): Promise<readonly FoundFile[]> {
  const files = new Map<string, FoundFile>();
  for (const operand of operands) {
    const found = await io.find(operand);
    if (found.length === 0)
      await report.bad(operand, [{ line: 1, message: 'there is no file to check in it' }]);
    for (const each of found) if (!files.has(each.path) || each.named) files.set(each.path, each);
  }
  return [...files.values()];
}

/** Files that are read at once; four times as many wait to be judged. */
const READ_AHEAD = 4;

/** A file's text, or why it cannot be read. */
interface FileText {
  readonly found: FoundFile;
  readonly name: string;
  readonly text?: string;
  readonly unreadable?: string;
}

async function textOf(found: FoundFile, io: Io): Promise<FileText> {
  const name = found.path === '-' ? 'stdin' : found.path;
  try {
    return { found, name, text: await readAtMost(found.path, io.adapters.longestTemplate, io) };
  } catch (error) {
    if (error instanceof UsageError) return { found, name, unreadable: error.message };
    throw error;
  }
}

interface Pass {
  readonly io: Io;
  readonly settings: Settings;
  readonly controls: CheckedControls;
  readonly report: CheckReport;
  readonly sink: Sink<CheckedEvaluation>;
  readonly shown: readonly EvaluationStatus[] | undefined;
}

/** Checks one file; what is wrong with it is said and stops no other. */
async function checkOne(
  { found, name, text, unreadable = '' }: FileText,
  { deployTo }: Invocation,
  { io, settings, controls, report, sink, shown }: Pass,
): Promise<void> {
  if (io.stdout.closed) return;
  if (text === undefined) return report.unreadable(name, unreadable);
  const file = io.adapters.readTemplate(text, deployTo);
  if ('refused' in file) {
    // A directory holds much that nobody means to check.
    if (file.companion || (file.foreign && !found.named)) return report.skipped();
    return report.bad(name, [file.refused]);
  }
  await report.bad(name, [...file.faults, ...unknownControls(file, controls)]);
  await report.notes(name, file.notes);
  report.read(file.resources.size);
  const clock = { now: () => new Date().toISOString() };
  for await (const evaluated of check({
    name,
    file,
    settings,
    controls,
    store: io.adapters.store(),
    clock,
  })) {
    report.count(evaluated);
    if (isShown(evaluated, shown)) await sink.put(evaluated);
  }
}
