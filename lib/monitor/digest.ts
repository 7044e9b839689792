import { after, type Instant } from '#domain/instant.ts';
import type { DigestNews } from '#domain/news.ts';
import type { Resource } from '#domain/resource.ts';
import type { Severity } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';
import { markTold } from './claim.ts';
import { hashOf } from './identity.ts';
import type { Monitor } from './monitor.ts';
import { lastDue } from './schedule.ts';
import { claimAll, linesOf, untoldItems } from './summary.ts';
import { sweepNotes } from './sweep-run.ts';
import { digestMessage } from './telling/digest-message.ts';

/** The first digest waits for the first sweep and what follows from it, but no longer than this. */
const FIRST_DIGEST_MS = 3_600_000;
/** Suppressions that end within this time are named. */
const ENDS_SOON_MS = 7 * 86_400_000;

/** The digest, if one is due and there is something to tell; true when it went out. */
export async function tellDigest(monitor: Monitor): Promise<boolean> {
  const items = await untoldItems('digest', monitor);
  if (items.length === 0) return false;
  const due = await digestDue(items, monitor);
  if (due === undefined) return false;
  const claimed = await claimAll(items, monitor);
  if (claimed.length === 0) return false;
  await monitor.topic.publish(digestMessage(await digestNews(due, claimed, monitor)));
  for (const item of claimed) await markTold(item, monitor);
  await monitor.store.putNote('digest', { at: due });
  return true;
}

/** The moment a digest is due for: a configured time of day since the last one, or the end of the first sweep. */
async function digestDue(items: readonly ResourceState[], monitor: Monitor): Promise<Instant | undefined> {
  const { store, clock, settings } = monitor;
  const last = await lastDigest(store);
  const now = clock.now();
  if (last !== undefined) {
    const due = lastDue(now, settings.digest);
    return due > last ? due : undefined;
  }
  const oldest = items.map(({ untoldSince }) => untoldSince ?? now).reduce((a, b) => (a < b ? a : b));
  const { endedAt } = await sweepNotes(store);
  const settled = endedAt !== undefined && after(endedAt, 2 * settings.timing.confirmMs) <= now;
  return settled || after(oldest, FIRST_DIGEST_MS) <= now ? now : undefined;
}

async function lastDigest(store: Monitor['store']): Promise<Instant | undefined> {
  const note = await store.note('digest');
  return typeof note === 'object' && note !== null && 'at' in note && typeof note.at === 'string'
    ? note.at
    : undefined;
}

async function digestNews(
  due: Instant,
  claimed: readonly ResourceState[],
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
    deadLetters: await store.count('dead-letters', 0, after(clock.now(), 30 * 86_400_000)),
  };
}

type Census = Pick<
  DigestNews,
  'open' | 'oldest' | 'endingSuppressions' | 'couldNotJudge' | 'verdicts' | 'resources'
>;

/** Counts over every item: what is open, what could not be judged, which suppressions end soon. */
export async function takeCensus({ store, clock }: Pick<Monitor, 'store' | 'clock'>): Promise<Census> {
  const open: Record<Severity, number> = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 };
  const oldest: Partial<Record<Severity, Instant>> = {};
  const endingSuppressions: Census['endingSuppressions'][number][] = [];
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
        const why = verdict.status === 'NOT_AVAILABLE' ? verdict.why : verdict.staleWhy;
        if (why !== undefined) couldNotJudge[why] = (couldNotJudge[why] ?? 0) + 1;
        const { finding } = verdict;
        if (finding?.status === 'OPEN') {
          open[finding.severity] += 1;
          oldest[finding.severity] =
            [oldest[finding.severity] ?? finding.statusChangedAt, finding.statusChangedAt].toSorted()[0] ??
            finding.statusChangedAt;
        }
        if (finding?.status === 'SUPPRESSED' && finding.suppression && finding.suppression.until <= soon) {
          const resource: Resource = { type: state.type, arn: state.arn };
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
  return { open, oldest, endingSuppressions, couldNotJudge, verdicts, resources };
}
