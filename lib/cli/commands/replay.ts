import type { Command, Invocation } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { storyLines } from '#cli/events/story.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { jsonLine, jsonText } from '#cli/format/json.ts';
import { printAll } from '#cli/format/sink.ts';
import { tableLines } from '#cli/format/table.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { readWhole } from '#cli/reading.ts';
import { readSettings } from '#cli/settings.ts';
import type { FindingRow } from '#domain/finding.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { rank, type Severity } from '#domain/severity.ts';
import { playStory, type StoryAccount, type StoryEnd, type StoryLine } from '#monitor/story.ts';
import { FINDING_SHAPE, MESSAGE_COLUMNS } from './replay-shapes.ts';
import { unjudgedIn } from './unjudged.ts';

export const replayCommand: Command = {
  name: 'replay',
  summary: 'the whole way of events, offline: findings and messages',
  usage: ['replay FILE... --account FILE'],
  about: `Routes each event, looks at what it changed in the recorded account, judges,
keeps findings and writes the messages that would have been sent, in the events'
own time. Between events a line {"account": {ARN: facts | null}} changes the
account.

JSON: { findings, messages }; ndjson: a line {"finding": ...} or {"message": ...}
each; csv: the findings. Exits 1 when findings at or above --fail-on are open, 64
when a record could not be understood, 2 when something could not be judged.`,
  examples: [
    'ecs-warden replay examples/story.jsonl --account examples/account.json',
    "ecs-warden replay events.jsonl --account account.json -o json | jq -r '.messages[].subject'",
  ],
  run: async (invocation, io) => {
    const { account, settings, lines } = await readInputs(invocation, io);
    const store = io.adapters.store();
    const end = await playStory({
      lines,
      account,
      settings,
      controls: io.adapters.controls,
      behaviours: io.adapters.behaviours,
      store,
    });
    const unjudged = await unjudgedIn(store);
    await print(end, invocation, io);
    await report(end, unjudged, io);
    return exitCode(end, unjudged.size > 0, invocation.failOn);
  },
};

async function readInputs({ operands, account: file, config }: Invocation, io: Io) {
  if (operands.length === 0) throw new UsageError('replay needs events: a file, or - for standard input');
  if (file === undefined)
    throw new UsageError('replay needs --account FILE: the recorded account that the events happen in');
  if (file === '-' && operands.includes('-'))
    throw new UsageError('standard input cannot be both the events and the account');
  const settings = await readSettings(config, io);
  const account = readAccount(file, await readWhole(file, io), io);
  const lines: StoryLine[] = [];
  for await (const line of storyLines(operands, io)) {
    if ('account' in line && !account.apply)
      throw new UsageError(
        `${visible(file)} was made by record: it stays as it was read, and a line {"account": ...} cannot change it`,
      );
    lines.push(line);
  }
  return { settings, account, lines };
}

function readAccount(file: string, text: string, { adapters }: Io): StoryAccount {
  const read = adapters.readAccount(text);
  if ('account' in read) return read.account;
  throw new UsageError(`${visible(file)}: ${visible(read.error)}`);
}

async function print({ findings, messages }: StoryEnd, invocation: Invocation, io: Io): Promise<void> {
  const { format } = invocation;
  if (format === 'json') return io.stdout.write(`${jsonText({ findings, messages })}\n`);
  if (format === 'csv') return printAll(findings, FINDING_SHAPE, { io, ...invocation });
  if (format === 'table') return printTables(findings, messages, invocation, io);
  for (const finding of findings) await io.stdout.write(`${jsonLine({ finding })}\n`);
  for (const message of messages) await io.stdout.write(`${jsonLine({ message })}\n`);
}

async function printTables(
  findings: readonly FindingRow[],
  messages: readonly OutboundMessage[],
  { color }: Invocation,
  io: Io,
): Promise<void> {
  const options = { columns: io.columns, color };
  const worstFirst = findings.toSorted(
    (a, b) =>
      Number(a.status !== 'OPEN') - Number(b.status !== 'OPEN') || rank(a.severity) - rank(b.severity),
  );
  const blocks = [
    [
      count(findings.length, 'finding'),
      ...(findings.length > 0 ? tableLines(worstFirst, FINDING_SHAPE.table, options) : []),
    ],
    [
      count(messages.length, 'message'),
      ...(messages.length > 0 ? tableLines(messages, MESSAGE_COLUMNS, options) : []),
    ],
  ];
  await io.stdout.write(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

/** What is no data but must not be lost: records put aside, and what could not be judged. */
async function report(
  { deadLetters }: StoryEnd,
  unjudged: ReadonlyMap<string, number>,
  io: Io,
): Promise<void> {
  for (const { reason } of deadLetters) await io.stderr.write(`put aside: ${visible(reason)}\n`);
  for (const [why, times] of unjudged)
    await io.stderr.write(`not judged (${count(times, 'time')}): ${visible(why)}\n`);
}

function exitCode({ findings, deadLetters }: StoryEnd, unjudged: boolean, failOn: Severity): ExitCode {
  if (findings.some(({ status, severity }) => status === 'OPEN' && rank(severity) <= rank(failOn)))
    return EXIT.findings;
  if (deadLetters.length > 0) return EXIT.usage;
  return unjudged ? EXIT.notJudged : EXIT.clean;
}
