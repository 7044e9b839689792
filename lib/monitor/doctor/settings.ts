import { type Check, examined, ill, well } from './diagnosis.ts';

/** Whether it judges by the settings that lie here. */
export const settings: Check = {
  id: 'settings',
  run: (patient) =>
    examined(patient, 'EvaluateFunctionName', 'settings', patient.vitals.lambda, ({ environment }) =>
      environment['SETTINGS_HASH'] === patient.settingsHash
        ? [well('settings', 'those deployed are those here')]
        : [
            ill(
              'warning',
              'settings',
              `those deployed (${environment['SETTINGS_HASH'] ?? 'none'}) are not those here (${patient.settingsHash})`,
              'deploy the stack again, or name its file with --config',
            ),
          ],
    ),
};
