import type { JudgedCalls } from './behaviour.ts';
import { VIA_CLOUDTRAIL } from './raw-event.ts';
import type { Pattern, ServiceEvents, Trigger } from './trigger.ts';
import { SERVICES } from './triggers/index.ts';

export { REDUCED_INPUT } from './reduced-event.ts';

/** One EventBridge rule on the default bus, target: the changes queue. */
export interface EventRule {
  readonly name: string;
  /** Whose events it brings; `others`: those of services of which nothing else is watched. */
  readonly service: string;
  readonly pattern: Pattern;
  /** Whether the target gets the reduced form (REDUCED_INPUT) instead of the event. */
  readonly reduced: boolean;
}

/** Below the quota of 2,048 characters for a pattern (EventBridge quotas), with room for tokens resolved at deployment. */
export const MAX_PATTERN = 1900;
/**
 * The rules that bring us every event that changes a resource or that a behaviour is judged on, and each by one rule
 * only: two would mean two looks.
 * Rules over-match a little (dry runs, other accounts' registries); routing drops those with a reason.
 */
export const eventRules = (judged: readonly JudgedCalls[] = []): readonly EventRule[] => {
  const known = SERVICES.map(({ service }) => service);
  const own = SERVICES.flatMap((events) =>
    rulesOf(
      events,
      judged.filter(({ service }) => service === events.service),
    ).map((rule) => ({ ...rule, service: events.service })),
  );
  return [...own, ...rulesOfOthers([...judged.filter(({ service }) => !known.includes(service)), CANARY])];
};

/**
 * Services whose calls are judged and change nothing that is: of theirs only what identifies them travels. They share
 * their rules, so a call of one that is named like a judged call of another comes too, and is dropped by routing.
 */
function rulesOfOthers(judged: readonly JudgedCalls[]): readonly EventRule[] {
  const services = [...new Set(judged.map(({ service }) => service))].sort();
  const reduced = judged.flatMap(({ calls }) => calls);
  const others = { service: OTHERS, triggers: [], ignored: {}, conditions: {}, reduced };
  return rulesOf(others, judged, services).map((rule) => ({ ...rule, service: OTHERS }));
}

/** In the place of a service's name. */
export const OTHERS = 'others';
/** Not judged: the canary's (canary.ts). Tags of other people's rules come too, and are dropped. */
const CANARY: JudgedCalls = { service: 'events', calls: ['TagResource'] };

type Bare = Omit<EventRule, 'service'>;

function rulesOf(
  events: ServiceEvents,
  judged: readonly JudgedCalls[],
  services: readonly string[] = [events.service],
): readonly Bare[] {
  const { service, triggers, reduced } = events;
  const calls = [...namesOf(triggers, 'calls'), ...judged.flatMap((each) => each.calls)];
  const failed = judged.filter((each) => each.failed).flatMap((each) => each.calls);
  const travelling = (name: string, names: readonly string[], didFail: boolean): readonly Bare[] => {
    const once = [...new Set(names)].sort();
    const whole = once.filter((each) => !reduced.includes(each));
    const pattern = callPattern(services, events, didFail);
    return [
      ...binned(name, whole, false, pattern),
      ...binned(
        `${name}-reduced`,
        once.filter((each) => reduced.includes(each)),
        true,
        pattern,
      ),
    ];
  };
  return [
    ...travelling(`${service}-calls`, calls, false),
    ...travelling(`${service}-failed`, failed, true),
    ...nativeRules(events),
  ];
}

const namesOf = (triggers: readonly Trigger[], of: 'calls' | 'native'): readonly string[] =>
  [...new Set(triggers.flatMap((trigger) => trigger[of] ?? []))].sort();

/**
 * A call that failed changed nothing; where attempts are judged they have a rule of their own. The source alone says
 * whose the event is: only AWS can send `aws.…`.
 */
const callPattern =
  (services: readonly string[], { recordedAs }: ServiceEvents, didFail: boolean) =>
  (names: readonly string[]): Pattern => ({
    source: services.map((service) => `aws.${service}`),
    'detail-type': recordedAs ? [recordedAs.detailType] : [...VIA_CLOUDTRAIL],
    detail: { eventName: names, errorCode: [{ exists: didFail }], ...(!didFail && recordedAs?.condition) },
  });

/** Native events with the same conditions share a rule. */
function nativeRules({ service, triggers, conditions, fromOwnBucket = [] }: ServiceEvents): readonly Bare[] {
  const byCondition = new Map<string, string[]>();
  for (const name of namesOf(triggers, 'native')) {
    if (fromOwnBucket.includes(name)) continue;
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
): readonly Bare[] {
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
