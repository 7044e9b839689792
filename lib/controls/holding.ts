import { BOUNDARY, type PolicyDocument, type PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { plain } from '#domain/json.ts';
import { iamArn, placeOf } from '#domain/resource.ts';
import type { Policy, PolicyKind } from '#policy/document.ts';
import { type Holder, keysRead } from '#policy/holder.ts';
import { parsePolicy } from '#policy/parse.ts';
import { NOBODY } from '#policy/powers.ts';
import { type Principal, principalOf } from '#policy/principal.ts';
import { knownOf } from './known-of.ts';

/** A principal with its policies read: what may be asked about it, and what is not known. */
export interface Holding {
  /** With all that applies to it. */
  readonly holder: Holder;
  /** Of a user in groups: without what it has from them. */
  readonly own: Holder | undefined;
  /** What each group of a user gives by itself. */
  readonly groups: readonly { readonly name: string; readonly holder: Holder }[];
  /** What could not be read, documents that are no policies among it. */
  readonly unread: readonly string[];
  /** Whether its permissions boundary is among them: then it may have less than its policies say. */
  readonly limitUnread: boolean;
}

const TIME = ['aws:currenttime', 'aws:epochtime'];
const remembered = new WeakMap<PrincipalRecord, { readonly holding: Holding; readonly at?: Instant }>();

/** Reads the policies of a principal; once for all controls. */
export function holdingOf(record: PrincipalRecord, now: Instant): Holding {
  const known = remembered.get(record);
  if (known && (known.at === undefined || known.at === now)) return known.holding;
  const holding = read(record, now);
  const isTimed = keysRead(holding.holder.policies).some((key) => TIME.includes(key.toLowerCase()));
  remembered.set(record, { holding, ...(isTimed && { at: now }) });
  return holding;
}

function read(record: PrincipalRecord, now: Instant): Holding {
  const broken: string[] = [];
  const policiesOf = (documents: readonly PolicyDocument[]): readonly Policy[] =>
    documents.flatMap((each) => policyIn(each, 'identity', broken) ?? []);
  const boundary = record.boundary && policyIn(record.boundary, 'identity', broken);
  const own = policiesOf(record.policies);
  const groups = record.groups.map((group) => ({ ...group, identity: policiesOf(group.policies) }));
  const mine = (identity: readonly Policy[]): Holder =>
    holderOf(record, { identity, ...(boundary && { boundary }) }, now);
  return {
    holder: mine([...own, ...groups.flatMap(({ identity }) => identity)]),
    own: groups.length > 0 ? mine(own) : undefined,
    groups: groups.map(({ arn, identity }) => ({
      name: arn.slice(arn.lastIndexOf('/') + 1),
      holder: holderOf({ arn, kind: 'group', tags: {} }, { identity }, now),
    })),
    unread: [...record.unread, ...broken].map(plain),
    limitUnread:
      (record.boundary !== undefined && !boundary) || record.unread.some((text) => text.startsWith(BOUNDARY)),
  };
}

type Asker = Pick<PrincipalRecord, 'arn' | 'kind' | 'tags' | 'trust'>;

function holderOf(asker: Asker, policies: Holder['policies'], now: Instant): Holder {
  const { partition, account } = placeOf(asker.arn);
  return {
    principal: askerOf(asker),
    policies,
    place: { partition, account },
    known: knownOf(asker, policies, now),
  };
}

/** Who asks: of a group, a member of it whom no policy names. */
function askerOf({ arn, kind }: Asker): Principal {
  const asker = kind === 'group' ? iamArn(placeOf(arn), 'user', NOBODY) : arn;
  return principalOf(asker) ?? { type: 'anonymous' };
}

const parsed = new WeakMap<PolicyDocument, ReturnType<typeof parsePolicy>>();

/** A policy; undefined, with the reason added to `broken`, for a document that is none. */
export function policyIn(document: PolicyDocument, kind: PolicyKind, broken: string[]): Policy | undefined {
  // A managed policy is the same document for all who have it.
  const found = parsed.get(document) ?? parsePolicy(document.document, document.name, kind);
  parsed.set(document, found);
  if ('policy' in found) return found.policy;
  const { path, message } = found.errors[0];
  broken.push(`${document.name} cannot be read (${`${path} ${message}`.trim()})`);
  return undefined;
}
