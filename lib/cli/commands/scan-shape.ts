import { uriOf } from '#cli/format/sarif.ts';
import type { Shape } from '#cli/format/sink.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import { findingId } from '#monitor/identity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import { sarifOf, suppressionOf, VERDICT_COLUMNS, WHY_COLUMN, whyOf } from './evaluation-words.ts';

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
    ...VERDICT_COLUMNS,
    { title: 'REGION', of: ({ resource }) => placeOf(resource.arn).region },
    {
      title: 'RESOURCE',
      of: ({ resource }) => resource.arn.split(':').slice(5).join(':'),
      narrow: 'middle',
    },
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
    { title: 'resourceArn', of: ({ resource }) => resource.arn },
    { title: 'resourceName', of: ({ resource }) => nameOf(resource) },
    { title: 'account', of: ({ resource }) => placeOf(resource.arn).account },
    { title: 'region', of: ({ resource }) => placeOf(resource.arn).region },
    { title: 'reasons', of: whyOf },
    { title: 'suppressed', of: suppressionOf },
    { title: 'remediation', of: ({ control }) => control.remediation.text },
  ],
  json: jsonOf,
  sarif: (row) => sarifOf(row, { fingerprint: idOf(row), subject: row.resource.arn, uri: uriOfLive(row) }),
};

/** No file: code scanning wants a path all the same. */
const uriOfLive = ({ resource }: Evaluated): string =>
  uriOf(['aws', placeOf(resource.arn).region, resource.type, nameOf(resource)].join('/'));
