import type { ResourceState } from '#domain/state.ts';
import { countUnjudged } from '#domain/verdict.ts';

/** Sort key of a resource's state; suppressions and the monitor's own records share the table under others. */
export const STATE = 'state';
/**
 * The one partition of the index `due`. It is enough: the index holds keys only, so it is written only when a
 * suppression begins or ends and when a behaviour is seen in another hour, not with every look.
 */
export const DUE = 'yes';

/** The one partition of the index `unjudged`. */
export const UNJUDGED = 'yes';

export interface Key {
  readonly arn: string;
  readonly item: string;
}
export interface Stored extends Key {
  readonly body: string;
}

export const keyOf = (arn: string): Key => ({ arn, item: STATE });

/** Only items with such verdicts are in the index `unjudged`; its one partition is as good as empty in a healthy account. */
const unjudged = (verdicts: number): Record<string, unknown> =>
  verdicts > 0 ? { unjudged: UNJUDGED, unjudgedVerdicts: verdicts } : {};

/**
 * The state is kept as one JSON text beside the attributes that the guard and the indexes need. Nobody queries inside
 * it, and its maps hold names that anybody who may tag a resource can choose: a tag named `constructor` or
 * `__proto__` breaks DynamoDB maps in the document client.
 */
export const itemOf = (state: ResourceState): Record<string, unknown> => ({
  ...unjudged(countUnjudged(state)),
  ...keyOf(state.arn),
  version: state.version,
  body: JSON.stringify(state),
  ...(state.untoldRoute !== undefined &&
    state.untoldSince !== undefined && { untoldRoute: state.untoldRoute, untoldSince: state.untoldSince }),
  ...(state.dueAt !== undefined && {
    due: DUE,
    dueAt: state.dueAt,
  }),
});

export const stateOf = ({ body }: Stored): ResourceState => JSON.parse(body) as ResourceState;
