import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { FunctionVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, type Patient, well } from './diagnosis.ts';

/** What stops with each: without evaluate and tick it does not see, without notify and tick it does not tell at once. */
const FUNCTIONS = [
  ['evaluate', 'EvaluateFunctionName', 'blind'],
  ['sweep', 'SweepFunctionName', 'warning'],
  ['notify', 'NotifyFunctionName', 'blind'],
  ['tick', 'TickFunctionName', 'blind'],
  ['suppress', 'SuppressFunctionName', 'warning'],
] as const;

/** Whether each function can run at all, and whether it fails. */
export const functions: Check = {
  id: 'functions',
  run: async (patient) => {
    const each = FUNCTIONS.map(([of, output, health]) =>
      examined(patient, output, of, patient.vitals.lambda, async (found, name) => {
        const stopped = whyStopped(found);
        return stopped ? [ill(health, of, ...stopped)] : [await working(of, name, patient)];
      }),
    );
    return (await Promise.all(each)).flat();
  },
};

function whyStopped({ state, lastUpdate, reserved }: FunctionVitals): readonly [string, string] | undefined {
  if (reserved === 0)
    return [
      'its reserved concurrency is 0: it can never run',
      'remove the reservation; if nobody of yours made it, treat it as an incident',
    ];
  // A function that nobody called for long is Inactive and wakes with the next call.
  if (!['Active', 'Inactive'].includes(state)) return [`it is ${state}`, 'look at the function in Lambda'];
  return lastUpdate === 'Failed'
    ? ['its last update failed: it runs the version before', 'deploy the stack again']
    : undefined;
}

async function working(of: string, name: string, { vitals }: Patient) {
  const activity = await vitals.activity(name);
  if (isUnavailable(activity)) return well(of, `active; errors not known (${sayUnavailable(activity)})`);
  const { errors = 0, throttles = 0 } = isMissing(activity) ? {} : activity.value;
  if (errors > 0)
    return ill(
      'warning',
      of,
      `${errors} errors within the hour`,
      `read the lines with "level":"ERROR" in the log of ${name}`,
    );
  return throttles > 0
    ? ill(
        'warning',
        of,
        `throttled ${throttles} times within the hour`,
        "look at the region's Lambda concurrency",
      )
    : well(of, 'active, no errors within the hour');
}
