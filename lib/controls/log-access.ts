import { parseArn } from '#domain/arn.ts';
import type { AccountPrincipals, PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import type { Policy } from '#policy/document.ts';
import { type Holder, mayDo } from '#policy/holder.ts';
import { type Power, powerIn } from '#policy/powers.ts';
import { holdingOf } from './holding.ts';
import { isServiceLinked } from './over-principal.ts';

/** A call, and what of a bucket it is on. */
type On = readonly [action: string, on: 'bucket' | 'objects'];

/** What takes the log away, or gives it to others. */
export const DELETES: readonly On[] = [
  ['s3:DeleteBucket', 'bucket'],
  ['s3:DeleteBucketPolicy', 'bucket'],
  ['s3:DeleteObject', 'objects'],
  ['s3:DeleteObjectVersion', 'objects'],
  ['s3:PutBucketPolicy', 'bucket'],
  ['s3:PutLifecycleConfiguration', 'bucket'],
];
export const READS: readonly On[] = [['s3:GetObject', 'objects']];

/** Where the log of an account lies in a bucket (CloudTrail guide, "Finding your CloudTrail log files"). */
export function logArns(bucket: string, trail: string): Readonly<Record<On[1], string>> {
  const { partition = 'aws', account = '' } = parseArn(trail) ?? {};
  const arn = `arn:${partition}:s3:::${bucket}`;
  return { bucket: arn, objects: `${arn}/AWSLogs/${account}/CloudTrail/any.json.gz` };
}

/** What somebody may do of some calls on a bucket, whose policy may be given. */
export function powersOn(
  holder: Holder,
  calls: readonly On[],
  arns: Readonly<Record<On[1], string>>,
  policy?: Policy,
): readonly Power[] {
  const policies = { ...holder.policies, ...(policy && { resource: policy }) };
  const asking = { ...holder, policies };
  return calls.flatMap(([action, on]) => powerIn(action, [mayDo(asking, action, arns[on])]) ?? []);
}

/** Who of the account can act and is to be judged: a group acts by its members, and AWS answers for its own roles. */
export const actorsIn = (
  { principals }: AccountPrincipals,
  now: Instant,
): readonly { readonly record: PrincipalRecord; readonly holder: Holder; readonly certain: boolean }[] =>
  principals
    .filter((record) => record.kind !== 'group' && !isServiceLinked(record))
    .map((record) => {
      const { holder, unread, limitUnread } = holdingOf(record, now);
      return { record, holder: limitUnread ? nobody(holder) : holder, certain: unread.length === 0 };
    });

/** Somebody whose limits are not known is not said to have anything. */
const nobody = (holder: Holder): Holder => ({ ...holder, policies: { identity: [] } });

/** `role/deploy`. */
export const sayPrincipal = ({ kind, name }: PrincipalRecord): string => `${kind}/${name}`;
