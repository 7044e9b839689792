import { count } from '#cli/count.ts';
import { EXIT, type ExitCode } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import type { Fault } from '#domain/checked-file.ts';
import type { Severity } from '#domain/severity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import { tallyOf } from './tally.ts';

/** What goes to stderr of a check, and how it ends. */
export interface CheckReport {
  /** Faults of a file: they make the exit code 64, whatever else is found. */
  bad(file: string, faults: readonly Fault[]): Promise<void>;
  /** Parts of a file that are not checked. */
  notes(file: string, notes: readonly Fault[]): Promise<void>;
  unreadable(file: string, why: string): Promise<void>;
  /** A file that was read, with so many resources that there are controls for. */
  read(resources: number): void;
  /** A file that is none of ours. */
  skipped(): void;
  count(evaluated: Evaluated): void;
  end(): Promise<void>;
  exitCode(): ExitCode;
}

export function checkReport({ stderr }: Io, failOn: Severity): CheckReport {
  const tally = tallyOf(failOn);
  const bad = new Set<string>();
  let files = 0;
  let skipped = 0;
  const say = (line: string): Promise<void> => stderr.write(`${visible(line)}\n`);
  const sayAll = async (file: string, faults: readonly Fault[], about: string): Promise<void> => {
    for (const { line, message } of faults.toSorted((a, b) => a.line - b.line))
      await say(`${file}:${line}: ${about}${message}`);
  };
  return {
    async unreadable(file, why) {
      bad.add(file);
      await say(why);
    },
    async bad(file, faults) {
      if (faults.length > 0) bad.add(file);
      await sayAll(file, faults, '');
    },
    async notes(file, notes) {
      if (notes.length > 0) tally.isIncomplete = true;
      await sayAll(file, notes, 'not checked: ');
    },
    read(resources) {
      files += 1;
      tally.resources += resources;
    },
    skipped() {
      skipped += 1;
    },
    count: (evaluated) => tally.add(evaluated),
    async end() {
      const others = skipped > 0 ? `, ${count(skipped, 'other')} passed over` : '';
      if (files === 0 && bad.size === 0) {
        bad.add('');
        await say('there is no template and no task definition to check');
      }
      await say(`${count(files, 'file')} checked${others}`);
      for (const line of tally.lines()) await say(line);
    },
    exitCode: () => (bad.size > 0 ? EXIT.usage : tally.exitCode()),
  };
}
