import {
  DEFAULT_SETTINGS,
  type Parameters,
  type Settings,
  type SuppressionRule,
  type Timing,
} from '#domain/settings.ts';
import { readUntil } from '#domain/until.ts';
import type { SettingsFile } from './file-schema.ts';

/** Between two runs of Docker Bench. */
const EVERY_DAYS = 7;
const DAY_MS = 86_400_000;

/** What the file says, and the defaults for what it leaves open. */
export function complete(file: SettingsFile): Settings {
  const { accountName, homeRegion, recipients } = file;
  return {
    ...(accountName && { accountName: oneLine(accountName) }),
    ...(homeRegion && { homeRegion }),
    regions: [...new Set(file.regions ?? DEFAULT_SETTINGS.regions)],
    recipients: {
      emails: [...new Set(recipients?.emails ?? DEFAULT_SETTINGS.recipients.emails)],
      ...(recipients?.slack && { slack: recipients.slack }),
    },
    ownerTag: file.ownerTag ?? DEFAULT_SETTINGS.ownerTag,
    parameters: parametersOf(file.parameters ?? {}),
    controls: controlsOf(file.controls ?? {}),
    suppressions: (file.suppressions ?? []).flatMap(ruleOf),
    digest: {
      times: [...new Set(file.digest?.times ?? DEFAULT_SETTINGS.digest.times)].sort(),
      zone: file.digest?.zone ?? DEFAULT_SETTINGS.digest.zone,
    },
    usageAlarms: {
      ...filled(DEFAULT_SETTINGS.usageAlarms, file.usageAlarms ?? {}),
      services: [...new Set(file.usageAlarms?.services ?? DEFAULT_SETTINGS.usageAlarms.services)],
    },
    ...(file.dockerBench && {
      dockerBench: {
        targets: file.dockerBench.targets ?? {},
        everyDays: file.dockerBench.everyDays ?? EVERY_DAYS,
      },
    }),
    timing: timingOf(file.timing ?? {}),
  };
}

function parametersOf({
  principals,
  vulnerabilities,
  alarms,
  dockerBench,
  signing,
  network,
  sensitive,
  ...said
}: NonNullable<SettingsFile['parameters']>): Parameters {
  const byDefault = DEFAULT_SETTINGS.parameters;
  return {
    ...filled(byDefault, said),
    principals: filled(byDefault.principals, principals ?? {}),
    vulnerabilities: filled(byDefault.vulnerabilities, vulnerabilities ?? {}),
    dockerBench: filled(byDefault.dockerBench, dockerBench ?? {}),
    alarms: filled(byDefault.alarms, alarms ?? {}),
    signing: filled(byDefault.signing, signing ?? {}),
    network: filled(byDefault.network, network ?? {}),
    sensitive: {
      tag: lowerCased(filled(byDefault.sensitive.tag, sensitive?.tag ?? {})),
      repositories: sensitive?.repositories ?? byDefault.sensitive.repositories,
    },
  };
}

/** People write `Confidential` and `confidential`, and mean the same. */
const lowerCased = ({ key, values }: Parameters['sensitive']['tag']): Parameters['sensitive']['tag'] => ({
  key,
  values: values.map((value) => value.toLowerCase()),
});

/** The defaults, where the file leaves a key out or empty. */
const filled = <T extends object>(
  defaults: T,
  said: { readonly [K in keyof T]?: T[K] | null | undefined },
): T =>
  Object.assign(
    {},
    defaults,
    Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== undefined)),
  );

/** A folded or indented text of several lines as the one line it is shown as. */
const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const controlsOf = (controls: NonNullable<SettingsFile['controls']>): Settings['controls'] =>
  Object.fromEntries(
    Object.entries(controls).map(([id, said]) => [
      id,
      {
        ...(typeof said?.enabled === 'boolean' && { enabled: said.enabled }),
        ...(said?.severity && { severity: said.severity }),
      },
    ]),
  );

function ruleOf(rule: NonNullable<SettingsFile['suppressions']>[number]): readonly SuppressionRule[] {
  const { controls, resources, tags, reason, owner } = rule;
  const end = readUntil(rule.until);
  // The schema has read it before us; a rule without an end must never come into force.
  if ('wrong' in end) return [];
  return [
    {
      controls,
      resources,
      ...(tags && { tags }),
      reason: oneLine(reason),
      owner: oneLine(owner),
      until: end.at,
    },
  ];
}

function timingOf(timing: NonNullable<SettingsFile['timing']>): Timing {
  const { settleMs, confirmMs, missingMs, retryMs, quietMs, sweepReadMs, blindMs, capMs } =
    DEFAULT_SETTINGS.timing;
  const ms = (seconds: number | null | undefined, byDefault: number): number =>
    typeof seconds === 'number' ? Math.round(seconds * 1000) : byDefault;
  return {
    settleMs: ms(timing.settleSeconds, settleMs),
    confirmMs: ms(timing.confirmSeconds, confirmMs),
    missingMs: ms(timing.missingSeconds, missingMs),
    retryMs: ms(timing.retrySeconds, retryMs),
    quietMs: typeof timing.quietDays === 'number' ? Math.round(timing.quietDays * DAY_MS) : quietMs,
    sweepReadMs,
    capMs,
    blindMs: typeof timing.blindMinutes === 'number' ? timing.blindMinutes * 60_000 : blindMs,
  };
}
