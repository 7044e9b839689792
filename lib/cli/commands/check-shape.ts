import { uriOf } from '#cli/format/sarif.ts';
import type { Shape } from '#cli/format/sink.ts';
import type { CheckedEvaluation } from '#monitor/check.ts';
import { findingId } from '#monitor/identity.ts';
import { sarifOf, suppressionOf, VERDICT_COLUMNS, WHY_COLUMN, whyOf } from './evaluation-words.ts';

/** What is in no account yet has no ARN; this names it as well. */
const arnOf = ({ file, spot }: CheckedEvaluation): string => `${file}#${spot.logicalId}`;
const idOf = (row: CheckedEvaluation): string => findingId(row.control.id, { arn: arnOf(row) });

/** The first line to look at: that of the first reason, else that of the resource. */
const lineOf = ({ reasons, spot }: CheckedEvaluation): number => reasons[0]?.line ?? spot.line;

/** One evaluation as the command line shows it (DESIGN.md "The command line"); account and region are `-`. */
const jsonOf = (row: CheckedEvaluation): unknown => {
  const { control, resource, status, severity, reasons, why, suppressed, file, spot } = row;
  const { logicalId, name, line } = spot;
  return {
    findingId: idOf(row),
    controlId: control.id,
    status,
    severity,
    guidance: control.guidance,
    title: control.title,
    resource: {
      type: resource.type,
      arn: arnOf(row),
      name,
      account: '-',
      region: '-',
      logicalId,
      file,
      line,
    },
    reasons,
    ...(why !== undefined && { why }),
    ...(suppressed && { suppressed }),
    remediation: control.remediation.text,
  };
};

export const CHECK_SHAPE: Shape<CheckedEvaluation> = {
  table: [
    ...VERDICT_COLUMNS,
    { title: 'FILE', of: (row) => `${row.file}:${lineOf(row)}`, narrow: 'middle' },
    { title: 'RESOURCE', of: ({ spot }) => spot.logicalId, narrow: 'middle' },
    WHY_COLUMN,
  ],
  csv: [
    { title: 'findingId', of: idOf },
    { title: 'controlId', of: ({ control }) => control.id },
    { title: 'status', of: ({ status }) => status },
    { title: 'severity', of: ({ severity }) => severity },
    { title: 'guidance', of: ({ control }) => control.guidance.join(' ') },
    { title: 'title', of: ({ control }) => control.title },
    { title: 'resourceType', of: ({ resource }) => resource.type },
    { title: 'resourceArn', of: arnOf },
    { title: 'resourceName', of: ({ spot }) => spot.name },
    { title: 'file', of: ({ file }) => file },
    { title: 'line', of: (row) => String(lineOf(row)) },
    { title: 'logicalId', of: ({ spot }) => spot.logicalId },
    { title: 'reasons', of: whyOf },
    { title: 'suppressed', of: suppressionOf },
    { title: 'remediation', of: ({ control }) => control.remediation.text },
  ],
  json: jsonOf,
  sarif: (row) =>
    sarifOf(row, {
      fingerprint: idOf(row),
      subject: arnOf(row),
      uri: uriOf(row.file),
      line: row.spot.line,
      lineOf: (index) => row.reasons[index]?.line ?? row.spot.line,
    }),
};
