import type { FactValues } from '#domain/facts.ts';
import { resourceOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';

/** Alarms and topics that one service or cluster is known to use; what is beyond the next sweep sees. */
const MOST = 100;

const isOfAlarms = ({ used }: Use): boolean =>
  ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic'].includes(resourceOf(used)?.type ?? '');

/** The alarms that watch something, those above them and their topics; while they cannot be read, those known before. */
export function alarmUses(
  { usageAlarms }: Partial<FactValues>,
  previous: readonly Use[],
): ReadonlySet<string> {
  if (!usageAlarms) return new Set(previous.filter(isOfAlarms).map(({ used }) => used));
  const all = usageAlarms.alarms.flatMap(({ arn, ways }) => [
    arn,
    ...ways.flatMap((way) => [way.arn, ...way.topics]),
  ]);
  // Names that a hostile description has may be too long for a key.
  const valid = all.filter((arn) => arn.length <= 512 && resourceOf(arn) !== undefined);
  return new Set([...new Set(valid)].slice(0, MOST));
}
