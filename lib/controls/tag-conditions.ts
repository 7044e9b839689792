import type { Condition, Statement } from '#policy/document.ts';
import { everywhere } from '#policy/everywhere.ts';
import type { Holder } from '#policy/holder.ts';
import { characters } from '#policy/pattern.ts';
import type { Power } from '#policy/powers.ts';
import { hasAction } from '#policy/statement.ts';

/** A tag that a condition asks of a resource, and a value that satisfies it. */
export interface AskedTag {
  readonly key: string;
  readonly value: string;
}

const RESOURCE_TAG = /^(?:aws|ecs):resourcetag\/(.+)$/i;

/** The tags of resources to which the Allows of some actions are bound, each key once. */
export function tagsAskedFor(holder: Holder, actions: readonly string[]): readonly AskedTag[] {
  const texts = actions.map((action) => characters(action.toLowerCase()));
  const isAbout = (statement: Statement): boolean =>
    statement.effect === 'Allow' && texts.some((text) => hasAction(statement, text));
  const conditions = holder.policies.identity.flatMap(({ statements }) =>
    statements.filter(isAbout).flatMap((statement) => statement.conditions),
  );
  const tags = conditions.flatMap((condition) => tagIn(condition) ?? []);
  return [...new Map(tags.map((tag) => [tag.key, tag])).values()];
}

/** Of operators that name the values they want; what is not to be there binds nobody. */
function tagIn({ operator, key, values }: Condition): AskedTag | undefined {
  const tag = RESOURCE_TAG.exec(key)?.[1];
  if (tag === undefined || /not|null/i.test(operator)) return undefined;
  const [value] = values;
  // A value of the principal's own (`${aws:PrincipalTag/team}`) is one that it knows.
  return { key: tag, value: (value?.text ?? '').replace(/\$\{[^}]*\}/g, 'x').replace(/[*?]/g, 'x') };
}

/** Whether somebody may put a tag on a resource that nobody named and that has none, beside creating it. */
export function maySetTag(holder: Holder, { key, value }: AskedTag): Power | undefined {
  const [power] = everywhere(holder, ['ecs:TagResource'], {
    'ecs:CreateAction': null,
    'aws:TagKeys': [key],
    [`aws:RequestTag/${key}`]: value,
  });
  return power;
}
