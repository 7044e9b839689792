import { type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { factsNamedBy } from '#domain/control.ts';
import { type Action, FACT_NAMES, type FactName, factSpec } from '#domain/facts.ts';
import { RESOURCE_TYPES, type ResourceType } from '#domain/resource.ts';
import { SERVICES } from '#domain/triggers/index.ts';
import { USES } from '#domain/uses.ts';

/** The facts a control is given: those it needs and those it can do without. */
export const factsReadBy = (rule: AnyRule): readonly FactName[] =>
  isBehaviour(rule) ? rule.facts : factsNamedBy(rule);

/** The names of the events after which a type of resource is looked at, each once, sorted. */
export interface EventNames {
  /** `ecs`: calls come from `ecs.amazonaws.com`, the others from `aws.ecs`. */
  readonly service: string;
  readonly calls: readonly string[];
  readonly native: readonly string[];
}

/** The events that change a type of resource, by service. */
export const eventsOf = (type: ResourceType): readonly EventNames[] =>
  SERVICES.map(({ service, triggers }) => {
    const mine = triggers.filter(({ resourceType }) => resourceType === type);
    return {
      service,
      calls: once(mine.flatMap(({ calls = [] }) => calls)),
      native: once(mine.flatMap(({ native = [] }) => native)),
    };
  }).filter(({ calls, native }) => calls.length + native.length > 0);

const once = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Who asks for a fact: controls, and types of resources whose uses follow from it. */
export interface Demand {
  readonly fact: FactName;
  readonly controls: readonly AnyRule[];
  readonly usesOf: readonly ResourceType[];
}

/** Every fact that somebody asks for. */
const demandsOf = (controls: readonly AnyRule[]): readonly Demand[] =>
  FACT_NAMES.map((fact) => ({
    fact,
    controls: controls.filter((control) => factsReadBy(control).includes(fact)),
    usesOf: RESOURCE_TYPES.filter((type) => USES[type].facts.includes(fact)),
  })).filter(({ controls, usesOf }) => controls.length + usesOf.length > 0);

/** An IAM action and what it is for. */
export interface Permission {
  readonly action: Action;
  readonly demands: readonly Demand[];
  /** Whether no look needs it, only listing in a sweep. */
  readonly sweepOnly: boolean;
}

/** The read actions that the controls cost, sorted. */
export function permissionsOf(controls: readonly AnyRule[]): readonly Permission[] {
  const demands = demandsOf(controls);
  const actions = new Set(demands.flatMap(({ fact }) => [...factSpec(fact).actions, ...factSpec(fact).bulk]));
  return [...actions].sort().map((action) => {
    const asking = demands.filter(({ fact }) =>
      [...factSpec(fact).actions, ...factSpec(fact).bulk].includes(action),
    );
    return {
      action,
      demands: asking,
      sweepOnly: asking.every(({ fact }) => !factSpec(fact).actions.includes(action)),
    };
  });
}
