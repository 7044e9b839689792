import type { Arn } from './arn.ts';
import { after, type Instant } from './instant.ts';

/** That a resource uses another: kept in the user's state, projected as an edge `used → user`. */
export interface Use {
  readonly used: Arn;
  /** What about the use matters to the used thing's verdicts: `revision:42`, `tag:latest`, `exposure:internet`. */
  readonly features: readonly string[];
  /** When it was last seen; only for uses that nothing lists any more once over (standalone tasks). */
  readonly lastSeen?: Instant;
}

/** The projection of one use, found by what is used. */
export interface Edge extends Use {
  readonly user: Arn;
  /** When a look at the user last confirmed it. */
  readonly confirmedAt: Instant;
}

/** How long a standalone task counts as a use of its revision after it was last seen running (DESIGN.md, B4). */
const STANDALONE_USE_MS = 24 * 3_600_000;
/** When a standalone task was seen is kept to the hour, so that looks within an hour agree and write nothing. */
export const SEEN_GRAIN_MS = 3_600_000;
/** An edge that its user has not confirmed for two daily sweeps (and an hour of grace) is ignored. */
const UNCONFIRMED_EDGE_MS = 49 * 3_600_000;

/** Whether what was confirmed at one moment still counts at another. */
export const isConfirmed = (confirmedAt: Instant, now: Instant): boolean =>
  after(confirmedAt, UNCONFIRMED_EDGE_MS) > now;

/** Whether an edge still tells of a use at a moment. */
export const isLive = (edge: Edge, now: Instant): boolean =>
  isConfirmed(edge.confirmedAt, now) && (edge.lastSeen === undefined || isRecent(edge.lastSeen, now));

/** Whether something seen in the hour that began at `hour` still counts: for 24 hours from the end of that hour, so that a daily task never drops out between two runs. */
export const isRecent = (hour: Instant, now: Instant): boolean =>
  after(hour, STANDALONE_USE_MS + SEEN_GRAIN_MS) > now;

/** The values of one kind of feature: `featureOf(use, 'tag')` of `['tag:latest', 'tag:v1']` is `['latest', 'v1']`. */
export const featureOf = ({ features }: Pick<Use, 'features'>, kind: string): readonly string[] =>
  features
    .filter((feature) => feature.startsWith(`${kind}:`))
    .map((feature) => feature.slice(kind.length + 1));
