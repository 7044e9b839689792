import { type Severity, worst } from './severity.ts';

/**
 * Why a control fails. `code` and `subject` are what the failure *is* (its fingerprint): a subject names what an
 * attacker would change, `-` for the whole resource. Everything else is evidence and may vary without being news.
 */
export interface Reason {
  readonly code: string;
  readonly subject: string;
  /** One clause in plain words, without a full stop. */
  readonly message: string;
  /** Where in the resource, e.g. `containerDefinitions[0].privileged`. */
  readonly path?: string;
  /** Worse or milder than the control's own severity; a control that says it for one reason says it for all. */
  readonly severity?: Severity;
  readonly evidence?: Readonly<Record<string, Evidence>>;
}

type Evidence = string | number | boolean | readonly string[];

export type Evaluation =
  | { readonly status: 'PASSED'; readonly note?: string }
  | { readonly status: 'FAILED'; readonly reasons: readonly [Reason, ...Reason[]] }
  | { readonly status: 'NOT_APPLICABLE'; readonly why: string }
  | { readonly status: 'NOT_AVAILABLE'; readonly why: string };

export type EvaluationStatus = Evaluation['status'];

export const passed = (note?: string): Evaluation =>
  note === undefined ? { status: 'PASSED' } : { status: 'PASSED', note };
export const notApplicable = (why: string): Evaluation => ({ status: 'NOT_APPLICABLE', why });
export const notAvailable = (why: string): Evaluation => ({ status: 'NOT_AVAILABLE', why });

/** FAILED for at least one reason, PASSED for none. */
export const failedIf = ([first, ...rest]: readonly Reason[]): Evaluation =>
  first === undefined ? passed() : { status: 'FAILED', reasons: [first, ...rest] };

/**
 * The verdict over several parts (containers, revisions, task sets) from the verdict on each: one failing part
 * fails the whole; then one part that could not be judged leaves the whole unjudged; it passes only when every
 * part to which the control applies passes. `none` is said when there is no part at all.
 */
export function together(parts: readonly Evaluation[], none: Evaluation): Evaluation {
  const reasons = parts.flatMap((part) => (part.status === 'FAILED' ? part.reasons : []));
  if (reasons.length > 0) return failedIf(mergeReasons(reasons));
  return (
    parts.find((part) => part.status === 'NOT_AVAILABLE') ??
    parts.find((part) => part.status === 'PASSED') ??
    parts[0] ??
    none
  );
}

/** One reason for each code + subject: the worst severity wins, list evidence is united, the first wording stays. */
function mergeReasons(reasons: readonly Reason[]): readonly Reason[] {
  const merged = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = fingerprintOf(reason);
    const known = merged.get(key);
    merged.set(key, known ? mergeTwo(known, reason) : reason);
  }
  return [...merged.values()];
}

function mergeTwo(a: Reason, b: Reason): Reason {
  const evidence: Record<string, Evidence> = { ...b.evidence, ...a.evidence };
  for (const [name, value] of Object.entries(b.evidence ?? {})) {
    const mine = a.evidence?.[name];
    if (typeof mine === 'object' && typeof value === 'object')
      evidence[name] = [...new Set([...mine, ...value])];
  }
  const severity = a.severity && b.severity ? worst(a.severity, b.severity) : (a.severity ?? b.severity);
  return { ...a, ...(severity && { severity }), ...(Object.keys(evidence).length > 0 && { evidence }) };
}

/** What makes a reason the same one as before: its code and subject, nothing else. */
export const fingerprintOf = ({ code, subject }: Pick<Reason, 'code' | 'subject'>): string =>
  `${code} ${subject}`;

/** The fingerprint of a failure: the sorted set of its reasons' codes and subjects. */
export const fingerprint = (reasons: readonly Reason[]): readonly string[] =>
  [...new Set(reasons.map(fingerprintOf))].sort();

/** The severity of a failure: that of its worst reason, each reason's default being the control's. */
export const severityOf = (reasons: readonly Reason[], byDefault: Severity): Severity =>
  reasons.map(({ severity }) => severity ?? byDefault).reduce((a, b) => worst(a, b));
