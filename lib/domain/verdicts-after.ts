import type { Change } from './change.ts';
import { followVerdict, resolve } from './finding-state.ts';
import type { Look } from './look.ts';
import { asShown, asTimeLeaves } from './occurrence.ts';
import { weighed } from './recent-changes.ts';
import type { ResourceState, Verdict } from './state.ts';
import { nextVerdict } from './verdict.ts';

type Context = {
  readonly changes: readonly Change[];
  readonly seq: number;
  readonly tags: Readonly<Record<string, string>>;
};

/** The verdicts of a resource after a look, each with its finding; `gone`: it was deleted. */
export function verdictsAfter(
  base: ResourceState,
  look: Look,
  gone: boolean,
  context: Context,
): Readonly<Record<string, Verdict>> {
  if (look.presence === 'missing') return gone ? closeAll(base, look, context) : base.verdicts;
  if (look.presence === 'unknown' && base.deletedAt !== undefined) return base.verdicts;
  const verdicts = behavioursAfter(base, look, context);
  for (const judgement of look.judgements) {
    const { controlId } = judgement;
    const before = base.verdicts[controlId];
    const verdict = nextVerdict(before, judgement, look);
    const changes = weighed(context.changes, look, judgement, {
      observedAt: base.observedAt,
      verdict: before,
    });
    const finding = followVerdict(verdict, { look, controlId, ...context, changes, before });
    verdicts[controlId] = finding ? { ...verdict, finding } : verdict;
  }
  for (const [controlId, verdict] of Object.entries(base.verdicts)) {
    const closed =
      controlId in verdicts || verdict.occurrences
        ? undefined
        : closeOne(verdict, 'OUT_OF_SCOPE', { look, controlId, ...context });
    if (closed) verdicts[controlId] = closed;
  }
  return verdicts;
}

const closeAll = (base: ResourceState, look: Look, context: Context): Readonly<Record<string, Verdict>> => ({
  ...behavioursAfter(base, look, context),
  ...Object.fromEntries(
    Object.entries(base.verdicts).flatMap(([controlId, verdict]) => {
      const closed = verdict.occurrences
        ? undefined
        : closeOne(verdict, 'DELETED', { look, controlId, ...context });
      return closed ? [[controlId, closed]] : [];
    }),
  ),
});

/** What was seen of a principal stays what it was, whatever a look at it finds: only time and the catalogue end it. */
function behavioursAfter(base: ResourceState, look: Look, context: Context): Record<string, Verdict> {
  const verdicts: Record<string, Verdict> = {};
  for (const [controlId, verdict] of Object.entries(base.verdicts)) {
    if (!verdict.occurrences) continue;
    const following = { look, controlId, ...context };
    const isKnown = look.behaviours.includes(controlId);
    const next = isKnown
      ? asTimeLeaves(verdict, following, look.timing.quietMs)
      : closeOne(verdict, 'OUT_OF_SCOPE', following);
    if (next) verdicts[controlId] = asShown(next, look.now);
  }
  return verdicts;
}

/** What is left of a verdict whose resource or control is gone: its finding, closed; nothing if it never failed. */
function closeOne(
  verdict: Verdict,
  resolution: 'DELETED' | 'OUT_OF_SCOPE',
  following: Parameters<typeof resolve>[2],
): Verdict | undefined {
  const { finding } = verdict;
  if (!finding) return undefined;
  const why = resolution === 'DELETED' ? 'the resource was deleted' : 'no longer checked';
  const closed =
    finding.status === 'RESOLVED' ? { ...finding, confirmed: true } : resolve(finding, resolution, following);
  const { staleSince: _since, staleWhy: _why, severity: _severity, ...rest } = verdict;
  return { ...rest, status: 'NOT_APPLICABLE', why, fingerprint: [], reasons: [], finding: closed };
}
