import type { EntityType } from '@aws-sdk/client-iam';
import type { Lister } from '#aws/facts/account.ts';
import type { PrincipalKind } from '#domain/identity.ts';
import { fieldsOf, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { PRINCIPALS_ON_A_PAGE } from './everybody.ts';
import { iamOf } from './principals.ts';

const OF_KIND = {
  role: { filter: 'Role', list: 'RoleDetailList' },
  user: { filter: 'User', list: 'UserDetailList' },
  group: { filter: 'Group', list: 'GroupDetailList' },
} as const satisfies Record<PrincipalKind, { readonly filter: EntityType; readonly list: string }>;

/** Principals of one kind, by the same call as looks read them, so that it takes no further permission; they are in no region, and listed with the first. */
export const listPrincipals =
  (kind: PrincipalKind): Lister =>
  async ({ region }, page, account) => {
    if (region !== account.regions[0]) return { items: [] };
    const iam = await iamOf(account);
    const { filter, list } = OF_KIND[kind];
    const answer = await iam.getAccountAuthorizationDetails({
      Filter: [filter],
      MaxItems: PRINCIPALS_ON_A_PAGE,
      ...(page !== undefined && { Marker: page }),
    });
    const items = objectsOf(fieldsOf(answer)?.[list]).flatMap((each) => textOf(each['Arn']) ?? []);
    const next = answer.IsTruncated === true ? answer.Marker : undefined;
    return { items, ...(next !== undefined && { next }) };
  };
