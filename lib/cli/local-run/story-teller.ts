import { styleText } from 'node:util';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import type { Routing } from '#domain/change.ts';
import type { HistoryEntry } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { Store } from '#domain/ports.ts';
import { nameOf, type Resource } from '#domain/resource.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Handled } from '#monitor/handle.ts';
import type { StoryLine, StoryObserver } from '#monitor/story.ts';

type Style = Parameters<typeof styleText>[0];
/** Where the second column begins. */
const INDENT = ' '.repeat(10);

/** Tells a story as it happens: each event, what was looked at, what was found, what was sent. */
export function storyTeller(io: Io, store: Store): StoryObserver {
  const color = io.isTTY && io.env['NO_COLOR'] === undefined;
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const say = (...lines: readonly string[]): Promise<void> => io.stdout.write(`${lines.join('\n')}\n`);
  const known = new Set<string>();

  const sayLook = async (message: LookMessage, outcome: string): Promise<void> => {
    const news = await newHistory(store, message.resource, known);
    if (outcome !== 'recorded' && outcome !== 'unknown') return;
    if (news.length === 0 && message.cause !== 'change') return;
    const about = message.cause === 'change' ? '' : `  (${WHY[message.cause]})`;
    await say(`${INDENT}looked at  ${sayResource(message.resource)}${paint('dim', about)}`);
    if (news.length === 0)
      await say(
        `${INDENT}found      ${outcome === 'unknown' ? 'nothing there' : await standing(store, message.resource)}`,
      );
    for (const entry of news) await say(`${INDENT}found      ${sayTransition(entry, paint)}`);
  };

  return {
    line: async (line, now) => {
      const text = sayLine(line, now);
      if (text !== undefined) await say('', paint('bold', text));
    },
    handled: async (handled, now) => {
      for (const line of sayRoutings(handled, now)) await say('', line);
      for (const { message, outcome } of looksIn(handled)) await sayLook(message, outcome);
    },
    message: (message) => say(...sayMessage(message, paint)),
  };
}

const WHY: Readonly<Record<LookMessage['cause'], string>> = {
  change: 'it was changed',
  confirm: 'the confirming look',
  'follow-up': 'because of what uses it, or what it uses',
  sweep: 'the sweep',
  missing: 'it was not there the first time',
};

const clockTime = (now: Instant): string => now.slice(11, 19);
const sayResource = (resource: Resource): string =>
  `${resource.type.split('::').slice(1).join(' ').trim()} ${visible(nameOf(resource))}`;

function sayLine(line: StoryLine, now: Instant): string | undefined {
  if ('say' in line) return `# ${visible(line.say, 400)}`;
  if ('sweep' in line) return `${clockTime(now)}  a sweep begins`;
  if ('malformed' in line)
    return `${clockTime(now)}  a line that is no event: put aside as a dead letter (${visible(line.malformed)})`;
  return undefined;
}

const sayRoutings = (handled: Handled, now: Instant): readonly string[] =>
  handled.kind === 'event'
    ? handled.routings.map((routing) => `${clockTime(now)}  ${sayRouting(routing)}`)
    : [];

function sayRouting(routing: Routing): string {
  const name = `${visible(routing.head.name || 'an event')} ${visible(routing.head.source)}`;
  if (routing.kind === 'ignored') return `${name}: not for us (${visible(routing.why)})`;
  if (routing.kind === 'malformed') return `${name}: put aside as a dead letter (${visible(routing.why)})`;
  const { actor } = routing.change;
  const by = actor ? ` by ${visible(actor.principal.split('/').at(-1) ?? actor.principal)}` : '';
  return `${name}${by}: changed ${routing.changed.map(({ resource }) => sayResource(resource)).join(', ')}`;
}

const looksIn = (handled: Handled): readonly { readonly message: LookMessage; readonly outcome: string }[] =>
  handled.kind === 'event' ? handled.looks : handled.kind === 'look' ? [handled] : [];

/** Entries of a resource's history that were not shown yet. */
async function newHistory(
  store: Store,
  { arn }: Resource,
  known: Set<string>,
): Promise<readonly HistoryEntry[]> {
  const keyOf = ({ seq, controlId }: HistoryEntry): string => `${arn} ${seq} ${controlId}`;
  const fresh = (await store.history(arn)).filter((entry) => !known.has(keyOf(entry)));
  for (const entry of fresh) known.add(keyOf(entry));
  return fresh;
}

/** What stands where a look changed nothing. */
async function standing(store: Store, { arn }: Resource): Promise<string> {
  const open = (await store.findingsOf(arn)).filter(({ status }) => status === 'OPEN');
  return open.length === 0
    ? 'nothing at fault'
    : `nothing new; still open: ${open.map(({ controlId }) => controlId).join(', ')}`;
}

function sayTransition(
  { transition, severity, controlId, reasons, resolution }: HistoryEntry,
  paint: (style: Style, text: string) => string,
): string {
  const why =
    transition === 'resolved'
      ? `(${resolution?.toLowerCase().replaceAll('_', ' ') ?? ''})`
      : reasons.map(({ message }) => visible(message)).join('; ');
  const style: Style = transition === 'resolved' ? 'green' : 'red';
  return `${paint(style, `${transition.padEnd(9)} ${severity.padEnd(8)}`)} ${controlId}  ${why}`;
}

/** A message as Slack and e-mail show it. */
function sayMessage(
  message: OutboundMessage,
  paint: (style: Style, text: string) => string,
): readonly string[] {
  const { slack, subject, text } = message;
  const frame = (title: string, body: string): readonly string[] => [
    paint('cyan', `${INDENT}┌ ${title}`),
    ...body.split('\n').map((line) => `${INDENT}${paint('cyan', '│')} ${visible(line)}`),
  ];
  const { title, description, nextSteps = [] } = slack.content;
  return [
    ...frame('Slack', [title, description, ...nextSteps].join('\n')),
    ...frame('e-mail', `Subject: ${subject}\n${text.trimEnd()}`),
    paint('cyan', `${INDENT}└ sent once, id ${message.messageId}`),
  ];
}
