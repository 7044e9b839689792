import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import type { IamCalls } from '#aws/facts/calls/iam.ts';
import type { Shared } from '#aws/facts/shelf.ts';
import { type Arn, parseArn } from '#domain/arn.ts';
import type { PolicyDocument, PrincipalKind, PrincipalRecord } from '#domain/identity.ts';
import { toPrincipal } from '#domain/normalise/principal.ts';
import { globalRegionOf } from '#domain/partition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { everybody, keyOf } from './everybody.ts';
import { managedPolicy } from './managed-policy.ts';
import { type Detailed, detailed, referredPolicies } from './one-principal.ts';

type Wanted = Pick<ReadContext, 'freshFrom' | 'now'>;

/** IAM of the account's partition; it has one for all regions. */
export function iamOf(account: LiveAccount): Promise<IamCalls> {
  const [region = 'us-east-1'] = account.regions;
  return account.iam(globalRegionOf(region) ?? region);
}

/** A user, role or group with every policy that applies to it. */
export const readPrincipal: Reader<'principal'> = async ({ arn }, context, account) => {
  const { kind, name } = partsOf(arn);
  const { value, readAt } = await principals([keyOf(kind, name)], context, account);
  const principal = value.get(keyOf(kind, name));
  return principal ? { value: principal, readAt } : { missing: true };
};

/** Some principals by `role/NAME`: one look reads its own, looks that may share read the whole account in pages. */
export async function principals(
  keys: readonly string[],
  context: Wanted,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, PrincipalRecord>>> {
  const iam = await iamOf(account);
  return account.pools.principals.get('iam', keys, context, {
    some: (wanted) => some(wanted, iam, context, account),
    all: async () => (await everybody(iam, context, account)).value,
  });
}

async function some(
  keys: readonly string[],
  iam: IamCalls,
  context: Wanted,
  account: LiveAccount,
): Promise<ReadonlyMap<string, PrincipalRecord>> {
  const found = new Map<string, PrincipalRecord>();
  for (const key of keys) {
    const { kind, name } = partsOf(`:::::${key}`);
    const one = await detailed(kind, name, iam);
    if (one) found.set(key, await withPolicies(kind, one, iam, context, account));
  }
  return found;
}

async function withPolicies(
  kind: PrincipalKind,
  { arn, detail, groups }: Detailed,
  iam: IamCalls,
  context: Wanted,
  account: LiveAccount,
): Promise<PrincipalRecord> {
  const policies = new Map<Arn, PolicyDocument>();
  for (const each of referredPolicies([detail, ...[...groups.values()].map((group) => group.detail)])) {
    const { value } = await managedPolicy(each, iam, context, account);
    if (value) policies.set(each, value);
  }
  return toPrincipal(kind, arn, detail, {
    policy: (each) => policies.get(each),
    group: (name) => groups.get(name),
  });
}

/** The kind and name of a principal, whatever its path. */
function partsOf(arn: Arn): { readonly kind: PrincipalKind; readonly name: string } {
  const resource = parseArn(arn)?.resource ?? arn.split(':').slice(5).join(':');
  const kind = resource.split('/', 1)[0];
  return {
    kind: kind === 'user' || kind === 'group' ? kind : 'role',
    name: resource.slice(resource.lastIndexOf('/') + 1),
  };
}
