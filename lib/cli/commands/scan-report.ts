import type { ExitCode } from '#cli/exit-code.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { sayUnavailable } from '#domain/reading.ts';
import type { Severity } from '#domain/severity.ts';
import type { ScanObserver } from '#monitor/scan.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import { tallyOf } from './tally.ts';

/** What goes to stderr of a scan, and how it ends. */
export interface ScanReport {
  readonly observer: ScanObserver;
  count(evaluated: Evaluated): void;
  /** Says what came up since, and how far it is. */
  flush(): Promise<void>;
  end(): Promise<void>;
  exitCode(): ExitCode;
}

export function scanReport(io: Io, failOn: Severity): ScanReport {
  const speaker = speakerTo(io);
  const tally = tallyOf(failOn);
  return {
    observer: {
      looked: (type, done, known) => {
        tally.resources += 1;
        speaker.progress = `${type}: ${done} of ${known}`;
      },
      refused: (action) => {
        tally.isIncomplete = true;
        speaker.once(sayUnavailable({ unavailable: 'denied', what: action }));
      },
      unlisted: (type, why) => {
        tally.isIncomplete = true;
        speaker.once(sayUnavailable(why), `: not every ${type} is known`);
      },
    },
    count: (evaluated) => tally.add(evaluated),
    flush: () => speaker.flush(),
    end: () => {
      speaker.progress = '';
      return speaker.flush(tally.lines());
    },
    exitCode: () => tally.exitCode(),
  };
}

/** Progress is shown so often at most, in milliseconds. */
const EVERY_MS = 200;
/** Erases the line of progress. */
const CLEAR = '\r\u001b[K';

function speakerTo({ stderr, showsProgress }: Io) {
  const said = new Set<string>();
  const waiting: string[] = [];
  let shownAt = 0;
  const speaker = {
    /** Shown on a terminal, on a line of its own that the next text replaces. */
    progress: '',
    /** Says something that may come up often only the first time, with what follows there. */
    once(what: string, more = ''): void {
      if (!said.has(what)) waiting.push(`${what}${more}`);
      said.add(what);
    },
    async flush(more: readonly string[] = []): Promise<void> {
      const lines = [...waiting.splice(0), ...more].map((line) => `${visible(line)}\n`);
      const isDue = showsProgress && Date.now() - shownAt >= EVERY_MS;
      if (lines.length === 0 && !isDue) return;
      shownAt = Date.now();
      const [clear, progress] = showsProgress ? [CLEAR, speaker.progress] : ['', ''];
      await stderr.write(`${clear}${lines.join('')}${progress}`);
    },
  };
  return speaker;
}
