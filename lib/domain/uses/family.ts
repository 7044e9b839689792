import type { Arn } from '#domain/arn.ts';
import type { FactValues } from '#domain/facts.ts';
import { type Family, type FamilyUser, platformOf } from '#domain/family.ts';
import { mountedFileSystems } from '#domain/file-system.ts';
import { hasPath, nameKeyOf } from '#domain/name-key.ts';
import { ownImages } from '#domain/own-images.ts';
import { isUnavailable } from '#domain/reading.ts';
import { imageArn, placeOf, registryArn, repositoryArn } from '#domain/resource.ts';
import { isOwnRole, roleArnOf, roleUsesIn } from '#domain/task-roles.ts';
import type { Use } from '#domain/use.ts';
import { asFeature } from '#domain/used-as.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/**
 * A family uses the repositories of this account that its images in scope lie in, the registries that hold them, the
 * images themselves that run (their digests come from its own users), and the EFS file systems and access points that it
 * mounts; and its roles.
 */
export function usesOfFamily(
  { family }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  if (!family) return undefined;
  const features = new Map<string, Set<string>>();
  for (const { description, revision } of family.revisions) {
    if (isUnavailable(description) || description.containersUnreadable !== undefined) return undefined;
    for (const { repository, region, digest, tag, container } of ownImages(description, resource.arn)) {
      const place = { ...placeOf(resource.arn), region };
      const arn = repositoryArn(place, repository);
      add(features, arn, digest === undefined ? `tag:${tag}` : `digest:${digest}`);
      add(features, registryArn(place), 'pull-through');
      for (const user of family.users) {
        const running = user.images.filter(
          (each) => each.revision === revision && each.container === container,
        );
        const common = [
          `platform:${platformOf(family, description)}`,
          ...(tag === undefined ? [] : [`tag:${tag}`]),
        ];
        for (const each of running)
          add(features, imageArn(arn, each.digest), ...common, ...byUser(user, family));
      }
    }
    for (const { arn, accessPoint } of mountedFileSystems(description, resource.arn)) {
      add(features, arn, 'mounted');
      if (accessPoint) add(features, accessPoint.arn, 'mounted');
    }
  }
  for (const { role, as } of roleUsesIn(family))
    if (isOwnRole(role, resource.arn))
      for (const arn of namesOf(roleArnOf(role, resource.arn))) add(features, arn, asFeature(as));
  return toUses(features);
}

/** Users named in the use of an image: enough to find out who runs it. */
const MAX_NAMED = 20;

function byUser({ arn, exposure }: FamilyUser, { users }: Family): readonly Arn[] {
  const isNamed = users.findIndex((user) => user.arn === arn) < MAX_NAMED;
  return [`exposure:${exposure}`, ...(isNamed ? [`run-by:${arn}`] : [])];
}

/** A role by its ARN, and by its name where that leaves a path out: an event may name it so before anybody looked at it. */
function namesOf(role: Arn): readonly Arn[] {
  const key = hasPath(role) ? nameKeyOf(role) : undefined;
  return key === undefined ? [role] : [role, key];
}
