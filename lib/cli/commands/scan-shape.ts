import { severityStyle } from '#cli/format/severity-style.ts';
import type { Shape } from '#cli/format/sink.ts';
import type { Style } from '#cli/format/table.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import { findingId } from '#monitor/identity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';

const STYLES: Readonly<Record<EvaluationStatus, Style>> = {
  FAILED: 'bold',
  NOT_AVAILABLE: 'yellow',
  PASSED: 'green',
  NOT_APPLICABLE: 'dim',
};

const whyOf = ({ reasons, why = '' }: Evaluated): string =>
  reasons.length > 0 ? reasons.map(({ message }) => message).join('; ') : why;

const suppressionOf = ({ suppressed }: Evaluated): string =>
  suppressed ? `suppressed until ${suppressed.until} by ${suppressed.owner}: ${suppressed.reason}` : '';

const idOf = ({ control, resource }: Evaluated): string => findingId(control.id, resource);

/** One evaluation as the command line shows it (DESIGN.md "The command line"). */
const jsonOf = (evaluated: Evaluated): unknown => {
  const { control, resource, status, severity, reasons, why, suppressed } = evaluated;
  const { account, region } = placeOf(resource.arn);
  return {
    findingId: idOf(evaluated),
    controlId: control.id,
    status,
    severity,
    guidance: control.guidance,
    title: control.title,
    resource: { type: resource.type, arn: resource.arn, name: nameOf(resource), account, region },
    reasons,
    ...(why !== undefined && { why }),
    ...(suppressed && { suppressed }),
    remediation: control.remediation.text,
  };
};

export const EVALUATION_SHAPE: Shape<Evaluated> = {
  table: [
    { title: 'STATUS', of: ({ status }) => status, style: ({ status }) => STYLES[status] },
    {
      title: 'SEVERITY',
      of: ({ status, severity }) => (status === 'FAILED' ? severity : ''),
      style: ({ severity }) => severityStyle(severity),
    },
    { title: 'CONTROL', of: ({ control }) => control.id, keep: true },
    { title: 'REGION', of: ({ resource }) => placeOf(resource.arn).region },
    {
      title: 'RESOURCE',
      of: ({ resource }) => resource.arn.split(':').slice(5).join(':'),
      narrow: 'middle',
    },
    {
      title: 'WHY',
      of: (row) => [whyOf(row), suppressionOf(row)].filter((text) => text !== '').join(' | '),
      narrow: 'wrap',
    },
  ],
  csv: [
    { title: 'findingId', of: idOf },
    { title: 'controlId', of: ({ control }) => control.id },
    { title: 'status', of: ({ status }) => status },
    { title: 'severity', of: ({ severity }) => severity },
    { title: 'guidance', of: ({ control }) => control.guidance.join(' ') },
    { title: 'title', of: ({ control }) => control.title },
    { title: 'resourceType', of: ({ resource }) => resource.type },
    { title: 'resourceArn', of: ({ resource }) => resource.arn },
    { title: 'resourceName', of: ({ resource }) => nameOf(resource) },
    { title: 'account', of: ({ resource }) => placeOf(resource.arn).account },
    { title: 'region', of: ({ resource }) => placeOf(resource.arn).region },
    { title: 'reasons', of: whyOf },
    { title: 'suppressed', of: suppressionOf },
    { title: 'remediation', of: ({ control }) => control.remediation.text },
  ],
  json: jsonOf,
};
