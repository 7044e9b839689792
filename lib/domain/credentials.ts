import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import type { Unavailable } from './reading.ts';

/** What a user can sign in and sign requests with. */
export interface Credentials {
  readonly consolePassword: boolean;
  /** Devices of any kind that are enabled; what counts is whether there is one. */
  readonly mfaDevices: number;
  /** The oldest first. */
  readonly accessKeys: readonly AccessKey[];
}

/** A long-term access key. A user has two at most, and a key is never used again once it is deleted. */
export interface AccessKey {
  /** The last four characters; absent where only the account's credential report was read, which has none. */
  readonly id?: string;
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly lastUsedAt?: Instant;
  /** As IAM calls the service: `ecs`. */
  readonly lastUsedService?: string;
}

/** What the root user can sign in with; of the account in one region nothing is read: it is one user for all. */
export type RootCredentials =
  | {
      readonly mfa: boolean;
      readonly accessKeys: boolean;
      /** Undefined: the account does not say. */
      readonly password: boolean | undefined;
    }
  | { readonly ofRegion: true }
  /** An account file that says nothing of it. */
  | { readonly isSilent: true };

/** The organisation that the account is in. */
export type Organization = { readonly id: string } | { readonly none: true };

/** Whether ECS asks for `ecs:TagResource` when something is created with tags, by region: the setting tagResourceAuthorization. */
export type TagAuthorization = Readonly<Record<string, 'on' | 'off' | Unavailable>>;

/** As what ECS uses a role, and which resources say so. */
export interface UsedAs {
  readonly uses: readonly { readonly as: RoleUse; readonly by: Arn }[];
}
export type RoleUse = 'task' | 'execution' | 'container-instance' | 'infrastructure';
