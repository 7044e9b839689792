import { type EventRule, eventRules } from '#domain/event-rules.ts';
import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { RuleVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, unread, well } from './diagnosis.ts';

/** Without its rule a kind of change is only found by the next sweep: the monitor does not see it happen. */
export const rules: Check = {
  id: 'event-rules',
  run: (patient) =>
    examined(patient, 'ChangesQueueUrl', 'event rules', patient.vitals.queue, async ({ arn }) => {
      const found = await patient.vitals.rulesTo(arn);
      if (isUnavailable(found)) return [unread('event rules', sayUnavailable(found))];
      const deployed = isMissing(found) ? [] : found.value;
      return eventRules().map((rule) =>
        health(
          rule,
          deployed.find(({ description }) => description.endsWith(`(${rule.name})`)),
        ),
      );
    }),
};

const INCIDENT = 'if nobody of yours did that, treat it as an incident';

/** Rules are known by the end of their description: their names are CloudFormation's. */
function health(rule: EventRule, deployed: RuleVitals | undefined) {
  const of = `rule ${rule.name}`;
  if (!deployed)
    return ill(
      'blind',
      of,
      'it is gone, or does not lead to the changes lane any more',
      `deploy the stack again; ${INCIDENT}`,
    );
  if (!deployed.enabled)
    return ill('blind', of, 'it is disabled', `aws events enable-rule --name ${deployed.name}; ${INCIDENT}`);
  return isSamePattern(rule.pattern, deployed.pattern)
    ? well(of, 'enabled, and leads to the changes lane')
    : ill(
        'warning',
        of,
        'it matches other events than this version would',
        `deploy this version; if it is deployed already, ${INCIDENT}`,
      );
}

const isSamePattern = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Objects by their keys, lists by their items: the order of neither says anything in a pattern. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).toSorted();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
}
