import type { FactName, FactValues } from '#domain/facts.ts';
import type { Own } from '#domain/own.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import type { Edge } from '#domain/use.ts';

/** What a control is given in a case: its facts by name, and what the operator set. */
export interface Given {
  readonly facts: { readonly [F in FactName]?: FactValues[F] | Unavailable };
  readonly parameters?: Partial<Parameters>;
  /** What is judged; the home account's family, service or repository when absent. */
  readonly arn?: string;
  /** When it is judged; `NOW` of test/support/facts.ts when absent. */
  readonly now?: string;
}

/** The situations that say what a control does, each under a name that states the rule. */
export interface Cases {
  readonly passes: Readonly<Record<string, Given>>;
  /** `reasons` are all codes and subjects, sorted; `severity` that of the finding. */
  readonly fails: Readonly<
    Record<string, Given & { readonly reasons: readonly string[]; readonly severity: Severity }>
  >;
  readonly notApplicable: Readonly<Record<string, Given & { readonly why: RegExp }>>;
  readonly notAvailable: Readonly<Record<string, Given & { readonly why: RegExp }>>;
  /** Failing, then worse: people must be told again. Or why there is only one way to fail. */
  readonly worse: { readonly before: Given; readonly after: Given } | { readonly cannotGetWorse: string };
}

/** What a behaviour is given in a case: a record as CloudTrail writes it, and what the operator set. */
export interface Seen {
  readonly record: Readonly<Record<string, unknown>>;
  readonly parameters?: Partial<Parameters>;
  /** Facts about the principal, where they were read. */
  readonly facts?: { readonly [F in FactName]?: FactValues[F] | Unavailable };
  /** What the deployed monitor is made of; nothing when absent. */
  readonly own?: Own;
  /** Who uses what was touched, once asked. */
  readonly users?: readonly Edge[];
}

/** The situations that say what a behaviour is, each under a name that states the rule. */
export interface BehaviourCases {
  readonly passes: Readonly<Record<string, Seen>>;
  readonly fails: Readonly<
    Record<string, Seen & { readonly reasons: readonly string[]; readonly severity: Severity }>
  >;
  readonly notApplicable: Readonly<Record<string, Seen & { readonly why: RegExp }>>;
  readonly notAvailable: Readonly<Record<string, Seen & { readonly why: RegExp }>>;
  /** Records on which it is not judged at all. */
  readonly notJudged: Readonly<Record<string, Seen>>;
  readonly worse: { readonly before: Seen; readonly after: Seen } | { readonly cannotGetWorse: string };
}
