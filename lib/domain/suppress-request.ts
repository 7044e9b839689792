import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import { isObject, text } from './json.ts';
import { readUntil } from './until.ts';

/** What a person asks: not to be told of exactly one finding for a time, or to be told of it again. */
export type SuppressRequest =
  | {
      readonly action: 'suppress';
      readonly resourceArn: Arn;
      readonly controlId: string;
      /** `observedAt` of the row that the person saw: what has changed since, nobody has agreed to. */
      readonly observedAt: Instant;
      readonly reason: string;
      readonly owner: string;
      readonly until: Instant;
    }
  | { readonly action: 'unsuppress'; readonly resourceArn: Arn; readonly controlId: string };

/** Characters. Enough for a sentence and a ticket; both stand in rows, messages and lists. */
const LONGEST = { reason: 500, owner: 100 } as const;
/** Characters of what a finding is named by: no resource or control has more, and the tables' keys hold no more. */
const LONGEST_ARN = 1024;
const LONGEST_ID = 128;
/** A suppression for ever is a control switched off for one resource: that is for the settings, in view of all. */
const LONGEST_DAYS = 2 * 366;
const DAY_MS = 86_400_000;

/** What cannot be seen, or would break a line. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Reads a request, whoever wrote it; `wrong` says what to write instead. Never throws. */
export function readSuppressRequest(
  value: unknown,
  now: Instant,
): { readonly request: SuppressRequest } | { readonly wrong: string } {
  const action = text(value, 'action');
  const resourceArn = text(value, 'resourceArn');
  const controlId = text(value, 'controlId');
  if (
    !isObject(value) ||
    !resourceArn ||
    !controlId ||
    resourceArn.length > LONGEST_ARN ||
    controlId.length > LONGEST_ID
  )
    return { wrong: 'the request names no finding: a resource and a control' };
  if (action === 'unsuppress') return { request: { action, resourceArn, controlId } };
  if (action !== 'suppress') return { wrong: 'the request asks neither to suppress nor to unsuppress' };
  const observedAt = text(value, 'observedAt');
  if (!observedAt) return { wrong: 'the request does not say which state of the finding was seen' };
  const reason = text(value, 'reason')?.trim() ?? '';
  const owner = text(value, 'owner')?.trim() ?? '';
  const until = readEnd(text(value, 'until') ?? '', now);
  const wrong =
    faultIn('reason', reason) ?? faultIn('owner', owner) ?? ('wrong' in until ? until.wrong : undefined);
  if (wrong !== undefined || 'wrong' in until) return { wrong: wrong ?? '' };
  return { request: { action, resourceArn, controlId, observedAt, reason, owner, until: until.at } };
}

function faultIn(name: 'reason' | 'owner', value: string): string | undefined {
  if (value === '') return `a suppression needs ${name === 'owner' ? 'an owner' : 'a reason'}`;
  if (value.length > LONGEST[name])
    return `the ${name} has ${value.length} characters, ${LONGEST[name]} are the most`;
  return UNSEEN.test(value) ? `the ${name} holds characters that cannot be seen` : undefined;
}

function readEnd(given: string, now: Instant): ReturnType<typeof readUntil> {
  if (given === '') return { wrong: 'a suppression needs an end date' };
  const end = readUntil(given);
  if ('wrong' in end) return { wrong: `the end date ${given} ${end.wrong}` };
  if (end.at <= now) return { wrong: `the end date ${end.at} is over` };
  return Date.parse(end.at) - Date.parse(now) > LONGEST_DAYS * DAY_MS
    ? {
        wrong:
          'the end date is more than two years away: suppress it by a rule of the settings, or switch the control off there',
      }
    : end;
}
