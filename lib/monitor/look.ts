import type { Arn } from '#domain/arn.ts';
import { after, between, type Instant, latest } from '#domain/instant.ts';
import type { Look } from '#domain/look.ts';
import { record } from '#domain/record.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Lane, LookMessage } from '#domain/work.ts';
import { isReadByOthers, lookAtUsers } from './fan-out.ts';
import { type Gathered, gather, nothing } from './gather.ts';
import { lookOf } from './look-of.ts';
import type { Monitor } from './monitor.ts';
import { project } from './project.ts';
import { projectedState } from './projected-state.ts';
import { adoptRows, repairOf } from './repair.ts';
import { confirmAt } from './timing.ts';
import { countUnannounced } from './unannounced.ts';

/** What became of a look. `dropped`: a newer one was recorded first; `unknown`: there is nothing to record; `named otherwise`: it is looked at under its own ARN. */
export type LookOutcome =
  | 'recorded'
  | 'skipped'
  | 'early'
  | 'dropped'
  | 'unknown'
  | 'not watched'
  | 'named otherwise';

/** After this a look that another worker's fast clock outran is surely newer. */
const SKEW_PAUSE_MS = 1000;
/** Throttled looks come back this often; then the next sweep has it. */
const MAX_ATTEMPTS = 5;
/** SQS delays a message by 15 minutes at most. */
const MAX_DELAY_MS = 900_000;

/** What a sweep began stays behind what changes. */
const laneOf = ({ sweepId, cause, change }: LookMessage): Lane =>
  sweepId !== undefined || (cause === 'follow-up' && !change) ? 'sweep' : 'changes';

/** Whether a resource is in the account that is watched: of whoever acts from another one nothing can be read here. */
const isOurs = ({ arn }: Resource, { home }: Monitor): boolean =>
  home.account === '' || placeOf(arn).account === home.account;

/** Whether an item holds what its principal was seen to do: then a look goes over that, whatever else it reads. */
const isPrincipal = (state: ResourceState | undefined): boolean =>
  Object.values(state?.verdicts ?? {}).some(({ occurrences }) => occurrences !== undefined);

const delayUntil = (due: Instant, now: Instant): number =>
  Math.min(Math.max(between(now, due), 0), MAX_DELAY_MS);

/** Looks at one resource: gathers, judges, records, projects. Everything it sends may come twice; it can stop after any write. */
export async function look(message: LookMessage, monitor: Monitor): Promise<LookOutcome> {
  const { clock, queue, catalogue } = monitor;
  const { resource } = message;
  const wait = message.notBefore === undefined ? 0 : between(clock.now(), message.notBefore);
  if (wait > 0) {
    await queue.send(laneOf(message), [message], Math.min(wait, MAX_DELAY_MS));
    return 'early';
  }
  await announce(message, monitor);
  // What has no verdicts of its own may still change those of its users (a registry).
  const isJudged = catalogue.factsOf(resource.type).length > 0 && isOurs(resource, monitor);
  if (!isJudged && message.cause !== 'sweep') return 'not watched';
  const previous = await projectedState(resource.arn, monitor);
  if (!isJudged && !isPrincipal(previous)) return 'not watched';
  if (previous && isSeen(previous, message, monitor)) return 'skipped';
  const gathered = isJudged
    ? await gather(resource, monitor, message.seenFrom, previous?.uses)
    : nothing(clock.now());
  const actual = gathered.facts.principal?.arn;
  if (actual !== undefined && actual !== resource.arn)
    return lookUnder(actual, message, { previous, gathered }, monitor);
  if (isThrottled(gathered) || gathered.settling) await comeBack(message, gathered, monitor);
  const outcome = await recordLook(previous, gathered, message, monitor);
  // What only the event showed, or somebody decided, must not be lost to a newer look; the pause keeps skewed clocks from spinning.
  if (outcome === 'dropped' && (message.sighting || message.insists))
    await queue.send('changes', [{ ...message, attempt: message.attempt + 1 }], SKEW_PAUSE_MS);
  return outcome;
}

/**
 * A principal that was asked for without its path, or by one that it has no more, is looked at under the ARN that it
 * has. Of what was held under the other there is nothing left, but for what was seen done under it.
 */
async function lookUnder(
  arn: Arn,
  message: LookMessage,
  { previous, gathered }: { readonly previous: ResourceState | undefined; readonly gathered: Gathered },
  monitor: Monitor,
): Promise<LookOutcome> {
  // A sweep lists everybody by their own ARN.
  if (message.cause !== 'sweep') {
    const own: LookMessage = { ...message, resource: { ...message.resource, arn } };
    await monitor.queue.send(laneOf(message), [own]);
  }
  if (previous && !isPrincipal(previous)) {
    const gone: Gathered = { ...gathered, presence: 'missing', facts: {}, unavailable: {} };
    await recordLook(previous, gone, message, monitor);
  }
  return 'named otherwise';
}

/**
 * Sends, before anything is read, what must follow a change even if this worker stops: its confirming look and the
 * looks at its users; the confirming look asks for those again, for whoever was not known as a user the first time.
 * Repeats do no harm: they are skipped by what they have to have seen.
 */
async function announce(message: LookMessage, monitor: Monitor): Promise<void> {
  const { cause, eventTime, resource, seenFrom, hop, attempt } = message;
  if (attempt > 0) return;
  const { queue, clock, catalogue } = monitor;
  const now = clock.now();
  const isRead = isReadByOthers(resource.type, monitor);
  // A push to a repository alters nothing of it that others read; what has no facts of its own may be all theirs.
  const altersSomething = message.alters.length > 0 || catalogue.factsOf(resource.type).length === 0;
  const isChange = hop === 0 ? cause === 'change' || cause === 'confirm' : hop === 1 && passesOn(message);
  if (isRead && altersSomething && isChange) await lookAtUsers(resource, message, seenFrom ?? now, monitor);
  if (cause !== 'change' && cause !== 'follow-up') return;
  // Without a change nothing is unsettled: what a sweep follows up is read from edges just written.
  if (!message.change || !(isRead || catalogue.factsOf(resource.type).length > 0)) return;
  // A follow-up reads an edge just written: what is doubtful is the time around now, not only around the event.
  const notBefore = confirmAt(cause === 'follow-up' ? now : (eventTime ?? now), message, monitor);
  if (notBefore <= now) return;
  const { sighting: _seen, ...rest } = message;
  const confirm: LookMessage = { ...rest, cause: 'confirm', notBefore, seenFrom: notBefore };
  await queue.send('changes', [confirm], delayUntil(notBefore, now));
}

/**
 * A policy changes what its roles and groups are, and so what is read of them elsewhere: by the families of a role, by the
 * users in a group.
 */
const passesOn = ({ resource, change, alters }: LookMessage): boolean =>
  (resource.type === 'AWS::IAM::Role' || resource.type === 'AWS::IAM::Group') &&
  change !== undefined &&
  alters.includes('principal');

/** Whether an earlier look has seen all that this message is about (DESIGN.md "A look is skipped only if …"). */
function isSeen(state: ResourceState, { seenFrom, sighting }: LookMessage, { catalogue }: Monitor): boolean {
  return (
    seenFrom !== undefined &&
    state.observedAt >= seenFrom &&
    state.complete &&
    state.judgedUnder === catalogue.judgedUnder &&
    state.projectedSeq === state.seq &&
    sighting === undefined
  );
}

const isThrottled = ({ unavailable }: Gathered): boolean =>
  Object.values(unavailable).some((each) => each?.unavailable === 'throttled');

/**
 * Asks again for a look that was throttled, or that saw what is on its way to another state. What began before this one does not count as having seen it: this one may yet be
 * recorded over that, and would leave it stale with nobody to come back.
 */
async function comeBack(
  message: LookMessage,
  { observedAt }: Gathered,
  { queue, settings }: Monitor,
): Promise<void> {
  if (message.attempt >= MAX_ATTEMPTS) return;
  const delay = Math.min(settings.timing.retryMs * 2 ** message.attempt, MAX_DELAY_MS);
  const { notBefore: _due, seenFrom: wanted, ...rest } = message;
  const again: LookMessage = {
    ...rest,
    attempt: message.attempt + 1,
    ...(wanted !== undefined && { seenFrom: latest(wanted, after(observedAt, 1)) }),
  };
  await queue.send(laneOf(message), [again], delay);
}

/** Ends a look in one conditional write; a lost race reads the item and diffs again, without a new call to AWS. */
async function recordLook(
  first: ResourceState | undefined,
  gathered: Gathered,
  message: LookMessage,
  monitor: Monitor,
): Promise<LookOutcome> {
  const { store, catalogue } = monitor;
  const { resource, cause } = message;
  let previous = first;
  for (;;) {
    const rows = previous && cause !== 'sweep' ? [] : await store.findingsOf(resource.arn);
    const base = adoptRows(previous, rows, resource, catalogue.judgedUnder);
    const repair = cause === 'sweep' ? repairOf(base, rows, catalogue) : {};
    const seen: Look = { ...(await lookOf(base, gathered, message, monitor)), ...repair };
    const next = record(base, seen);
    if (!next) return base && base.observedAt >= seen.observedAt ? 'dropped' : 'unknown';
    if (await store.putState(next, previous?.version)) {
      await countUnannounced(message, base, next, monitor);
      await afterwards(next, seen, monitor);
      return 'recorded';
    }
    previous = await projectedState(message.resource.arn, monitor);
  }
}

async function afterwards(
  state: ResourceState,
  { resource, presence }: Look,
  monitor: Monitor,
): Promise<void> {
  const { queue, settings, clock, wake } = monitor;
  // Asked for by every such look: a worker that stops here is not the only one to ask, and a look asked for so is
  // again the first to find nothing where a stale or throttled one came between. The one that confirms it ends this.
  if (presence === 'missing' && state.missingSince !== undefined && state.deletedAt === undefined) {
    const notBefore = after(state.missingSince, settings.timing.missingMs);
    const again: LookMessage = {
      kind: 'look',
      resource,
      cause: 'missing',
      notBefore,
      seenFrom: notBefore,
      hop: 0,
      attempt: 0,
      alters: [],
    };
    await queue.send('changes', [again], delayUntil(notBefore, clock.now()));
  }
  await project(state, monitor);
  if (state.untoldRoute === 'immediate') await wake(state.arn);
}
