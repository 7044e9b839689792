import type { SarifResult } from '#cli/format/sarif.ts';
import { severityStyle } from '#cli/format/severity-style.ts';
import type { Column, Style } from '#cli/format/table.ts';
import { type EvaluationStatus, fingerprintOf } from '#domain/evaluation.ts';
import { IN_FILE_OWNER, NO_END } from '#monitor/check.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';

const STYLES: Readonly<Record<EvaluationStatus, Style>> = {
  FAILED: 'bold',
  NOT_AVAILABLE: 'yellow',
  PASSED: 'green',
  NOT_APPLICABLE: 'dim',
};

const whyOf = ({ reasons, why = '' }: Evaluated): string =>
  reasons.length > 0 ? reasons.map(({ message }) => message).join('; ') : why;

function suppressionOf({ suppressed }: Evaluated): string {
  if (!suppressed) return '';
  const until = suppressed.until === NO_END ? '' : ` until ${suppressed.until}`;
  return `suppressed${until} by ${suppressed.owner}: ${suppressed.reason}`;
}

/** One evaluation in JSON (DESIGN.md "The command line"); what it is about is said by whoever knows where it stands. */
export const evaluationJson = (row: Evaluated, findingId: string, resource: object): unknown => {
  const { control, status, severity, reasons, why, suppressed } = row;
  return {
    findingId,
    controlId: control.id,
    status,
    severity,
    guidance: control.guidance,
    title: control.title,
    resource,
    reasons,
    ...(why !== undefined && { why }),
    ...(suppressed && { suppressed }),
    remediation: control.remediation.text,
  };
};

type Csv<R> = readonly { readonly title: string; readonly of: (row: R) => string }[];

/** The columns of an evaluation in CSV, with those about where it stands in their midst. */
export const csvColumns = <R extends Evaluated>(idOf: (row: R) => string, place: Csv<R>): Csv<R> => [
  { title: 'findingId', of: idOf },
  { title: 'controlId', of: ({ control }) => control.id },
  { title: 'status', of: ({ status }) => status },
  { title: 'severity', of: ({ severity }) => severity },
  { title: 'guidance', of: ({ control }) => control.guidance.join(' ') },
  { title: 'title', of: ({ control }) => control.title },
  { title: 'resourceType', of: ({ resource }) => resource.type },
  ...place,
  { title: 'reasons', of: whyOf },
  { title: 'suppressed', of: suppressionOf },
  { title: 'remediation', of: ({ control }) => control.remediation.text },
];

/** The first columns of a table of evaluations: what the verdict is. */
export const VERDICT_COLUMNS: readonly Column<Evaluated>[] = [
  { title: 'STATUS', of: ({ status }) => status, style: ({ status }) => STYLES[status] },
  {
    title: 'SEVERITY',
    of: ({ status, severity }) => (status === 'FAILED' ? severity : ''),
    style: ({ severity }) => severityStyle(severity),
  },
  { title: 'CONTROL', of: ({ control }) => control.id, keep: true },
];

/** The last one: why. */
export const WHY_COLUMN: Column<Evaluated> = {
  title: 'WHY',
  of: (row) => [whyOf(row), suppressionOf(row)].filter((text) => text !== '').join(' | '),
  narrow: 'wrap',
};

/** Where SARIF results of an evaluation are. */
interface Location extends Pick<SarifResult, 'fingerprint' | 'subject' | 'uri'> {
  /** The line of the resource, and of each reason; absent: it stands in no file. */
  readonly line?: number;
  readonly lineOf?: (reason: number) => number;
}

/** A result for each reason of a failure, for each reason stands on a line of its own; one for every other evaluation. */
export function sarifOf(
  row: Evaluated,
  { line, lineOf, fingerprint, ...place }: Location,
): readonly SarifResult[] {
  const { control, status, severity, reasons, suppressed } = row;
  const common = {
    ...place,
    control,
    status,
    ...(suppressed && {
      suppressed: { justification: suppressed.reason, inSource: suppressed.owner === IN_FILE_OWNER },
    }),
  };
  if (reasons.length === 0) {
    const message = whyOf(row) || control.title;
    return [{ ...common, severity, message, fingerprint, ...(line !== undefined && { line }) }];
  }
  return reasons.map((reason, index) => {
    const at = lineOf?.(index) ?? line;
    return {
      ...common,
      severity: reason.severity ?? severity,
      message: reason.message,
      fingerprint: `${fingerprint} ${fingerprintOf(reason)}`,
      ...(at !== undefined && { line: at }),
    };
  });
}
