import { after, earliest, type Instant, latest } from '#domain/instant.ts';
import type { DigestNews } from '#domain/news.ts';
import type { Resource } from '#domain/resource.ts';
import type { Severity } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';
import { whyUnjudged } from '#domain/verdict.ts';
import { type CanaryCounts, canaryCounts } from './canary.ts';
import { markTold } from './claim.ts';
import { hashOf } from './identity.ts';
import type { Monitor } from './monitor.ts';
import { lastDue } from './schedule.ts';
import { claimAll, linesOf, untoldItems } from './summary.ts';
import { sweepNotes } from './sweep-run.ts';
import { digestMessage } from './telling/digest-message.ts';
import { unannounced } from './unannounced.ts';

/** The first digest waits for the first sweep and what follows from it, but no longer than this. */
const FIRST_DIGEST_MS = 3_600_000;
/** Suppressions that end within this time are named. */
const ENDS_SOON_MS = 7 * 86_400_000;

/** What is remembered of the last digest: when it was due, and what it said. */
interface DigestNote {
  readonly at: Instant;
  readonly open?: Readonly<Record<Severity, number>>;
  readonly unannounced?: number;
  readonly canary?: CanaryCounts;
}

/** The digest, if one is due and there is something to tell; true when it went out. */
export async function tellDigest(monitor: Monitor): Promise<boolean> {
  const { store, topic } = monitor;
  const last = await lastDigest(store);
  const time = lastDue(monitor.clock.now(), monitor.settings.digest);
  // Asked before anything is read: between two digests there is nothing to do.
  if (last && time <= last.at) return false;
  const items = await untoldItems('digest', monitor);
  // Nothing to say at its time: what comes later today waits for tomorrow's. What another teller has still counts.
  if (last && items.length === 0 && (await store.untold('digest')).items.length === 0)
    await store.putNote('digest', { ...last, at: time });
  const [oldest] = items.map(({ untoldSince }) => untoldSince ?? monitor.clock.now()).toSorted();
  if (oldest === undefined) return false;
  const due = await dueSince(oldest, monitor);
  if (due === undefined) return false;
  const claimed = await claimAll(items, monitor);
  if (claimed.length === 0) return false;
  const news = await digestNews(due, claimed, last, monitor);
  await topic.publish(digestMessage(news));
  for (const item of claimed) await markTold(item, monitor);
  const note: DigestNote = {
    at: due,
    open: news.open,
    unannounced: await unannounced(monitor),
    canary: await canaryCounts(monitor),
  };
  await store.putNote('digest', note);
  return true;
}

/**
 * Since when a digest is due that tells what has been untold since a moment: a configured time of day since the last
 * one, or the end of the first sweep. Undefined: it is not.
 */
export async function dueSince(oldest: Instant, monitor: Monitor): Promise<Instant | undefined> {
  const { store, clock, settings } = monitor;
  const last = await lastDigest(store);
  const now = clock.now();
  if (last !== undefined) {
    const due = lastDue(now, settings.digest);
    return due > last.at ? latest(due, oldest) : undefined;
  }
  const { endedAt } = await sweepNotes(store);
  const settled = endedAt === undefined ? [] : [after(endedAt, 2 * settings.timing.confirmMs)];
  const due = latest(oldest, earliest(after(oldest, FIRST_DIGEST_MS), ...settled));
  return due <= now ? due : undefined;
}

async function lastDigest(store: Monitor['store']): Promise<DigestNote | undefined> {
  const note = await store.note('digest');
  return typeof note === 'object' && note !== null && 'at' in note && typeof note.at === 'string'
    ? { ...note, at: note.at }
    : undefined;
}

async function digestNews(
  due: Instant,
  claimed: readonly ResourceState[],
  last: DigestNote | undefined,
  monitor: Monitor,
): Promise<DigestNews> {
  const { settings, home, clock, store } = monitor;
  const lines = linesOf(claimed, monitor);
  const census = await takeCensus(monitor);
  const { endedAt } = await sweepNotes(store);
  const count = (transition: string): number =>
    lines.filter(({ part }) => part.transition === transition).length;
  return {
    messageId: hashOf(['digest', home.account, home.region, due]),
    accountName: settings.accountName ?? home.account,
    ...home,
    toldAt: clock.now(),
    ...census,
    opened: count('opened') + count('suppression ended'),
    resolved: count('resolved'),
    reopened: count('reopened'),
    lines,
    ...(endedAt && { lastSweepAt: endedAt }),
    unannounced: Math.max(0, (await unannounced(monitor)) - (last?.unannounced ?? 0)),
    ...canarySince(await canaryCounts(monitor), last?.canary),
    ...(last && { from: last.at }),
    ...(last?.open && { openBefore: last.open }),
    deadLetters: await store.count('dead-letters', 0, after(clock.now(), 30 * 86_400_000)),
  };
}

/** What came of the canaries since a digest; one that is still on its way when the next is written counts there. */
function canarySince(
  now: CanaryCounts,
  before: CanaryCounts = { written: 0, seen: 0, blindMs: 0 },
): Pick<DigestNews, 'canary'> {
  const written = Math.max(0, now.written - before.written);
  const seen = Math.min(written, Math.max(0, now.seen - before.seen));
  const blindMs = Math.max(0, now.blindMs - before.blindMs);
  return now.written === 0 ? {} : { canary: { written, seen, blindMs } };
}

type Burning = NonNullable<DigestNews['stillBurning']>[number];
type Census = Pick<
  DigestNews,
  'open' | 'oldest' | 'endingSuppressions' | 'couldNotJudge' | 'verdicts' | 'resources'
> & { readonly stillBurning: readonly Burning[] };

/** Counts over every item, for a digest: what is open, what could not be judged, which suppressions end soon. */
async function takeCensus({ store, clock }: Pick<Monitor, 'store' | 'clock'>): Promise<Census> {
  const open: Record<Severity, number> = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 };
  const oldest: Partial<Record<Severity, Instant>> = {};
  const endingSuppressions: Census['endingSuppressions'][number][] = [];
  const stillBurning: Burning[] = [];
  const couldNotJudge: Record<string, number> = {};
  let verdicts = 0;
  let resources = 0;
  const soon = after(clock.now(), ENDS_SOON_MS);
  let page: string | undefined;
  do {
    const answer = await store.states(page);
    for (const state of answer.items) {
      if (state.deletedAt === undefined) resources += 1;
      for (const [controlId, verdict] of Object.entries(state.verdicts)) {
        verdicts += 1;
        const why = whyUnjudged(verdict);
        if (why !== undefined) couldNotJudge[why] = (couldNotJudge[why] ?? 0) + 1;
        const { finding } = verdict;
        const resource: Resource = { type: state.type, arn: state.arn };
        if (finding?.status === 'OPEN') {
          // What people were told before; what is new stands in the list.
          if (finding.severity === 'CRITICAL' && state.told[controlId]?.status === 'OPEN')
            stillBurning.push({ resource, controlId, since: finding.openedAt });
          open[finding.severity] += 1;
          oldest[finding.severity] =
            [oldest[finding.severity] ?? finding.statusChangedAt, finding.statusChangedAt].toSorted()[0] ??
            finding.statusChangedAt;
        }
        if (finding?.status === 'SUPPRESSED' && finding.suppression && finding.suppression.until <= soon) {
          endingSuppressions.push({
            resource,
            controlId,
            owner: finding.suppression.owner,
            until: finding.suppression.until,
          });
        }
      }
    }
    page = answer.next;
  } while (page !== undefined);
  return { open, oldest, endingSuppressions, stillBurning, couldNotJudge, verdicts, resources };
}
