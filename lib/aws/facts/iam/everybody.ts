import type { LiveAccount } from '#aws/facts/account.ts';
import type { IamCalls } from '#aws/facts/calls/iam.ts';
import type { Shared } from '#aws/facts/shelf.ts';
import { type Arn, parseArn } from '#domain/arn.ts';
import type { PolicyDocument, PrincipalKind, PrincipalRecord } from '#domain/identity.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { toManagedPolicy, toPrincipal } from '#domain/normalise/principal.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import { managedPolicy } from './managed-policy.ts';
import { allOf } from './markers.ts';
import { referredPolicies } from './one-principal.ts';

/** Every user, role and group of the account, by `role/NAME`. */
export type Everybody = ReadonlyMap<string, PrincipalRecord>;

/** Entries of a page. IAM takes 1 to 1,000 and may answer fewer (API reference). */
export const PRINCIPALS_ON_A_PAGE = 500;

/** By what a principal is found: events and task definitions may leave its path out, and its name is unique. */
export const keyOf = (kind: PrincipalKind, name: string): string => `${kind}/${name}`;

/** The account as a whole, in pages: a sweep's looks share it. */
export const everybody = (
  iam: IamCalls,
  context: Pick<ReadContext, 'freshFrom'>,
  account: LiveAccount,
): Promise<Shared<Everybody>> =>
  account.shelves.everybody.get('all', context, async () => {
    const entries = await allOf(
      async (on) =>
        fieldsOf(await iam.getAccountAuthorizationDetails({ MaxItems: PRINCIPALS_ON_A_PAGE, ...on })) ?? {},
      (page) => [page],
    );
    const policies = new Map<Arn, PolicyDocument>();
    for (const detail of inAll(entries, 'Policies')) {
      const arn = textOf(detail['Arn']) ?? '';
      const policy = toManagedPolicy(arn, detail);
      if (!isUnavailable(policy)) policies.set(arn, policy);
    }
    const details = LISTS.map(({ list, kind }) => ({ kind, entries: inAll(entries, list) }));
    // Attached after its page was read, or kept out of the answer: asked for by itself.
    for (const arn of referredPolicies(details.flatMap((each) => each.entries))) {
      if (policies.has(arn)) continue;
      const { value } = await managedPolicy(arn, iam, context, account);
      if (value) policies.set(arn, value);
    }
    return assembled(details, policies);
  });

const LISTS = [
  { list: 'RoleDetailList', kind: 'role' },
  { list: 'UserDetailList', kind: 'user' },
  { list: 'GroupDetailList', kind: 'group' },
] as const;

const inAll = (pages: readonly Fields[], list: string): readonly Fields[] =>
  pages.flatMap((page) => objectsOf(page[list]));

function assembled(
  details: readonly { readonly kind: PrincipalKind; readonly entries: readonly Fields[] }[],
  policies: ReadonlyMap<Arn, PolicyDocument>,
): Everybody {
  const groups = new Map(
    details.flatMap(({ kind, entries }) =>
      kind === 'group'
        ? entries.map(
            (detail) => [textOf(detail['GroupName']), { arn: textOf(detail['Arn']) ?? '', detail }] as const,
          )
        : [],
    ),
  );
  const around = {
    policy: (arn: Arn) => policies.get(arn),
    group: (name: string) => groups.get(name),
  };
  return new Map(
    details.flatMap(({ kind, entries }) =>
      entries.flatMap((detail): [string, PrincipalRecord][] => {
        const arn = textOf(detail['Arn']);
        const name = parseArn(arn)?.resource.split('/').at(-1);
        return arn === undefined || name === undefined
          ? []
          : [[keyOf(kind, name), toPrincipal(kind, arn, detail, around)]];
      }),
    ),
  );
}
