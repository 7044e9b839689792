import type { Command, Invocation } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { compare, type Difference, isWorse } from '#cli/diff/compare.ts';
import { sideOf } from '#cli/diff/side.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { printAll } from '#cli/format/sink.ts';
import { readSettings } from '#cli/settings.ts';
import { rank } from '#domain/severity.ts';
import { DIFFERENCE_SHAPE } from './diff-shape.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'what differs between two evaluations, or two recorded accounts',
  usage: ['diff OLD NEW'],
  about: `OLD and NEW are each what scan or check printed (-o json or ndjson), or an
account file (of record, say), which is held against the controls now. To see
what another version of ecs-warden makes of an account, let each version scan
the same recording and compare what they print.

Shows what was opened, changed (worse, milder, or another failure now),
resolved, suppressed, no longer suppressed, not available any more or available
again. What a file does not name counts as not failing there.

Exits 1 when something at or above --fail-on opened or got worse, 2 when
something that could be judged no longer can.`,
  examples: [
    'ecs-warden diff yesterday.json today.json',
    'ecs-warden diff main.json branch.json --fail-on medium -o json',
    'ecs-warden diff monday-account.json friday-account.json',
  ],
  run: async (invocation, io) => {
    const [old, now, ...more] = invocation.operands;
    if (old === undefined || now === undefined || more.length > 0)
      throw new UsageError('diff compares two files: diff OLD NEW');
    if (old === '-' && now === '-') throw new UsageError('standard input cannot be both files');
    const settings = await readSettings(invocation.config, io);
    const differences = compare(await sideOf(old, settings, io), await sideOf(now, settings, io));
    await printAll(differences, DIFFERENCE_SHAPE, { io, ...invocation });
    await io.stderr.write(`${summary(differences)}\n`);
    return exitCode(differences, invocation);
  },
};

function summary(differences: readonly Difference[]): string {
  const counts = new Map<string, number>();
  for (const { transition } of differences) counts.set(transition, (counts.get(transition) ?? 0) + 1);
  const parts = [...counts].map(([transition, times]) => `${times} ${transition}`);
  return `${count(differences.length, 'difference')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function exitCode(differences: readonly Difference[], { failOn }: Invocation): ExitCode {
  const isFailing = differences.some(
    (each) => isWorse(each) && each.after !== undefined && rank(each.after.severity) <= rank(failOn),
  );
  if (isFailing) return EXIT.findings;
  return differences.some(({ transition }) => transition === 'not available') ? EXIT.notJudged : EXIT.clean;
}
