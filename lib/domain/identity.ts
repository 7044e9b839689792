import type { Arn } from './arn.ts';

/** A user or role with every policy that applies to it, as AWS keeps them: for those who decide to read. */
export interface Identity {
  readonly arn: Arn;
  /** Inline and attached ones; of a user also those of its groups. */
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
  /** An object, or text (URL-encoded, as IAM's API returns it). */
  readonly document: unknown;
}
