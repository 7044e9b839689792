import { type EvaluationStatus, fingerprint, type Reason } from '#domain/evaluation.ts';
import { isObject, objects, text } from '#domain/json.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';

/** One evaluation as `scan` and `check` print it, as far as a comparison needs it. */
export interface Judged {
  readonly controlId: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly status: EvaluationStatus;
  readonly severity: Severity;
  readonly isSuppressed: boolean;
  /** Code and subject of each reason, sorted. */
  readonly fingerprint: readonly string[];
  /** The messages of the reasons, or why there is none. */
  readonly why: string;
}

const STATUSES: readonly EvaluationStatus[] = ['PASSED', 'FAILED', 'NOT_APPLICABLE', 'NOT_AVAILABLE'];

/** Reads one printed evaluation; undefined: it is none. */
export function judgedIn(value: unknown): Judged | undefined {
  const controlId = text(value, 'controlId');
  const resourceArn = text(value, 'resource', 'arn');
  const status = STATUSES.find((each) => each === text(value, 'status'));
  const severity = SEVERITIES.find((each) => each === text(value, 'severity'));
  if (!isObject(value) || !controlId || !resourceArn || !status || !severity) return undefined;
  const reasons = objects(value, 'reasons').flatMap(
    (each): Pick<Reason, 'code' | 'subject' | 'message'>[] => {
      const [code, subject] = [text(each, 'code'), text(each, 'subject')];
      return code && subject ? [{ code, subject, message: text(each, 'message') ?? code }] : [];
    },
  );
  return {
    controlId,
    resourceArn,
    resourceType: text(value, 'resource', 'type') ?? '',
    status,
    severity,
    isSuppressed: isObject(value['suppressed']),
    fingerprint: fingerprint(reasons),
    why: reasons.map(({ message }) => message).join('; ') || (text(value, 'why') ?? ''),
  };
}
