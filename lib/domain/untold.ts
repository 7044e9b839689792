import type { Instant } from './instant.ts';
import type { NewsPart } from './news.ts';
import { isWorse, type Severity, worst } from './severity.ts';
import type { FindingState, ResourceState, Route, Told, Verdict } from './state.ts';

/** What there is to tell of one control: the difference between its finding and what was told. */
export interface Untold {
  readonly controlId: string;
  readonly transition: NewsPart['transition'];
  readonly route: Exclude<Route, 'silent'>;
  readonly severity: Severity;
  /** Fingerprints that were not told before. */
  readonly newReasons: readonly string[];
}

type Difference = Pick<Untold, 'transition' | 'newReasons'> & { readonly route: Route };

/** What people do not know yet of one finding, whatever its route; undefined when they know all. */
function difference(verdict: Verdict, finding: FindingState, told: Told | undefined): Difference | undefined {
  if (finding.status === 'SUPPRESSED') return undefined;
  if (finding.status === 'RESOLVED') {
    if (finding.confirmed === false || told?.status !== 'OPEN') return undefined;
    const route =
      finding.resolution === 'OUT_OF_SCOPE' && told.route === 'immediate'
        ? 'digest'
        : slower(told.route, verdict.route);
    return { transition: 'resolved', route, newReasons: [] };
  }
  // What a suppression held for is known, though nobody was told; what was passed over as LOW is not.
  const isKnown = told?.status === 'SUPPRESSED' || (told?.status === 'OPEN' && told.route !== 'silent');
  const known = isKnown ? told.fingerprint : [];
  const newReasons = verdict.fingerprint.filter((each) => !known.includes(each));
  if (!told) return { transition: 'opened', route: verdict.route, newReasons };
  if (told.status === 'RESOLVED') return { transition: 'reopened', route: verdict.route, newReasons };
  if (told.status === 'OPEN' && told.route === 'silent')
    return verdict.route === 'silent'
      ? undefined
      : { transition: 'opened', route: verdict.route, newReasons };
  if (newReasons.length > 0 || isWorse(finding.severity, told.severity))
    return { transition: 'worse', route: verdict.route, newReasons };
  return told.status === 'SUPPRESSED'
    ? { transition: 'suppression ended', route: atLeastDigest(verdict.route), newReasons }
    : undefined;
}

/** A resolution goes the way its opening went, but a digest when settings or catalogue made it. */
const slower = (opening: Route, now: Route): Route =>
  opening === 'immediate' && now === 'digest' ? 'digest' : opening;
/** What an ended suppression shows is never told at once. */
const atLeastDigest = (route: Route): Route => (route === 'immediate' ? 'digest' : route);

/**
 * After a teller died between sending and noting it, people may believe either: what is so is told whatever was
 * noted, at least in the digest.
 */
function doubt(verdict: Verdict, finding: FindingState, told: Told | undefined): Difference | undefined {
  if (finding.status === 'SUPPRESSED' || finding.confirmed === false) return undefined;
  const route = told && told.route !== 'silent' ? told.route : verdict.route;
  const transition = finding.status === 'RESOLVED' ? 'resolved' : 'reopened';
  return { transition, route: route === 'silent' ? 'digest' : route, newReasons: verdict.fingerprint };
}

/** What telling is reckoned from. */
type Account = Pick<ResourceState, 'verdicts' | 'told' | 'unsure'>;

const differences = ({ verdicts, told, unsure = [] }: Account) =>
  Object.entries(verdicts).flatMap(([controlId, verdict]) => {
    const { finding } = verdict;
    if (!finding) return [];
    const plain = difference(verdict, finding, told[controlId]);
    const found =
      plain ?? (unsure.includes(controlId) ? doubt(verdict, finding, told[controlId]) : undefined);
    return found ? [{ controlId, severity: finding.severity, ...found }] : [];
  });

/** All that is to be told of a resource, in no order. */
export const untold = (state: Account): readonly Untold[] =>
  differences(state).flatMap((each) => (each.route === 'silent' ? [] : [{ ...each, route: each.route }]));

/** What people know once the current finding of a control has been told (or quietly passed over). */
export function toldNow(state: Account, controlId: string): Told | undefined {
  const verdict = state.verdicts[controlId];
  const finding = verdict?.finding;
  if (!verdict || !finding) return undefined;
  const route =
    verdict.route === 'silent' && state.told[controlId] ? state.told[controlId].route : verdict.route;
  return { status: finding.status, severity: finding.severity, fingerprint: verdict.fingerprint, route };
}

/**
 * `told` moved on without a message: for what is silent, for suppressed findings, and, after a settled look, down to
 * what is still so, so that a part mended for good is news again when it comes back.
 */
export function quietlyTold(state: Account, settled: boolean): Readonly<Record<string, Told>> {
  const told: Record<string, Told> = { ...state.told };
  for (const each of differences(state)) {
    const now = each.route === 'silent' ? toldNow(state, each.controlId) : undefined;
    if (now) told[each.controlId] = { ...now, route: now.status === 'OPEN' ? 'silent' : now.route };
  }
  for (const [controlId, { finding, fingerprint, staleSince }] of Object.entries(state.verdicts)) {
    const known = told[controlId];
    if (!finding) continue;
    if (finding.status === 'SUPPRESSED') told[controlId] = suppressedTold(finding, known);
    else if (finding.status === 'RESOLVED' && known?.status === 'SUPPRESSED')
      told[controlId] = { ...known, status: 'RESOLVED' };
    else if (settled && staleSince === undefined && finding.status === 'OPEN' && known?.status === 'OPEN')
      told[controlId] = milder(known, finding.severity, fingerprint);
  }
  return told;
}

const suppressedTold = ({ severity, suppression }: FindingState, known: Told | undefined): Told => ({
  status: 'SUPPRESSED',
  severity,
  fingerprint: suppression?.fingerprint ?? [],
  route: known?.route ?? 'silent',
});

const milder = (known: Told, severity: Severity, fingerprint: readonly string[]): Told => ({
  ...known,
  severity: isWorse(severity, known.severity) ? known.severity : severity,
  fingerprint: known.fingerprint.filter((each) => fingerprint.includes(each)),
});

/** The state with `untold…` saying what is left to tell: the sparse marks a teller and the tick find it by. */
export function markUntold(state: ResourceState, now: Instant): ResourceState {
  const { untoldSince, untoldRoute: _route, untoldSeverity: _severity, ...rest } = state;
  const parts = untold(state);
  if (parts.length === 0) return rest;
  const immediate = parts.filter(({ route }) => route === 'immediate');
  const severity = (immediate.length > 0 ? immediate : parts)
    .map((part) => part.severity)
    .reduce((a, b) => worst(a, b));
  return {
    ...rest,
    untoldSince: untoldSince ?? now,
    untoldRoute: immediate.length > 0 ? 'immediate' : 'digest',
    untoldSeverity: severity,
  };
}
