import type { Forwarding } from '#domain/forwarding.ts';
import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { type Check, examined, type Finding, ill, type Patient, unread, well } from './diagnosis.ts';
import { inEachRegion } from './watched.ts';

/** What sends events of other regions home: all of its rules must be there, for each brings some of them. */
export const forwarders: Check = {
  id: 'forwarders',
  run: (patient) =>
    examined(patient, 'TickFunctionName', 'forwarders', patient.vitals.lambda, ({ environment }) =>
      inEachRegion(patient, async (forwarding, isHome) =>
        // The rules there have a check of their own.
        isHome ? [] : [await judged(forwarding, environment['METRICS_NAMESPACE'] ?? 'ecs-warden', patient)],
      ),
    ),
};

/** `name`: the monitor's, which the names of its rules begin with. */
async function judged({ region, rules }: Forwarding, name: string, { vitals }: Patient): Promise<Finding> {
  const of = `forwarder of ${region}`;
  const found = await vitals.rulesIn(region, name);
  if (isUnavailable(found)) return unread(of, sayUnavailable(found));
  const states = isMissing(found) ? new Map<string, boolean>() : found.value;
  const wanted = rules.map((rule) => rule.name);
  const missing = wanted.filter((each) => !states.has(each));
  const disabled = wanted.filter((each) => states.get(each) === false);
  if (missing.length === wanted.length)
    return ill('blind', of, 'it is not there: no event of this region arrives', DEPLOY);
  if (missing.length + disabled.length === 0) return well(of, `${wanted.length} rules, all of them enabled`);
  const what = [
    ...(missing.length > 0 ? [`gone: ${missing.join(', ')}`] : []),
    ...(disabled.length > 0 ? [`disabled: ${disabled.join(', ')}`] : []),
  ];
  return ill('blind', of, `rules are ${what.join('; ')}`, `${DEPLOY}; ${INCIDENT}`);
}

const DEPLOY = 'deploy all stacks again (cdk deploy --all)';
const INCIDENT = 'if nobody of yours changed them, treat it as an incident';
