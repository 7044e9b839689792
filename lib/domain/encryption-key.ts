import type { Arn } from './arn.ts';
import type { Readable } from './readable.ts';

/** The key of KMS that a repository is encrypted with. */
export type EncryptionKey =
  /** No key of KMS: AES256, or nothing that is said. */
  | { readonly kind: 'none' }
  /** Of a repository that is not sensitive it does not matter, and KMS is not asked. */
  | { readonly kind: 'unasked' }
  /** Another account's: only a customer-managed key can be. Nothing more can be read of it. */
  | { readonly kind: 'foreign'; readonly arn: Arn; readonly account: string }
  | {
      readonly kind: 'own';
      readonly arn: Arn;
      /** CUSTOMER or AWS. */
      readonly manager: Readable<string>;
      /** Enabled, Disabled, PendingDeletion, … */
      readonly state: Readable<string>;
      /** Whether KMS renews its material; undefined: it cannot (imported, asymmetric), or AWS does. */
      readonly rotates?: boolean;
    };
