import { clean, cut } from './clean.ts';
import type { Line } from './finding-lines.ts';
import type { Step } from './fix.ts';
import { code, escaped, toSlack } from './phrase.ts';
import { SLACK_LIMITS } from './slack-document.ts';

/** A line as Slack shows it: its label in bold. */
export const slackLine = ({ label, say }: Line, cap: number): string => `*${label}*  ${toSlack(say, cap)}`;

/** A link. `url` comes from links.ts, so it holds nothing that would end it. */
export const slackLink = (url: string | undefined, label: string): readonly string[] =>
  url === undefined ? [] : [`<${url}|${label}>`];

/** A row of cells, each foreign or ours: inside a code block there is no difference. */
export type Row = readonly string[];

/** In characters as they are seen, not in UTF-16 units. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Rows in columns that stand under each other, in a code block; the last column is not padded. */
export function slackTable(rows: readonly Row[]): string {
  const tidy = rows.map((row) => row.map(clean));
  const widths = (tidy[0] ?? []).map((_, column) =>
    Math.max(...tidy.map((row) => lengthOf(row[column] ?? ''))),
  );
  const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - lengthOf(cell)));
  const lines = tidy.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\`\`\`\n${lines.map(escaped).join('\n')}\n\`\`\``;
}

const ELSEWHERE = '(command: in the e-mail)';
/** Room beside a step's text for its label and for saying where its command is. */
const LABEL_AND_NOTE = 40;

/** Steps as Slack lists them. A command that does not fit is left out whole: half a command is worse than none. */
export function slackSteps(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ label, text, commands }) => {
    const spans = commands.map((command) =>
      escaped(clean(command)).length <= SLACK_LIMITS.step - 20 ? code(command, SLACK_LIMITS.step) : ELSEWHERE,
    );
    const words = text === '' ? '' : ` ${cut(clean(text), SLACK_LIMITS.step - LABEL_AND_NOTE, escaped)}`;
    const [first, ...rest] = spans;
    const together = `${label}:${words}${first ? ` ${first}` : ''}`;
    if (together.length <= SLACK_LIMITS.step) return [together, ...rest];
    return [`${label}:${words}`, ...spans.map((span) => `${label}: ${span}`)];
  });
}
