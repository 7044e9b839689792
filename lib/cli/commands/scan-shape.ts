import { uriOf } from '#cli/format/sarif.ts';
import type { Shape } from '#cli/format/sink.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import { findingId } from '#monitor/identity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';
import { csvColumns, evaluationJson, sarifOf, VERDICT_COLUMNS, WHY_COLUMN } from './evaluation-words.ts';

const idOf = ({ control, resource }: Evaluated): string => findingId(control.id, resource);

const jsonOf = (row: Evaluated): unknown => {
  const { type, arn } = row.resource;
  const { account, region } = placeOf(arn);
  return evaluationJson(row, idOf(row), { type, arn, name: nameOf(row.resource), account, region });
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
  csv: csvColumns(idOf, [
    { title: 'resourceArn', of: ({ resource }) => resource.arn },
    { title: 'resourceName', of: ({ resource }) => nameOf(resource) },
    { title: 'account', of: ({ resource }) => placeOf(resource.arn).account },
    { title: 'region', of: ({ resource }) => placeOf(resource.arn).region },
  ]),
  json: jsonOf,
  sarif: (row) => sarifOf(row, { fingerprint: idOf(row), subject: row.resource.arn, uri: uriOfLive(row) }),
};

/** No file: code scanning wants a path all the same. */
const uriOfLive = ({ resource }: Evaluated): string =>
  uriOf(['aws', placeOf(resource.arn).region, resource.type, nameOf(resource)].join('/'));
