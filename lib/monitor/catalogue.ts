import { type AnyBehaviour, type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { type AnyControl, controlOn, factsNamedBy, typesOf } from '#domain/control.ts';
import { type FactName, factSpec } from '#domain/facts.ts';
import { NOTHING_OWN, type Own } from '#domain/own.ts';
import type { ResourceType } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import { USES } from '#domain/uses.ts';
import { hashOf } from './identity.ts';
import { type Witness, witnessOf } from './witness.ts';

/** The controls that are switched on, under these settings. */
export interface Catalogue {
  readonly controls: readonly AnyControl[];
  /** Those of them that are judged on events. */
  readonly behaviours: readonly AnyBehaviour[];
  of(type: ResourceType): readonly AnyControl[];
  /** A control of either kind. */
  control(id: string): AnyRule | undefined;
  /** Facts that a look at a resource of this type reads: its controls' and those its uses follow from. */
  factsOf(type: ResourceType): readonly FactName[];
  /** Ids of the controls that need an action for one of their facts: to read it, or to list what to look at. */
  readonly blindWithout: (action: string) => readonly string[];
  /** Of the parameters that this control reads, and of nothing else in the settings. */
  parametersHash(id: string): string;
  severityOverride(id: string): Severity | undefined;
  /** What the deployed monitor is made of; empty where none is deployed. */
  readonly own: Own;
  /** Judges the behaviours on events. */
  readonly witness: Witness;
  /** Changes when any verdict could: controls, their versions, their parameters and severities. */
  readonly judgedUnder: string;
}

/** The catalogue for an operator's settings; a control switched off is not in it. */
export function catalogueOf(
  all: readonly AnyControl[],
  settings: Settings,
  allBehaviours: readonly AnyBehaviour[] = [],
  own: Own = NOTHING_OWN,
): Catalogue {
  const isOn = ({ id }: AnyRule): boolean => settings.controls[id]?.enabled !== false;
  const controls = all.filter(isOn);
  const behaviours = allBehaviours.filter(isOn);
  const rules: readonly AnyRule[] = [...controls, ...behaviours];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const severityOverride = (id: string): Severity | undefined => settings.controls[id]?.severity;
  const parametersHash = remembered((id: string): string =>
    hashOf([
      (byId.get(id)?.parameters ?? []).map((name) => [name, settings.parameters[name]]),
      severityOverride(id) ?? null,
    ]),
  );
  const of = remembered((type: ResourceType): readonly AnyControl[] =>
    controls.filter((control) => typesOf(control).includes(type)).map((control) => controlOn(control, type)),
  );
  const blindWithout = (action: string): readonly string[] =>
    rules.filter((rule) => actionsOf(rule).has(action)).map(({ id }) => id);
  return {
    controls,
    behaviours,
    own,
    witness: witnessOf(behaviours, settings.parameters, own),
    of,
    control: (id) => byId.get(id),
    factsOf: remembered((type) =>
      inOrder([
        ...of(type).flatMap(({ facts, optionalFacts = [] }) => [...facts, ...optionalFacts]),
        ...USES[type].facts,
      ]),
    ),
    blindWithout,
    parametersHash,
    severityOverride,
    judgedUnder: hashOf(rules.map(({ id, version }) => [id, version, parametersHash(id)])),
  };
}

/** Every look asks; what follows from the settings alone is worked out once. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** Every action that the facts of a control cost, those that they need included. */
function actionsOf(rule: AnyRule): ReadonlySet<string> {
  const names = new Set<FactName>(isBehaviour(rule) ? rule.facts : factsNamedBy(rule));
  for (const name of names) for (const needed of factSpec(name).needs) names.add(needed);
  return new Set(
    [...names].map(factSpec).flatMap(({ actions, own = [], bulk }) => [...actions, ...own, ...bulk]),
  );
}

/** Each fact once, behind those it needs; first the one that says whether the resource is there at all. */
function inOrder(names: readonly FactName[]): readonly FactName[] {
  const wanted = new Set(names);
  const ordered: FactName[] = [];
  const add = (name: FactName): void => {
    if (!wanted.delete(name)) return;
    for (const needed of factSpec(name).needs) add(needed);
    ordered.push(name);
  };
  const order = (name: FactName): number => Number(!factSpec(name).identifies);
  const sorted = [...wanted].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  for (const name of sorted) add(name);
  return ordered;
}
