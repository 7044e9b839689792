import type { JudgedCalls } from './behaviour.ts';
import { type EventRule, eventRules } from './event-rules.ts';
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
 * partition's global region those of IAM, of both sign-ins. Home never forwards, its rules are on its own bus: so an
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
  return regions.map((region) => ({
    region,
    rules: rules.filter(({ service }) => {
      if (service === SIGN_INS) return true;
      return GLOBAL.includes(service) ? region === global : watched.includes(region);
    }),
  }));
}
