import type { Act } from './act.ts';
import type { AnyControl, Control } from './control.ts';
import type { Evaluation } from './evaluation.ts';
import type { FactName, FactValues } from './facts.ts';
import type { Own } from './own.ts';
import type { Unavailable } from './reading.ts';
import type { ResourceType } from './resource.ts';
import type { ParameterName, Parameters, Settings } from './settings.ts';
import type { Edge } from './use.ts';

/** Calls of one service that a behaviour is judged on, by name as CloudTrail records them. */
export interface JudgedCalls {
  readonly service: string;
  readonly calls: readonly string[];
  /** Whether attempts that failed are judged too: they come by a rule of their own. */
  readonly failed?: true;
}

/** What a behaviour is told besides the act. `facts` about the principal are there once they were read, or why not. */
interface Setting<F extends FactName = FactName, S extends ParameterName = ParameterName> {
  readonly parameters: Pick<Parameters, S>;
  readonly facts: { readonly [N in F]?: FactValues[N] | Unavailable };
  /** What the deployed monitor is made of. */
  readonly own: Own;
  /** Who uses what the act touched, once it was asked (`readsUsers`); absent: not known yet. */
  readonly users?: readonly Edge[];
}

type Declared<S extends ParameterName> = Omit<
  Control<never, never, S>,
  'resourceType' | 'facts' | 'optionalFacts' | 'evaluate'
>;

/**
 * A control judged on an event itself, attached to whoever acted (DESIGN.md "Words"). Only a failure is kept: what is
 * as it should be would be written with every call.
 */
export interface Behaviour<F extends FactName = FactName, S extends ParameterName = ParameterName>
  extends Declared<S> {
  /** The kind of principal it is mostly found on, `alsoOn` the others; a finding names the one that acted. */
  readonly resourceType: ResourceType;
  readonly events: readonly [JudgedCalls, ...JudgedCalls[]];
  /** Facts about the principal that are read where the event alone leaves it open. */
  readonly facts: readonly F[];
  /** Whether it depends on who uses what was touched: then that is asked where the event alone leaves it open. */
  readonly readsUsers?: true;
  /** Told at once however much else there is to tell: no cap holds it back. */
  readonly urgent?: true;
  /** Whether an act is about what is judged at all; absent: every call of `events` is. */
  readonly concerns?: (act: Act, own: Own) => boolean;
  readonly evaluate: (act: Act, setting: Setting<F, S>) => Evaluation;
}

/** Types a behaviour by the facts and parameters it names: `evaluate` sees exactly those. */
export const defineBehaviour = <const F extends FactName = never, const S extends ParameterName = never>(
  behaviour: Behaviour<F, S>,
): Behaviour<F, S> => behaviour;

/** Any behaviour, as the registry holds them. */
export type AnyBehaviour = Omit<Behaviour, 'facts' | 'parameters' | 'evaluate'> & {
  readonly facts: readonly FactName[];
  readonly parameters: readonly ParameterName[];
  readonly evaluate: (act: Act, setting: Setting) => Evaluation;
};

/** A control of either kind: what lists, pages and messages need. */
export type AnyRule = AnyControl | AnyBehaviour;

export const isBehaviour = (rule: AnyRule): rule is AnyBehaviour => 'events' in rule;

/** Whether a behaviour is judged on an act: its call, whether it came to anything, and what it was about. */
export const judges = (
  { events, concerns }: Pick<AnyBehaviour, 'events' | 'concerns'>,
  act: Act,
  own: Own,
): boolean => {
  const { service, call, failed } = act;
  const isNamed = events.some(
    (each) =>
      each.service === service && each.calls.includes(call) && (failed === undefined || each.failed === true),
  );
  return isNamed && concerns?.(act, own) !== false;
};

/** The calls that the enabled behaviours are judged on: the rules bring them. */
export const judgedCalls = (
  behaviours: readonly AnyBehaviour[],
  { controls }: Pick<Settings, 'controls'>,
): readonly JudgedCalls[] =>
  behaviours.filter(({ id }) => controls[id]?.enabled !== false).flatMap(({ events }) => events);
