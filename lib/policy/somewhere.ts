import { asking } from './asking.ts';
import { type Holder, mayDo, type Values } from './holder.ts';
import { NOWHERE, namedFor, type Power, powerIn, strangersOf } from './powers.ts';

/**
 * What of a list somebody may do at all: on one of the resources that policies name, or on one that they do not. What the
 * resource is (its tags, its cluster) stays open, for some resource may have it. `values` are what else is known of
 * the request.
 */
export function somewhere(holder: Holder, actions: readonly string[], values: Values = {}): readonly Power[] {
  const ground = { ...holder.place, region: NOWHERE };
  const ask = asking(holder, (action) => {
    const resources = [...namedFor(action, holder.policies, ground), ...strangersOf(action, ground)];
    return [resources.map((resource) => mayDo(holder, action, resource, values))];
  });
  return actions.flatMap((action) => powerIn(action, ask(action).flat()) ?? []);
}
