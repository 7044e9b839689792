import { type Answers, asking } from './asking.ts';
import type { ContextValue } from './context.ts';
import type { Policy, Statement } from './document.ts';
import { type Holder, keysRead, mayDo, type Values } from './holder.ts';
import type { Ground } from './instances.ts';
import { filledIn, hasForm, NOBODY, NOWHERE, namedFor, type Power, powerIn, strangersOf } from './powers.ts';
import { arnsOf, keysOf } from './services/catalogue.ts';

/**
 * What of a list somebody may do with a resource that nobody thought of: no policy names it or the cluster it lies in,
 * it has no tags. So a condition on the cluster or on a tag of the resource narrows, unless everything meets it; one on
 * who asks, from where, when or with what does not, and is named in `dependsOn`. All resources of one region that a
 * policy names are every resource, too. `values` are what else is known of the request.
 */
export function everywhere(
  holder: Holder,
  actions: readonly string[],
  values: Values = {},
): readonly Power[] {
  const ask = askingStrangers(holder, values);
  return actions.flatMap((action) => powerIn(action, ask(action).flat()) ?? []);
}

/**
 * The same of an action that asks for several resources at once, such as ECS Exec for cluster and task: to be limited in
 * one is to be limited. A type of resource that no policy speaks of limits nobody: that AWS asks for each is not verified.
 */
export function everywhereAtOnce(holder: Holder, action: string): Power | undefined {
  const byForm = askingStrangers(holder, {})(action);
  if (byForm.length === 0) return undefined;
  const named = namedFor(action, holder.policies, { ...holder.place, region: NOWHERE });
  const isLimited = arnsOf(action).some(
    (form, index) =>
      !powerIn(action, byForm[index] ?? []) &&
      named.some((resource) => hasForm(resource, form) && powerIn(action, [mayDo(holder, action, resource)])),
  );
  return isLimited ? undefined : powerIn(action, byForm.flat());
}

/**
 * The same of an action whose types of resources are not known: on these forms of ARNs, such as
 * `arn:${Partition}:ssm:${Region}:${Account}:parameter/x`.
 */
export function everywhereOn(holder: Holder, action: string, forms: readonly string[]): Power | undefined {
  const values = noTags(holder);
  const regions = [NOWHERE, ...regionsIn(holder.policies.identity)];
  const resources = regions.flatMap((region) =>
    forms.map((form) => filledIn(form, { ...holder.place, region })),
  );
  return powerIn(
    action,
    [...new Set(resources)].map((resource) => mayDo(holder, action, resource, values)),
  );
}

function askingStrangers(holder: Holder, values: Values): (action: string) => Answers {
  const regions = [NOWHERE, ...regionsIn(holder.policies.identity)];
  const untagged = { ...noTags(holder), ...values };
  return asking(holder, (action) => {
    const byRegion = regions.map((region) => {
      const ground = { ...holder.place, region };
      const keys = { ...untagged, ...strangeKeys(action, ground) };
      return strangersOf(action, ground).map((resource) => mayDo(holder, action, resource, keys));
    });
    const [first = []] = byRegion;
    return first.map((_, form) => byRegion.flatMap((answers) => answers[form] ?? []));
  });
}

/** Tags of resources that policies ask for, as absent. */
const noTags = ({ policies }: Holder): Values =>
  Object.fromEntries(
    keysRead(policies)
      .filter((key) => /:resourcetag\//i.test(key))
      .map((key) => [key, null]),
  );

/** Keys of ECS that name a resource, and what they hold of one that nobody named. */
const NAMING: Readonly<Record<string, string>> = {
  'ecs:cluster': `cluster/${NOBODY}`,
  'ecs:service': `service/${NOBODY}/${NOBODY}`,
  'ecs:task': `task/${NOBODY}/${NOBODY}`,
  'ecs:task-definition': `task-definition/${NOBODY}:1`,
  'ecs:container-instances': `container-instance/${NOBODY}/${NOBODY}`,
  'ecs:capacity-provider': `capacity-provider/${NOBODY}`,
  'ecs:daemon': `daemon/${NOBODY}/${NOBODY}`,
  'ecs:daemon-task-definition': `daemon-task-definition/${NOBODY}:1`,
};

const NONE: Values = {};

/** What those keys hold in a request for an action; absent where neither the action nor a resource of it has them. */
function strangeKeys(action: string, { partition, region, account }: Ground): Values {
  if (!action.startsWith('ecs:')) return NONE;
  const has = new Set(keysOf(action));
  const inCluster = arnsOf(action).some((form) => form.includes('${ClusterName}'));
  const keys = Object.entries(NAMING).map(([key, resource]): [string, ContextValue] => {
    const isThere = has.has(key) || (key === 'ecs:cluster' && inCluster);
    return [key, isThere ? `arn:${partition}:ecs:${region}:${account}:${resource}` : null];
  });
  return { ...Object.fromEntries(keys), 'ecs:container-name': NOBODY, 'ecs:namespace': NOBODY };
}

/** The regions that the resources of Allows name. */
const regionsIn = (policies: readonly Policy[]): readonly string[] => [
  ...new Set(policies.flatMap(({ statements }) => statements.flatMap(regionsNamed))),
];

const regionsNamed = ({ effect, resources }: Statement): readonly string[] =>
  effect === 'Deny' || !resources || resources.not
    ? []
    : resources.patterns
        .map(({ text }) => text.split(':')[3] ?? '')
        .filter((field) => field !== '' && field !== '*')
        .map((field) => field.replace(/[*?]/g, 'x'));
