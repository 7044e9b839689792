import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAccount, parseChanges } from '#recorded/account-file.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
const CANARY = 'canary-7f3a9c51e2b84d06';

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const lines = read('story.jsonl').trimEnd().split('\n');
const parsed = lines.flatMap((line): Json[] => {
  try {
    const value: unknown = JSON.parse(line);
    return isJson(value) ? [value] : [];
  } catch {
    return [];
  }
});
const account = parseAccount(read('account.json'));
/** An EventBridge event has an `account` too, but it is a number in a text. */
const isChange = (line: Json): boolean => isJson(line['account']);
const events = parsed.filter((line) => !('say' in line || isChange(line) || 'sweep' in line));

/** The innermost records of an envelope: through SQS, SNS, log files and EventBridge. */
function recordsOf(value: unknown): readonly Json[] {
  if (!isJson(value)) return [];
  const { Records: records, body, Message: message, detail } = value;
  if (Array.isArray(records)) return records.flatMap(recordsOf);
  for (const text of [body, message]) if (typeof text === 'string') return recordsOf(JSON.parse(text));
  return isJson(detail) && 'eventName' in detail && 'eventID' in detail ? [detail] : [value];
}
const records = events.flatMap(recordsOf);
const timeOf = ({ eventTime, time }: Json): string => String(eventTime ?? time);

describe('the recorded account', () => {
  it('is an account file', () => {
    expect(account).not.toHaveProperty('error');
  });

  it('hides the marker in environment values', () => {
    expect(read('account.json').split(CANARY).length - 1).toBeGreaterThan(2);
  });
});

describe('the story', () => {
  it('has one line that is cut off, and no other that is no JSON', () => {
    expect(lines.length - parsed.length).toBe(1);
  });

  it('changes the account only by facts that an account file may hold', () => {
    const changes = parsed.flatMap((line) => (isChange(line) ? [parseChanges(line['account'])] : []));
    expect(changes.length).toBeGreaterThan(10);
    for (const change of changes) expect(change).not.toHaveProperty('error');
  });

  it('changes the account right above the event that tells of it', () => {
    const below = parsed.filter((_, index) => index > 0 && isChange(parsed[index - 1] ?? {}));
    expect(below).toEqual(below.filter((line) => events.includes(line)));
  });

  it('has events in every kind of envelope', () => {
    const kinds = events.map((event) => {
      if ('detail-type' in event) return 'EventBridge';
      if ('eventName' in event) return 'record';
      return JSON.stringify(event).includes('aws:sqs') ? 'SQS' : 'log file';
    });
    expect(new Set(kinds)).toEqual(new Set(['EventBridge', 'record', 'SQS', 'log file']));
    expect(lines.some((line) => line.includes('TopicArn'))).toBe(true);
  });

  it('takes place on one day, with one event twice and one late', () => {
    const times = records.map(timeOf);
    for (const time of times) expect(time).toMatch(/^2026-04-14T\d\d:\d\d:\d\dZ$/);
    const ids = records.map(({ eventID, id }) => String(eventID ?? id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toHaveLength(1);
    const again = new Set(ids.flatMap((id, index) => (ids.indexOf(id) !== index ? [index] : [])));
    const first = times.filter((_, index) => !again.has(index));
    expect(
      first.filter((time, index) => time < first.slice(0, index).reduce((a, b) => (a > b ? a : b), '')),
    ).toHaveLength(1);
  });

  it('hides the marker in what is asked for and what is answered', () => {
    for (const part of ['requestParameters', 'responseElements']) {
      expect(
        records.filter((record) => JSON.stringify(record[part] ?? null).includes(CANARY)).length,
      ).toBeGreaterThan(2);
    }
  });
});
