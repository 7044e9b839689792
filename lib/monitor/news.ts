import { sayUser } from '#domain/family.ts';
import type { Instant } from '#domain/instant.ts';
import type { FindingNews, NewsPart } from '#domain/news.ts';
import { liveRevisions } from '#domain/seen.ts';
import { isWorse, rank } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';
import { type Untold, untold } from '#domain/untold.ts';
import type { Edge } from '#domain/use.ts';
import { findingId, hashOf } from './identity.ts';
import type { Monitor } from './monitor.ts';

/** The parts of news about a resource, worst first; a control that is no longer in the catalogue is named by its id. */
export function newsParts(state: ResourceState, { catalogue }: Monitor): readonly NewsPart[] {
  return untold(state)
    .toSorted((a, b) => rank(a.severity) - rank(b.severity) || (a.controlId < b.controlId ? -1 : 1))
    .flatMap((part) => newsPart(state, part, catalogue));
}

function newsPart(state: ResourceState, part: Untold, catalogue: Monitor['catalogue']): readonly NewsPart[] {
  const verdict = state.verdicts[part.controlId];
  if (!verdict?.finding) return [];
  const control = catalogue.control(part.controlId);
  const { finding } = verdict;
  return [
    {
      controlId: part.controlId,
      findingId: findingId(part.controlId, state),
      title: control?.title ?? part.controlId,
      guidance: control?.guidance ?? [],
      transition: part.transition,
      severity: part.severity,
      reasons: finding.reasons,
      newReasons: part.newReasons,
      since: finding.openedAt,
      ...(control && { why: firstSentence(control.why) }),
      ...(finding.resolution && { resolution: finding.resolution }),
      ...(finding.resolvedAt && { resolvedAt: finding.resolvedAt }),
      firstSeen: part.transition === 'opened' && finding.firstSight === true,
      ...(finding.passedSince && { passedSince: finding.passedSince }),
      remediation: { text: control?.remediation.text ?? '', cli: control?.remediation.cli ?? '' },
    },
  ];
}

const firstSentence = (text: string): string => /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** The message of one resource from its item as it is now; undefined when there is nothing to tell. */
export function findingNews(
  state: ResourceState,
  users: readonly Edge[],
  monitor: Monitor,
): FindingNews | undefined {
  const parts = newsParts(state, monitor);
  if (parts.length === 0) return undefined;
  const { settings, clock, home } = monitor;
  const owner = state.tags[settings.ownerTag];
  return {
    // A confirmed resolution raises no `seq`: what is told belongs to the id, or two messages would share one.
    messageId: hashOf([
      state.arn,
      state.seq,
      parts.map(({ controlId, transition, newReasons }) => [controlId, transition, newReasons]),
    ]),
    threadId: hashOf([state.arn, threadSeq(state, parts)]),
    resource: { type: state.type, arn: state.arn },
    accountName: settings.accountName ?? home.account,
    ...(owner !== undefined && { owner }),
    toldAt: clock.now(),
    parts,
    unchanged: unchanged(state, parts),
    changes: changesOf(state, parts),
    usage: state.type === 'AWS::ECS::TaskDefinition' ? sayUsage(users, clock.now()) : [],
  };
}

/** What a message is threaded by: the opening it resolves, else the newest opening it tells of. */
function threadSeq(state: ResourceState, parts: readonly NewsPart[]): number {
  const opened = parts.map(({ controlId }) => state.verdicts[controlId]?.finding?.openedSeq ?? state.seq);
  return parts.every(({ transition }) => transition === 'resolved') ? Math.max(...opened) : state.seq;
}

const unchanged = (state: ResourceState, parts: readonly NewsPart[]): FindingNews['unchanged'] =>
  Object.entries(state.verdicts).flatMap(([controlId, { finding }]) =>
    finding?.status === 'OPEN' &&
    !isWorse('MEDIUM', finding.severity) &&
    !parts.some((part) => part.controlId === controlId)
      ? [{ controlId, since: finding.firstSeenAt }]
      : [],
  );

/** The changes behind the parts, each once; one that is doubtful for a part is for the whole message. */
function changesOf(state: ResourceState, parts: readonly NewsPart[]): FindingNews['changes'] {
  const all = parts
    .flatMap(({ controlId }) => state.verdicts[controlId]?.finding?.changes ?? [])
    .toSorted((a, b) => Number(a.doubtful ?? false) - Number(b.doubtful ?? false));
  const each = [...new Map(all.map((change) => [change.eventId, change])).values()];
  return each.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)).slice(-5);
}

/** `service shop/web runs 42`, `cluster batch ran 3` (a standalone task may be over), one clause a user. */
const sayUsage = (users: readonly Edge[], now: Instant): readonly string[] =>
  users
    .map((edge) => {
      const verb = edge.features.includes('standalone') ? 'ran' : 'runs';
      return `${sayUser(edge.user)} ${verb} ${liveRevisions(edge, now).join(', ')}`;
    })
    .toSorted();
