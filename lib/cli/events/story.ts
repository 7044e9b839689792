import type { Io } from '#cli/io.ts';
import { reading } from '#cli/reading.ts';
import { isObject } from '#domain/json.ts';
import type { StoryLine } from '#monitor/story.ts';
import { jsonValues, type Value } from './values.ts';

/**
 * The lines of events files, one after the other: events, and what else a story may say. A list of events is each
 * of them; an event may be wrapped as `{"event": …}`. Throws a UsageError for a file that cannot be read.
 */
export async function* storyLines(files: readonly string[], io: Io): AsyncGenerator<StoryLine> {
  for (const file of files) {
    for await (const value of jsonValues(reading(file, io))) yield* linesIn(value, io);
  }
}

const linesIn = (value: Value, io: Io): readonly StoryLine[] => {
  if ('broken' in value) return [{ malformed: value.broken }];
  const values: readonly unknown[] = Array.isArray(value.value) ? value.value : [value.value];
  return values.map((each) => storyLine(each, value.line, io));
};

function storyLine(value: unknown, line: number, { adapters }: Io): StoryLine {
  if (!isObject(value)) return { event: value };
  const keys = Object.keys(value);
  const { event, account, say, sweep } = value;
  if (keys.length === 1 && isObject(account)) {
    const fault = adapters.faultInChanges(account);
    return fault === undefined ? { account } : { malformed: `line ${line} changes the account: ${fault}` };
  }
  if (keys.length === 1 && typeof say === 'string') return { say };
  if (keys.length === 1 && sweep === true) return { sweep };
  return isWrapper(value) ? { event } : { event: value };
}

/** Samples say more beside the event (where it is from, under which licence); an event of AWS has none of its own. */
const isWrapper = (value: Readonly<Record<string, unknown>>): boolean =>
  'event' in value && !('eventName' in value) && !('detail' in value) && !('detail-type' in value);
