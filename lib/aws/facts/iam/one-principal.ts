import type { IamCalls } from '#aws/facts/calls/iam.ts';
import { unlessGone } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import type { PrincipalKind } from '#domain/identity.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { allOf } from './markers.ts';

/** A principal in the form that GetAccountAuthorizationDetails has it, and the groups that it is in. */
export interface Detailed {
  readonly arn: Arn;
  readonly detail: Fields;
  /** By name. */
  readonly groups: ReadonlyMap<string, { readonly arn: Arn; readonly detail: Fields }>;
}

/** Reads one principal by its name, call by call; undefined when it is not there, or no more once all is read. */
export const detailed = (kind: PrincipalKind, name: string, iam: IamCalls): Promise<Detailed | undefined> =>
  unlessGone(() => READS[kind](name, iam));

const READS: Readonly<Record<PrincipalKind, (name: string, iam: IamCalls) => Promise<Detailed | undefined>>> =
  {
    role: readRole,
    user: readUser,
    group: readGroup,
  };

const NO_GROUPS: Detailed['groups'] = new Map();

async function readRole(name: string, iam: IamCalls): Promise<Detailed | undefined> {
  const { Role } = await iam.getRole(name);
  const inline = await inlineOf(
    await allOf(
      (on) => iam.listRolePolicies(name, on),
      ({ PolicyNames }) => PolicyNames,
    ),
    (policy) => iam.getRolePolicy(name, policy),
  );
  const AttachedManagedPolicies = await allOf(
    (on) => iam.listAttachedRolePolicies(name, on),
    ({ AttachedPolicies }) => AttachedPolicies,
  );
  const InstanceProfileList = await allOf(
    (on) => iam.listInstanceProfilesForRole(name, on),
    ({ InstanceProfiles }) => InstanceProfiles,
  );
  const arn = Role?.Arn;
  if (arn === undefined) return undefined;
  return {
    arn,
    detail: { ...Role, RolePolicyList: inline, AttachedManagedPolicies, InstanceProfileList },
    groups: NO_GROUPS,
  };
}

async function readUser(name: string, iam: IamCalls): Promise<Detailed | undefined> {
  const { User } = await iam.getUser(name);
  const inline = await inlineOf(
    await allOf(
      (on) => iam.listUserPolicies(name, on),
      ({ PolicyNames }) => PolicyNames,
    ),
    (policy) => iam.getUserPolicy(name, policy),
  );
  const AttachedManagedPolicies = await allOf(
    (on) => iam.listAttachedUserPolicies(name, on),
    ({ AttachedPolicies }) => AttachedPolicies,
  );
  const names = (
    await allOf(
      (on) => iam.listGroupsForUser(name, on),
      ({ Groups }) => Groups,
    )
  ).flatMap(({ GroupName }) => GroupName ?? []);
  const groups = new Map<string, Detailed>();
  for (const each of new Set(names)) {
    // A group that is gone meanwhile gives nothing any more.
    const group = await unlessGone(() => readGroup(each, iam));
    if (group) groups.set(each, group);
  }
  const arn = User?.Arn;
  if (arn === undefined) return undefined;
  const GroupList = [...groups.keys()];
  return { arn, detail: { ...User, UserPolicyList: inline, AttachedManagedPolicies, GroupList }, groups };
}

async function readGroup(name: string, iam: IamCalls): Promise<Detailed | undefined> {
  const { Group } = await iam.getGroup(name);
  const inline = await inlineOf(
    await allOf(
      (on) => iam.listGroupPolicies(name, on),
      ({ PolicyNames }) => PolicyNames,
    ),
    (policy) => iam.getGroupPolicy(name, policy),
  );
  const AttachedManagedPolicies = await allOf(
    (on) => iam.listAttachedGroupPolicies(name, on),
    ({ AttachedPolicies }) => AttachedPolicies,
  );
  const arn = Group?.Arn;
  if (arn === undefined) return undefined;
  return { arn, detail: { ...Group, GroupPolicyList: inline, AttachedManagedPolicies }, groups: NO_GROUPS };
}

/** The inline policies of these names; one that is gone meanwhile is left out. */
async function inlineOf(
  names: readonly string[],
  read: (name: string) => Promise<{ readonly PolicyDocument?: string | undefined }>,
): Promise<readonly Fields[]> {
  const policies: Fields[] = [];
  for (const PolicyName of names) {
    const found = await unlessGone(() => read(PolicyName));
    if (found) policies.push({ PolicyName, PolicyDocument: found.PolicyDocument });
  }
  return policies;
}

/** The managed policies that entries refer to, boundaries included. */
export const referredPolicies = (details: readonly Fields[]): readonly Arn[] => [
  ...new Set(
    details.flatMap((detail) => {
      const boundary = objectsOf([detail['PermissionsBoundary']]);
      return [
        ...objectsOf(detail['AttachedManagedPolicies']).map((each) => textOf(each['PolicyArn'])),
        ...boundary.map((each) => textOf(each['PermissionsBoundaryArn'])),
      ].filter((arn) => arn !== undefined);
    }),
  ),
];
