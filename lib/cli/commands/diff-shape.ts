import type { Difference, Transition } from '#cli/diff/compare.ts';
import type { Judged } from '#cli/diff/evaluation.ts';
import { severityStyle } from '#cli/format/severity-style.ts';
import type { Shape } from '#cli/format/sink.ts';
import type { Style } from '#cli/format/table.ts';

const STYLES: Readonly<Record<Transition, Style>> = {
  opened: 'bold',
  changed: 'bold',
  'suppression ended': 'bold',
  'not available': 'yellow',
  'available again': 'green',
  suppressed: 'dim',
  resolved: 'green',
};

/** The side that says most: what is so now, else what was. */
const shown = ({ before, after }: Difference): Judged | undefined => after ?? before;

const said = (judged: Judged | undefined): string =>
  judged ? [judged.status, judged.why].filter((text) => text !== '').join(': ') : '';

const severityOf = (difference: Difference): string =>
  shown(difference)?.status === 'FAILED' ? (shown(difference)?.severity ?? '') : '';

const side = (judged: Judged | undefined): unknown =>
  judged && {
    status: judged.status,
    severity: judged.severity,
    suppressed: judged.isSuppressed,
    fingerprint: judged.fingerprint,
    why: judged.why,
  };

/** How one difference looks in each format. */
export const DIFFERENCE_SHAPE: Shape<Difference> = {
  table: [
    {
      title: 'WHAT',
      of: ({ transition }) => transition,
      style: ({ transition }) => STYLES[transition],
      keep: true,
    },
    {
      title: 'SEVERITY',
      of: severityOf,
      style: (row) => severityStyle(shown(row)?.severity ?? 'INFORMATIONAL'),
    },
    { title: 'CONTROL', of: (row) => shown(row)?.controlId ?? '', keep: true },
    { title: 'RESOURCE', of: (row) => shown(row)?.resourceArn ?? '', narrow: 'middle' },
    { title: 'WHY', of: (row) => shown(row)?.why ?? '', narrow: 'wrap' },
  ],
  csv: [
    { title: 'transition', of: ({ transition }) => transition },
    { title: 'severity', of: severityOf },
    { title: 'controlId', of: (row) => shown(row)?.controlId ?? '' },
    { title: 'resourceType', of: (row) => shown(row)?.resourceType ?? '' },
    { title: 'resourceArn', of: (row) => shown(row)?.resourceArn ?? '' },
    { title: 'before', of: ({ before }) => said(before) },
    { title: 'after', of: ({ after }) => said(after) },
  ],
  json: (row) => ({
    transition: row.transition,
    controlId: shown(row)?.controlId,
    resource: { type: shown(row)?.resourceType, arn: shown(row)?.resourceArn },
    before: side(row.before) ?? null,
    after: side(row.after) ?? null,
  }),
};
