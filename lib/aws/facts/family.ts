import type { Arn } from '#domain/arn.ts';
import { assembleFamily, revisionsInUse } from '#domain/family.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { nameOf, placeOf, revisionOf } from '#domain/resource.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import type { LiveAccount, Reader } from './account.ts';
import { type Failure, settle } from './failure.ts';

/**
 * The latest ACTIVE revision and those in use. The newest of them is read anew, as its tags are the family's; the others
 * come without tags and status, which change, and so may be remembered: the rest of a revision never changes.
 */
export const readFamily: Reader<'family'> = async ({ type, arn }, { users, now }, account) => {
  const latest = await describe(arn, nameOf({ type, arn }), account);
  if (isUnavailable(latest)) return latest;
  const latestArn = 'missing' in latest ? undefined : latest.arn;
  const described = new Map<Arn, TaskDefinition | Unavailable>();
  if (!('missing' in latest)) described.set(latest.arn, latest.definition);
  const others = revisionsInUse(arn, users, now).filter((each) => each !== latestArn);
  const newest = newestOf([...others, ...(latestArn === undefined ? [] : [latestArn])]);
  for (const each of others) {
    const description = await (each === newest ? whole(each, account) : lasting(each, account));
    if (description) described.set(each, description);
  }
  const value = assembleFamily(arn, latestArn, described, users, now);
  return value ? { value } : { missing: true };
};

const newestOf = (revisions: readonly Arn[]): Arn | undefined =>
  revisions.toSorted((a, b) => (revisionOf(b) ?? 0) - (revisionOf(a) ?? 0))[0];

/** A revision with its tags; undefined when it is gone. */
async function whole(arn: Arn, account: LiveAccount): Promise<TaskDefinition | Unavailable | undefined> {
  const found = await describe(arn, arn, account);
  if (isUnavailable(found)) return found;
  return 'missing' in found ? undefined : found.definition;
}

/** What never changes of a revision; undefined when it is gone. */
export async function lasting(
  arn: Arn,
  account: LiveAccount,
): Promise<TaskDefinition | Unavailable | undefined> {
  const known = account.revisions.get(arn);
  if (known) return known;
  const found = await whole(arn, account);
  if (!found || isUnavailable(found)) return found;
  const { tags: _tags, status: _status, ...rest } = found;
  account.revisions.put(arn, rest);
  return rest;
}

interface Described {
  readonly arn: Arn;
  readonly definition: TaskDefinition;
}

/** Describes what `asked` names: a family (its latest ACTIVE revision) or a revision's ARN. */
const describe = (owner: Arn, asked: string, account: LiveAccount): Promise<Described | Failure> =>
  settle(async (): Promise<Described | Failure> => {
    const isDaemon = owner.includes(':daemon-task-definition/');
    const ecs = await account.ecs(placeOf(owner).region);
    const raw = isDaemon
      ? await ecs.describeDaemonTaskDefinition({ daemonTaskDefinition: asked })
      : await ecs.describeTaskDefinition({ taskDefinition: asked, include: ['TAGS'] });
    const arn = arnIn(raw);
    if (arn === undefined) return { missing: true };
    return { arn, definition: toTaskDefinition(raw, isDaemon ? 'daemon' : 'task') };
  });

function arnIn(raw: unknown): Arn | undefined {
  const fields = fieldsOf(raw) ?? {};
  const { taskDefinitionArn, daemonTaskDefinitionArn } =
    fieldsOf(fields['taskDefinition'] ?? fields['daemonTaskDefinition']) ?? {};
  return textOf(taskDefinitionArn ?? daemonTaskDefinitionArn);
}
