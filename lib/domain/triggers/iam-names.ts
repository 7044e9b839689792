import { type Arn, parseArn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { text } from '#domain/json.ts';
import { accountArn, type IamKind, iamArn } from '#domain/resource.ts';
import { andThen, type Found, ignored, isMiss, malformed } from '#domain/trigger.ts';
import { firstSaid, foreign, type Said, said } from './names.ts';

/** IAM user guide, "IAM and STS quotas": names of 128 characters at most, of letters, digits and `+=,.@_-`. */
const NAME = /^[\w+=,.@-]{1,128}$/;
/** A path with its name; AWS allows odder ones in a path, of which the name alone is taken. */
const PATH_AND_NAME = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/;
/** How CloudTrail has been seen to name the root user where a user's name stands. */
const ROOT_NAME = 'AWS ROOT USER';

/**
 * What a record names, as an ARN of the event's own account. A request gives a name without its path: whoever looks at
 * it asks IAM by name, and learns the path.
 */
export function iamNamed(event: ChangeEvent, kind: IamKind, nameOrArn: string): Found<Arn> {
  if (!nameOrArn.startsWith('arn:')) return own(event, kind, nameOrArn);
  const parts = nameOrArn.length <= 2048 ? parseArn(nameOrArn) : undefined;
  if (parts?.service !== 'iam' || !parts.resource.startsWith(`${kind}/`))
    return malformed(`names no valid ${kind} ARN`);
  const { account, partition } = event.place;
  if (parts.account !== account && /^\d{12}$/.test(parts.account)) return foreign(parts.account);
  if (parts.account !== account || parts.partition !== partition)
    return malformed(`names a ${kind} of another partition`);
  return own(event, kind, parts.resource.slice(kind.length + 1));
}

function own({ place }: ChangeEvent, kind: IamKind, pathAndName: string): Found<Arn> {
  if (PATH_AND_NAME.test(pathAndName) && pathAndName.length <= 600) return iamArn(place, kind, pathAndName);
  const name = pathAndName.split('/').at(-1) ?? '';
  return NAME.test(name) ? iamArn(place, kind, name) : malformed(`names no valid ${kind}`);
}

/** CloudTrail leaves parameters out that are too large, as policies can be: then the record is sound, but says too little. */
export const needed = (value: Said, what: string): Found<string> =>
  andThen(value, (found) => found ?? ignored(`it names no ${what}; the next sweep reads what it changed`));

/** Finds what a call is about: the answer has the ARN where the call creates it, the request a name. */
export const named =
  (kind: IamKind) =>
  (event: ChangeEvent): Found<readonly Arn[]> => {
    const { request, response } = event;
    const name = firstSaid(said(response, kind, 'arn'), said(request, `${kind}Name`));
    return andThen(needed(name, kind), (found) => alone(iamNamed(event, kind, found)));
  };

const alone = (arn: Found<Arn>): Found<readonly Arn[]> => (isMiss(arn) ? arn : [arn]);

/** Whose credentials a call is about: a user by name, or whoever calls where it names nobody. */
function owner(event: ChangeEvent): Said {
  const { request, response, detail } = event;
  const name = firstSaid(said(request, 'userName'), said(response, 'accessKey', 'userName'));
  if (isMiss(name)) return name;
  const isRoots = text(request, 'serialNumber')?.endsWith(':mfa/root-account-mfa-device') === true;
  if (name === ROOT_NAME || (name === undefined && isRoots)) return ROOT_NAME;
  if (name !== undefined) return name;
  const caller = text(detail, 'userIdentity', 'type');
  if (caller === 'Root') return ROOT_NAME;
  return caller === 'IAMUser'
    ? firstSaid(said(detail, 'userIdentity', 'arn'), said(detail, 'userIdentity', 'userName'))
    : undefined;
}

/** The user whose password, key or device a call is about; none where they are those of the root user. */
export const userOfCredential = (event: ChangeEvent): Found<readonly Arn[]> => {
  const found = owner(event);
  if (found === ROOT_NAME) return [];
  return andThen(needed(found, 'user'), (name) => alone(iamNamed(event, 'user', name)));
};

/** The account, where a password, key or device is the root user's. */
export const accountOfCredential = (event: ChangeEvent): Found<readonly Arn[]> => {
  const found = owner(event);
  return found === ROOT_NAME ? [accountArn(event.place)] : isMiss(found) ? found : [];
};
