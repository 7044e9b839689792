import type { Evaluation } from '#domain/evaluation.ts';
import { after, type Instant } from '#domain/instant.ts';
import type { Judgement, Look } from '#domain/look.ts';
import { record } from '#domain/record.ts';
import { repositoryArn } from '#domain/resource.ts';
import { DEFAULT_TIMING } from '#domain/settings.ts';
import type { ResourceState, Told } from '#domain/state.ts';
import { markUntold, toldNow, untold } from '#domain/untold.ts';

const DAY: Instant = '2026-04-14T08:00:00.000Z';
/** So many minutes into the morning of these tests. */
export const minute = (n: number): Instant => after(DAY, n * 60_000);

/** A judgement of control `rule` (HIGH, version 1) that a change event is due to. */
export const judgement = (evaluation: Evaluation, says: Partial<Judgement> = {}): Judgement => ({
  controlId: 'rule',
  evaluation,
  severity: 'HIGH',
  controlVersion: 1,
  parametersHash: 'p1',
  due: true,
  ...says,
});

/** A look at repository `app` in a minute; unsettled, as one right after a change is. */
export const lookAt = (
  n: number,
  judged: Evaluation | readonly Judgement[],
  says: Partial<Look> = {},
): Look => ({
  resource: {
    type: 'AWS::ECR::Repository',
    arn: repositoryArn({ partition: 'aws', region: 'eu-west-1', account: '123456789012' }, 'app'),
  },
  observedAt: minute(n),
  now: minute(n),
  presence: 'present',
  deletes: false,
  creates: false,
  firstSight: false,
  settled: false,
  judgements: 'status' in judged ? [judgement(judged)] : judged,
  behaviours: [],
  complete: true,
  denied: [],
  judgedUnder: 'u1',
  hop: 0,
  suppressions: { rules: [], exact: [] },
  timing: DEFAULT_TIMING,
  ...says,
});

/** A look that finds no such resource. */
export const missingAt = (n: number, says: Partial<Look> = {}): Look =>
  lookAt(n, [], { presence: 'missing', ...says });

/** The item after these looks, each recorded upon the one before. */
export function afterLooks(...looks: readonly Look[]): ResourceState {
  return continued(undefined, ...looks);
}

/** The item after further looks. */
export function continued(from: ResourceState | undefined, ...looks: readonly Look[]): ResourceState {
  const state = looks.reduce<ResourceState | undefined>(
    (previous, look) => record(previous, look) ?? previous,
    from,
  );
  if (!state) throw new Error('nothing was recorded');
  return state;
}

/** The item once a teller has said all that is untold: `told` moves to what it said. */
export function afterTelling(state: ResourceState): ResourceState {
  const said = untold(state).flatMap(({ controlId }): [string, Told][] => {
    const told = toldNow(state, controlId);
    return told ? [[controlId, told]] : [];
  });
  return markUntold({ ...state, told: { ...state.told, ...Object.fromEntries(said) } }, state.observedAt);
}

/** What is untold, shortly: `worse rule immediate`. */
export const untoldGist = (state: ResourceState): readonly string[] =>
  untold(state).map(({ transition, controlId, route }) => `${transition} ${controlId} ${route}`);
