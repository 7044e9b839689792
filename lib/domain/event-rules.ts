import { VIA_CLOUDTRAIL } from './raw-event.ts';
import type { Pattern, ServiceEvents, Trigger } from './trigger.ts';
import { SERVICES } from './triggers/index.ts';

export { REDUCED_INPUT } from './reduced-event.ts';

/** One EventBridge rule on the default bus, target: the changes queue. */
export interface EventRule {
  readonly name: string;
  readonly pattern: Pattern;
  /** Whether the target gets the reduced form (REDUCED_INPUT) instead of the event. */
  readonly reduced: boolean;
}

/** Below the quota of 2,048 characters for a pattern (EventBridge quotas), with room for tokens resolved at deployment. */
export const MAX_PATTERN = 1900;
/**
 * The rules that bring us every event that changes a resource, and each by one rule only: two would mean two looks.
 * Rules over-match a little (dry runs, other accounts' registries); routing drops those with a reason.
 */
export const eventRules = (): readonly EventRule[] => SERVICES.flatMap(rulesOf);

function rulesOf(events: ServiceEvents): readonly EventRule[] {
  const calls = namesOf(events.triggers, 'calls');
  const reduced = calls.filter((name) => events.reduced.includes(name));
  const whole = calls.filter((name) => !events.reduced.includes(name));
  return [
    ...binned(`${events.service}-calls`, whole, false, callPattern(events)),
    ...binned(`${events.service}-calls-reduced`, reduced, true, callPattern(events)),
    ...nativeRules(events),
  ];
}

const namesOf = (triggers: readonly Trigger[], of: 'calls' | 'native'): readonly string[] =>
  [...new Set(triggers.flatMap((trigger) => trigger[of] ?? []))].sort();

/** A call that failed changed nothing. The source alone says whose the event is: only AWS can send `aws.…`. */
const callPattern =
  ({ service }: ServiceEvents) =>
  (names: readonly string[]): Pattern => ({
    source: [`aws.${service}`],
    'detail-type': [...VIA_CLOUDTRAIL],
    detail: { eventName: names, errorCode: [{ exists: false }] },
  });

/** Native events with the same conditions share a rule. */
function nativeRules({ service, triggers, conditions }: ServiceEvents): readonly EventRule[] {
  const byCondition = new Map<string, string[]>();
  for (const name of namesOf(triggers, 'native')) {
    const key = JSON.stringify(conditions[name] ?? null);
    byCondition.set(key, [...(byCondition.get(key) ?? []), name]);
  }
  return [...byCondition.values()].flatMap((names, index) => {
    const condition = conditions[names[0] ?? ''];
    const pattern = (types: readonly string[]): Pattern => ({
      source: [`aws.${service}`],
      'detail-type': types,
      ...(condition && { detail: condition }),
    });
    return binned(`${service}-native-${index + 1}`, names, false, pattern);
  });
}

/** As few rules as the length of a pattern allows, filled in order. */
function binned(
  name: string,
  names: readonly string[],
  reduced: boolean,
  pattern: (names: readonly string[]) => Pattern,
): readonly EventRule[] {
  const bins: string[][] = [];
  for (const each of names) {
    const last = bins.at(-1);
    if (last && JSON.stringify(pattern([...last, each])).length <= MAX_PATTERN) last.push(each);
    else bins.push([each]);
  }
  return bins.map((bin, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`,
    pattern: pattern(bin),
    reduced,
  }));
}
