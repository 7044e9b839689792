import { parseArn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { at } from '#domain/json.ts';
import { andThen, collect, type Found, ignored, malformed } from '#domain/trigger.ts';

/** A name or ARN as a record gives it; undefined when it gives none. */
export type Said = Found<string | undefined>;

/** The name or ARN under a path of a request or response; a malformed miss when something else stands there. */
export function said(value: unknown, ...path: readonly string[]): Said {
  const found = at(value, ...path);
  if (found === undefined || found === null) return undefined;
  return typeof found === 'string' ? found : malformed(`${path.at(-1)} is no text`);
}

/** The first that is said. */
export const firstSaid = (...candidates: readonly Said[]): Said =>
  candidates.find((each) => each !== undefined);

/** What is said, or a malformed miss: the record claims to be about a resource but names none. */
export const needed = (value: Said, what: string): Found<string> =>
  andThen(value, (found) => found ?? malformed(`it names no ${what}`));

/** The owner of a resource when that is somebody else. */
export const foreign = (account: string): Found<never> => ignored(`belongs to account ${account}`);

/**
 * What stands behind `kind/` in an ARN of the event's own account and region; a plain name as it is. The ARN is
 * never used itself: the caller makes a new one from the event's place and the checked name.
 */
export function pathOf(event: ChangeEvent, service: string, kind: string, nameOrArn: string): Found<string> {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  const parts = nameOrArn.length <= 2048 ? parseArn(nameOrArn) : undefined;
  const { partition, region, account } = event.place;
  if (parts?.service !== service || !parts.resource.startsWith(`${kind}/`))
    return malformed(`names no valid ${kind} ARN`);
  if (parts.account !== account && /^\d{12}$/.test(parts.account)) return foreign(parts.account);
  if (parts.partition !== partition || parts.region !== region || parts.account !== account) {
    return malformed(`names a ${kind} of another region or partition`);
  }
  return parts.resource.slice(kind.length + 1);
}

/** A name that AWS's own character rules allow; anybody may have written it. */
export const checked = (name: string, rule: RegExp, what: string): Found<string> =>
  rule.test(name) ? name : malformed(`names no valid ${what}`);

/** Whether the record says anything of the call: then an absent cluster is the default one. */
export const saysSomething = ({ request, response }: ChangeEvent): boolean =>
  Object.keys(request).length > 0 || Object.keys(response).length > 0;

/** No call takes more than 100 items (API models); an event of a registry's repositories may have more. */
const MAX_ITEMS = 10_000;

/** The text in each item of a list under a path, or the item itself; items without it are left out, a wrong type is a miss. */
export const saidIn = (items: readonly unknown[], ...path: readonly string[]): Found<readonly string[]> =>
  items.length > MAX_ITEMS
    ? malformed(`names more than ${MAX_ITEMS} resources`)
    : andThen(collect(items.map((item) => said({ item }, 'item', ...path))), (all) =>
        all.filter((each) => each !== undefined),
      );
