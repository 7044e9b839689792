import type { Pattern } from './pattern.ts';

/** Where a policy is attached; it decides which elements must and must not be there. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** One policy document, read. */
export interface Policy {
  /** What people call it: an ARN, an inline policy's name, `resourcePolicy`. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly policy: string;
  /** Its place in the document, from 0: Sids may be absent, repeated or chosen by an attacker. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: Effect;
  readonly actions: Matcher;
  /** Absent where the policy is attached to the one resource it speaks of (ECR repositories, trust policies). */
  readonly resources?: Matcher;
  /** Absent in identity policies: whoever holds the policy. */
  readonly principals?: PrincipalMatcher;
  readonly conditions: readonly Condition[];
  /** Elements that the grammar does not know, as written: they decide nothing. */
  readonly unknown: Readonly<Record<string, unknown>>;
}

export type Effect = 'Allow' | 'Deny';

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Matcher {
  readonly not: boolean;
  readonly patterns: readonly Pattern[];
}

/** `Principal` or `NotPrincipal`, by kind. */
export interface PrincipalMatcher {
  readonly not: boolean;
  /** `"*"` or `{"AWS": "*"}`. */
  readonly anyone: boolean;
  /** ARNs and account ids. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
  readonly federated: readonly string[];
  /** Of kinds that nobody here can be, such as canonical users; as `kind value`. */
  readonly others: readonly string[];
}

/** One key under one operator. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Pattern[];
}
