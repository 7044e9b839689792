import type { JudgedCalls } from './behaviour.ts';
import { type EventRule, eventRules, OTHERS } from './event-rules.ts';
import { globalRegionOf } from './partition.ts';
import { SERVICES } from './triggers/index.ts';

/** What one region sends to the home region: each event by one rule, as at home. */
export interface Forwarding {
  readonly region: string;
  readonly rules: readonly EventRule[];
}

/** Recorded wherever somebody signed in: with its region's page, or with the global one. */
const SIGN_INS = 'signin';
const GLOBAL = SERVICES.filter(({ isGlobal }) => isGlobal).map(({ service }) => service);

/**
 * The regions besides home whose events are needed, and which: of a watched one those of its own resources, of the
 * partition's global region those of IAM, of both sign-ins and what concerns the monitor itself, the canary too. Home never forwards, its rules are on its own bus: so an
 * event is delivered once, whatever the home region is. Where the global region is not known nothing of IAM is forwarded.
 */
export function forwardings(
  home: string,
  watched: readonly string[],
  judged: readonly JudgedCalls[],
): readonly Forwarding[] {
  if (home === '') return [];
  const global = globalRegionOf(home);
  const all = new Set([...watched, ...(global === undefined ? [] : [global])]);
  const regions = [...all].filter((region) => region !== home).sort();
  const rules = eventRules(judged);
  // Of a region that is not watched itself: the canary, and what is done to the rules there.
  const least = eventRules(judged.filter(({ service }) => service === 'events'));
  return regions.map((region) => {
    const isWatched = watched.includes(region);
    const own = (isWatched ? rules : least).filter(({ service }) => service === OTHERS);
    const those = rules.filter(({ service }) => {
      if (service === OTHERS) return false;
      if (service === SIGN_INS) return true;
      return GLOBAL.includes(service) ? region === global : isWatched;
    });
    return { region, rules: [...those, ...own] };
  });
}

/** Every region that events must come from, home first, with the rules that bring them there. */
export const watchedRegions = (
  home: string,
  watched: readonly string[],
  judged: readonly JudgedCalls[],
): readonly Forwarding[] => [
  { region: home, rules: eventRules(judged) },
  ...forwardings(home, watched, judged),
];
