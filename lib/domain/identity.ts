import type { Arn } from './arn.ts';

/** A user or role with every policy that applies to it, as AWS keeps them: for those who decide to read. */
export interface Identity {
  readonly arn: Arn;
  /** Inline and attached ones. */
  readonly policies: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
  /** Who may take the role; a user has none. */
  readonly trust?: PolicyDocument;
  /** What applies too but could not be read, each with its reason. */
  readonly unread: readonly string[];
}

/** A policy and what people call it: the ARN of a managed one, `role/deploy inline scale` of an inline one. */
export interface PolicyDocument {
  readonly name: string;
  /** The version that counts, of a managed policy. */
  readonly version?: string;
  /** An object; text where it is no JSON. */
  readonly document: unknown;
}

/** Who may take a role, as far as that alone is read. */
export interface RoleTrust {
  readonly trust?: PolicyDocument;
}

/** A role, user or group of this account. Its `policies` are its own; what a user has by its groups stands under these. */
export interface PrincipalRecord extends Identity {
  readonly kind: PrincipalKind;
  /** `/`, or `/team/`. */
  readonly path: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Of a user; what of them could not be read is among its `unread`. */
  readonly groups: readonly GroupPolicies[];
  /** Of a role: the instance profiles that it is in. */
  readonly instanceProfiles: readonly Arn[];
}
export type PrincipalKind = 'role' | 'user' | 'group';

/** How what was not read begins where it limits a principal: without it there may be less than the policies say. */
export const BOUNDARY = 'permissions boundary';

/** Every user, role and group of the account. */
export interface AccountPrincipals {
  readonly principals: readonly PrincipalRecord[];
  /** An account file that names none: it says nothing of them. */
  readonly isSilent?: true;
}

interface GroupPolicies {
  readonly arn: Arn;
  readonly policies: readonly PolicyDocument[];
}

/** All that applies to a principal, by itself and by its groups. */
export const wholeIdentity = ({
  arn,
  policies,
  groups,
  boundary,
  trust,
  unread,
}: PrincipalRecord): Identity => ({
  arn,
  policies: [...policies, ...groups.flatMap((group) => group.policies)],
  ...(boundary && { boundary }),
  ...(trust && { trust }),
  unread,
});

/** The managed policies that decide for a principal by itself: attached ones and its boundary. */
export const managedPoliciesOf = ({
  policies,
  boundary,
}: Pick<PrincipalRecord, 'policies' | 'boundary'>): readonly Arn[] => [
  ...new Set(
    [...policies, ...(boundary ? [boundary] : [])].flatMap(({ name }) =>
      name.startsWith('arn:') ? [name] : [],
    ),
  ),
];
