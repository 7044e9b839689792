import { parseArgs } from 'node:util';
import { FINDING_SHAPE } from '#cli/commands/replay-shapes.ts';
import { count } from '#cli/count.ts';
import { storyLines } from '#cli/events/story.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { tableLines } from '#cli/format/table.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readWhole } from '#cli/reading.ts';
import { readSettings } from '#cli/settings.ts';
import type { Store } from '#domain/ports.ts';
import { rank } from '#domain/severity.ts';
import { playStory, type StoryEnd, type StoryLine } from '#monitor/story.ts';
import { storyTeller } from './story-teller.ts';

const LOCAL_RUN_HELP = `npm start -- [--events FILE --account FILE] [--config FILE]

Plays a story of events against a recorded account, the whole way: routing, looks,
controls, an embedded DynamoDB, messages. Without files: the story in examples/.
Needs nothing outside this checkout; the time is the story's own.

  --events FILE    events (JSON or JSON Lines), with {"account": …}, {"sweep": true}
                   and {"say": "…"} lines between them (examples/README.md)
  --account FILE   the recorded account (docs/account-file.md)
  --config FILE    settings (docs/settings.md)
`;

/** Files of the story that is played when none are named. */
export interface DefaultStory {
  readonly events: string;
  readonly account: string;
}

/** Plays a story on a store and tells it on stdout. Exits 0 when it ran through, whatever it found. */
export async function localRun(
  argv: readonly string[],
  io: Io,
  store: Store,
  story: DefaultStory,
): Promise<ExitCode> {
  try {
    const options = readOptions(argv);
    if (options.help) {
      await io.stdout.write(LOCAL_RUN_HELP);
      return EXIT.clean;
    }
    return await play({ ...story, ...options.files }, options.config, io, store);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await io.stderr.write(`npm start: ${error.message}\n`);
    return EXIT.usage;
  }
}

function readOptions(argv: readonly string[]): {
  help: boolean;
  config: string | undefined;
  files: Partial<DefaultStory>;
} {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { events: text, account: text, config: text, help: { type: 'boolean', short: 'h' } },
    });
    const { events, account, config, help = false } = values;
    if ((events === undefined) !== (account === undefined))
      throw new UsageError('--events and --account go together: events happen in an account');
    return { help, config, files: events !== undefined && account !== undefined ? { events, account } : {} };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(visible(error instanceof Error ? error.message : String(error)));
  }
}

async function play(
  { events, account: file }: DefaultStory,
  config: string | undefined,
  io: Io,
  store: Store,
): Promise<ExitCode> {
  const { adapters } = io;
  const settings = await readSettings(config, io);
  const read = adapters.readAccount(await readWhole(file, io));
  if (!('account' in read)) throw new UsageError(`${visible(file)}: ${visible(read.error)}`);
  const lines: StoryLine[] = [];
  for await (const line of storyLines([events], io)) lines.push(line);
  const observe = storyTeller(io, store);
  const end = await playStory({
    lines,
    account: read.account,
    settings,
    controls: adapters.controls,
    behaviours: adapters.behaviours,
    store,
    observe,
  });
  await io.stdout.write(`\n${closing(end, io).join('\n')}\n`);
  return EXIT.clean;
}

/** The findings table, open ones first, and what became of everything. */
function closing({ findings, messages, deadLetters }: StoryEnd, io: Io): readonly string[] {
  const open = findings.filter(({ status }) => status === 'OPEN').length;
  const sorted = findings.toSorted(
    (a, b) =>
      Number(a.status !== 'OPEN') - Number(b.status !== 'OPEN') || rank(a.severity) - rank(b.severity),
  );
  const options = {
    color: io.isTTY && io.env['NO_COLOR'] === undefined,
    ...(io.columns !== undefined && { columns: io.columns }),
  };
  return [
    '── the findings table ──',
    ...(findings.length > 0 ? tableLines(sorted, FINDING_SHAPE.table, options) : ['(empty)']),
    '',
    `${count(findings.length, 'finding')}, ${open} open; ${count(messages.length, 'message')} sent; ${count(deadLetters.length, 'dead letter')}`,
  ];
}
