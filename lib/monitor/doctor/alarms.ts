import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { AlarmVitals } from '#domain/vitals.ts';
import { type Check, examined, ill, named, type Patient, unread, well } from './diagnosis.ts';

/** Alarms whose word says that it does not see or tell (docs/alarms.md). */
const BLIND_WORDS = /^(BLIND|MUTE)$/;
/** Alarms that are about the account, not about the monitor. */
const FINDINGS_WORDS = /^(CRITICAL|HIGH)$/;

/** Alarms that speak now, and whether they can: they are the only voice of a blind monitor. */
export const alarms: Check = {
  id: 'alarms',
  run: (patient) =>
    examined(patient, 'TickFunctionName', 'alarms', patient.vitals.lambda, async ({ environment }) => {
      const prefix = `${environment['METRICS_NAMESPACE'] ?? 'ecs-warden'} `;
      const found = await patient.vitals.alarms(prefix);
      if (isUnavailable(found)) return [unread('alarms', sayUnavailable(found))];
      const all = isMissing(found) ? [] : found.value;
      if (all.length === 0)
        return [
          ill(
            'warning',
            'alarms',
            'there are none: when the monitor is blind, nobody is told',
            'deploy with alarms, or watch it from outside',
          ),
        ];
      return [...voice(all, patient), ...speaking(all, prefix)];
    }),
};

/** Alarms that may not act, or tell somebody else. */
function voice(all: readonly AlarmVitals[], patient: Patient) {
  const ops = named(patient, 'OpsTopicArn');
  const mute = all.filter(({ acts, tells }) => !acts || ('name' in ops && !tells.includes(ops.name)));
  return mute.length === 0
    ? [well('alarms', `${all.length}, all of them tell the ops topic`)]
    : [
        ill(
          'blind',
          'alarms',
          `${mute.length} of ${all.length} tell nobody: ${mute[0]?.name ?? ''}${mute.length > 1 ? ' …' : ''}`,
          'deploy the stack again, or enable their actions; if nobody of yours switched them off, treat it as an incident',
        ),
      ];
}

const speaking = (all: readonly AlarmVitals[], prefix: string) =>
  all
    .filter(({ state }) => state === 'ALARM')
    .map(({ name }) => {
      const word = name.slice(prefix.length).split(' ', 1)[0] ?? '';
      const of = name.slice(prefix.length);
      if (FINDINGS_WORDS.test(word))
        return well(of, 'in ALARM, as findings are open: ecs-warden findings list');
      return ill(
        BLIND_WORDS.test(word) ? 'blind' : 'warning',
        of,
        'in ALARM',
        'its description says what it means and what to do first',
      );
    });
