import { severityStyle } from '#cli/format/severity-style.ts';
import type { Shape } from '#cli/format/sink.ts';
import type { Column } from '#cli/format/table.ts';
import type { FindingRow } from '#domain/finding.ts';
import type { OutboundMessage } from '#domain/outbound.ts';

const reasonsOf = ({ reasons }: FindingRow): string => reasons.map(({ message }) => message).join('; ');

/** What is wrong; of what is over or suppressed, how that came. */
function whyOf(row: FindingRow): string {
  const { status, resolution = '', suppression } = row;
  if (status === 'RESOLVED') return `resolved: ${resolution}`;
  return suppression
    ? `until ${suppression.until.slice(0, 10)}, ${suppression.owner}: ${suppression.reason} (${reasonsOf(row)})`
    : reasonsOf(row);
}

const plain = (
  title:
    | 'findingId'
    | 'controlId'
    | 'status'
    | 'severity'
    | 'title'
    | 'resourceType'
    | 'resourceArn'
    | 'resourceName'
    | 'account'
    | 'region'
    | 'firstSeenAt'
    | 'statusChangedAt',
) => ({
  title,
  of: (row: FindingRow) => row[title],
});

/** Rows of the findings table. */
export const FINDING_SHAPE: Shape<FindingRow> = {
  table: [
    {
      title: 'STATUS',
      of: ({ status }) => status,
      style: ({ status }) => (status === 'OPEN' ? 'bold' : 'dim'),
    },
    { title: 'SEVERITY', of: ({ severity }) => severity, style: ({ severity }) => severityStyle(severity) },
    { title: 'CONTROL', of: ({ controlId }) => controlId, keep: true },
    {
      title: 'RESOURCE',
      of: ({ resourceArn }) => resourceArn.split(':').slice(5).join(':'),
      narrow: 'middle',
    },
    {
      title: 'WHY',
      of: whyOf,
      narrow: 'wrap',
    },
  ],
  csv: [
    plain('findingId'),
    plain('controlId'),
    plain('status'),
    plain('severity'),
    { title: 'guidance', of: ({ guidance }) => guidance.join(' ') },
    plain('title'),
    plain('resourceType'),
    plain('resourceArn'),
    plain('resourceName'),
    plain('account'),
    plain('region'),
    { title: 'reasons', of: reasonsOf },
    plain('firstSeenAt'),
    plain('statusChangedAt'),
    { title: 'resolution', of: ({ resolution = '' }) => resolution },
    { title: 'suppressionReason', of: ({ suppression }) => suppression?.reason ?? '' },
    { title: 'suppressionOwner', of: ({ suppression }) => suppression?.owner ?? '' },
    { title: 'suppressedUntil', of: ({ suppression }) => suppression?.until ?? '' },
    { title: 'suppressedBy', of: ({ suppression }) => suppression?.by ?? '' },
  ],
  json: (row) => row,
};

/** What was told, in a line each. */
export const MESSAGE_COLUMNS: readonly Column<OutboundMessage>[] = [
  { title: 'KIND', of: ({ attributes }) => attributes.kind },
  {
    title: 'SEVERITY',
    of: ({ attributes }) => attributes.severity,
    style: ({ attributes }) => severityStyle(attributes.severity),
  },
  { title: 'SUBJECT', of: ({ subject }) => subject, narrow: 'wrap' },
  { title: 'CONTROLS', of: ({ attributes }) => attributes.controlIds.join(' '), narrow: 'wrap' },
];
