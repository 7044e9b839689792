import { uriOf } from '#cli/format/sarif.ts';
import type { Shape } from '#cli/format/sink.ts';
import type { CheckedEvaluation } from '#monitor/check.ts';
import { findingId } from '#monitor/identity.ts';
import { csvColumns, evaluationJson, sarifOf, VERDICT_COLUMNS, WHY_COLUMN } from './evaluation-words.ts';

/** What is in no account yet has no ARN; this names it as well. */
const arnOf = ({ file, spot }: CheckedEvaluation): string => `${file}#${spot.logicalId}`;
const idOf = (row: CheckedEvaluation): string => findingId(row.control.id, { arn: arnOf(row) });

/** The first line to look at: that of the first reason, else that of the resource. */
const lineOf = ({ reasons, spot }: CheckedEvaluation): number => reasons[0]?.line ?? spot.line;

/** One evaluation as the command line shows it (DESIGN.md "The command line"); account and region are `-`. */
const jsonOf = (row: CheckedEvaluation): unknown => {
  const { resource, file, spot } = row;
  const { logicalId, name, line } = spot;
  const place = { account: '-', region: '-', logicalId, file, line };
  return evaluationJson(row, idOf(row), { type: resource.type, arn: arnOf(row), name, ...place });
};

export const CHECK_SHAPE: Shape<CheckedEvaluation> = {
  table: [
    ...VERDICT_COLUMNS,
    { title: 'FILE', of: (row) => `${row.file}:${lineOf(row)}`, narrow: 'middle' },
    { title: 'RESOURCE', of: ({ spot }) => spot.logicalId, narrow: 'middle' },
    WHY_COLUMN,
  ],
  csv: csvColumns(idOf, [
    { title: 'resourceArn', of: arnOf },
    { title: 'resourceName', of: ({ spot }) => spot.name },
    { title: 'file', of: ({ file }) => file },
    { title: 'line', of: (row) => String(lineOf(row)) },
    { title: 'logicalId', of: ({ spot }) => spot.logicalId },
  ]),
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
