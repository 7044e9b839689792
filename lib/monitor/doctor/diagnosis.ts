import type { Instant } from '#domain/instant.ts';
import { isMissing, isUnavailable, type Reading, sayUnavailable } from '#domain/reading.ts';
import type { Settings } from '#domain/settings.ts';
import type { Vitals } from '#domain/vitals.ts';

/**
 * `ok`; `warning`: it sees and tells, but something is not as it should be; `blind`: it does not see or cannot tell;
 * `unknown`: it could not be checked.
 */
export const HEALTH = ['blind', 'unknown', 'warning', 'ok'] as const;
export type Health = (typeof HEALTH)[number];

/** One line of what the doctor says. */
export interface Diagnosis {
  readonly check: string;
  /** What was checked: a queue, a rule, … */
  readonly of: string;
  readonly health: Health;
  readonly says: string;
  /** What to do; absent when all is well. */
  readonly mend?: string;
}

/** A deployed monitor that is looked over: only read, never changed. */
export interface Patient {
  /** What its stack says of itself; a name that an older version lacks is absent. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly vitals: Vitals;
  /** The settings here, and the hash that a deployment of them has. */
  readonly settings: Settings;
  readonly settingsHash: string;
  readonly now: Instant;
}

/** One check: a file of its own, and its line in `checks.ts`. */
export interface Check {
  /** What its lines are called; kebab-case. */
  readonly id: string;
  readonly run: (patient: Patient) => Promise<readonly Finding[]>;
}
export type Finding = Omit<Diagnosis, 'check'>;

export const well = (of: string, says: string): Finding => ({ of, health: 'ok', says });
export const ill = (health: Exclude<Health, 'ok'>, of: string, says: string, mend: string): Finding => ({
  of,
  health,
  says,
  mend,
});

const DEPLOY = 'deploy the stack again';

/** What an output names; the finding that says that there is none. */
export const named = (
  { outputs }: Patient,
  output: string,
): { readonly name: string } | { readonly lacking: Finding } => {
  const name = outputs[output];
  return name !== undefined
    ? { name }
    : {
        lacking: ill('unknown', output, 'the stack has no such output: it is of an older version', DEPLOY),
      };
};

/** What is read of what an output names, judged; what is not there makes the monitor `blind`. */
export async function examined<T>(
  patient: Patient,
  output: string,
  of: string,
  read: (name: string) => Promise<Reading<T>>,
  judge: (value: T, name: string) => readonly Finding[] | Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const known = named(patient, output);
  if ('lacking' in known) return [known.lacking];
  const reading = await read(known.name);
  if (isUnavailable(reading)) return [unread(of, sayUnavailable(reading))];
  if (isMissing(reading)) return [ill('blind', of, `${known.name} is not there any more`, DEPLOY)];
  return judge(reading.value, known.name);
}

export const unread = (of: string, why: string): Finding =>
  ill('unknown', of, `could not be checked: ${why}`, 'run it with credentials that may (docs/doctor.md)');
