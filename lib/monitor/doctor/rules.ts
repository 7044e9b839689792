import { behaviours } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { type EventRule, eventRules } from '#domain/event-rules.ts';
import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { RuleVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, type Patient, unread, well } from './diagnosis.ts';

/** Without its rule a kind of change is only found by the next sweep: the monitor does not see it happen. */
export const rules: Check = {
  id: 'event-rules',
  run: (patient) =>
    examined(
      patient,
      'ChangesQueueUrl',
      'event rules',
      (url) => patient.vitals.queue(url),
      async ({ arn }) => {
        const found = await patient.vitals.rulesTo(arn);
        if (isUnavailable(found)) return [unread('event rules', sayUnavailable(found))];
        const deployed = isMissing(found) ? [] : found.value;
        const derived = eventRules(judgedCalls(behaviours, patient.settings));
        const watched = await watchedNames(patient, derived);
        return [...new Set([...derived.map(({ name }) => name), ...watched])].map((name) =>
          health(
            name,
            derived.find((rule) => rule.name === name),
            deployed.find(({ description }) => description.endsWith(`(${name})`)),
            watched.includes(name),
          ),
        );
      },
    ),
};

/** The rules that the deployment says it has; where it does not say, those of this version. */
async function watchedNames(
  { outputs, vitals }: Patient,
  derived: readonly EventRule[],
): Promise<readonly string[]> {
  const name = outputs['EvaluateFunctionName'];
  const evaluate = name === undefined ? undefined : await vitals.lambda(name);
  const said = evaluate && 'value' in evaluate ? evaluate.value.environment['EVENT_RULES'] : undefined;
  return said?.split(' ') ?? derived.map((rule) => rule.name);
}

const INCIDENT = 'if nobody of yours did that, treat it as an incident';

/** Rules are known by the end of their description: their names are CloudFormation's. */
function health(
  name: string,
  rule: EventRule | undefined,
  deployed: RuleVitals | undefined,
  isWatched: boolean,
) {
  const of = `rule ${name}`;
  if (!deployed)
    return isWatched
      ? ill(
          'blind',
          of,
          'it is gone, or does not lead to the changes lane any more',
          `deploy the stack again; ${INCIDENT}`,
        )
      : ill('warning', of, 'the deployed version does not have it yet', 'deploy this version');
  if (!deployed.enabled)
    return ill('blind', of, 'it is disabled', `aws events enable-rule --name ${deployed.name}; ${INCIDENT}`);
  if (rule && !isSamePattern(rule.pattern, deployed.pattern))
    return ill(
      'warning',
      of,
      'it matches other events than this version would',
      `deploy this version; if it is deployed already, ${INCIDENT}`,
    );
  return well(of, 'enabled, and leads to the changes lane');
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
