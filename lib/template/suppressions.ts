import type { Arn } from '#domain/arn.ts';
import type { Fault, WrittenSuppression } from '#domain/checked-file.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import type { Declared } from './template.ts';
import { sayKey } from './text/fault.ts';
import type { Places } from './text/places.ts';

interface Read {
  readonly suppressions: readonly WrittenSuppression[];
  readonly faults: readonly Fault[];
}

const NONE: Read = { suppressions: [], faults: [] };

/**
 * `Metadata: { ecs-warden: { suppress: [{ control, reason, until? }] } }` of a resource. One without a reason is a fault
 * and suppresses nothing.
 */
export function suppressionsIn({ metadata, line }: Declared, arn: Arn, places: Places): Read {
  const own = fieldsOf(metadata)?.['ecs-warden'];
  if (own === undefined) return NONE;
  const at = places.lineOf(metadata, 'ecs-warden') ?? line;
  const list = fieldsOf(own)?.['suppress'];
  const unknown = Object.keys(fieldsOf(own) ?? {}).find((key) => key !== 'suppress');
  if (!Array.isArray(list) || unknown !== undefined)
    return {
      suppressions: [],
      faults: [{ line: at, message: 'ecs-warden in Metadata takes suppress, a list, and nothing else' }],
    };
  const read = list.map((item, index) => suppressionOf(item, arn, places.lineOf(list, index) ?? at));
  return {
    suppressions: read.flatMap((each) => ('message' in each ? [] : [each])),
    faults: read.flatMap((each) => ('message' in each ? [each] : [])),
  };
}

function suppressionOf(raw: unknown, arn: Arn, line: number): WrittenSuppression | Fault {
  const fields = fieldsOf(raw) ?? {};
  const controlId = textOf(fields['control']);
  const reason = textOf(fields['reason'])?.trim();
  const until = fields['until'];
  const unknown = Object.keys(fields).find((key) => !['control', 'reason', 'until'].includes(key));
  if (controlId === undefined) return { line, message: 'a suppression names no control' };
  if (!reason) return { line, message: 'a suppression without a reason suppresses nothing' };
  if (unknown !== undefined)
    return { line, message: `a suppression has ${sayKey(unknown)}, which is none of control, reason, until` };
  if (until !== undefined && !isDay(until))
    return { line, message: 'until of a suppression is no day, such as 2027-01-31' };
  return { arn, controlId, reason, line, ...(typeof until === 'string' && { until }) };
}

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
