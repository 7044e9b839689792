import { type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { factsNamedBy } from '#domain/control.ts';
import { type Action, type FactName, factSpec } from '#domain/facts.ts';
import { RESOURCE_TYPES } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import { USES } from '#domain/uses.ts';

/**
 * The read actions that the evaluator needs, sorted: those of the facts that the enabled controls name and that uses
 * follow from, single and bulk. Nothing else is allowed to it (promise 7); docs/permissions.md shows who asks for each.
 */
export function readActions(controls: readonly AnyRule[], settings: Settings): readonly Action[] {
  const enabled = controls.filter(({ id }) => settings.controls[id]?.enabled !== false);
  const facts = new Set<FactName>([
    ...enabled.flatMap((rule) => (isBehaviour(rule) ? rule.facts : factsNamedBy(rule))),
    ...RESOURCE_TYPES.flatMap((type) => USES[type].facts),
  ]);
  const actions = [...facts].map(factSpec).flatMap(({ actions, bulk }) => [...actions, ...bulk]);
  return [...new Set(actions)].sort();
}
