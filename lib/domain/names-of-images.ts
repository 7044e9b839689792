import type { Arn } from './arn.ts';
import { type Family } from './family.ts';
import { nameKey } from './family-images.ts';
import { ownImages } from './own-images.ts';
import { isUnreadable } from './readable.ts';
import { isUnavailable } from './reading.ts';
import { imageArn, placeOf, repositoryArn } from './resource.ts';

/** One container of one revision in scope whose image lies in private ECR of the account. */
export interface ContainerImage {
  readonly repository: Arn;
  readonly tag?: string;
  readonly digest?: string;
  readonly key: string;
  /** Digests that its users run. */
  readonly running: readonly string[];
  /** Whether the definition leaves the user to the image. */
  readonly userFromImage: boolean;
}

/** The images of a family in private ECR of its account, container by container. */
export const imagesInFamily = ({ revisions, users }: Family, family: Arn): readonly ContainerImage[] =>
  revisions.flatMap(({ description, revision }) => {
    if (isUnavailable(description)) return [];
    return ownImages(description, family).map(
      ({ container, repository, region, ...name }): ContainerImage => {
        const arn = repositoryArn({ ...placeOf(family), region }, repository);
        const running = users
          .flatMap((user) => user.images)
          .filter((each) => each.revision === revision && each.container === container)
          .map(({ digest }) => digest);
        const own = description.containers.find((each) => each.name === container)?.user;
        return {
          repository: arn,
          ...name,
          key: nameKey(arn, name),
          running: [...new Set(running)].sort(),
          userFromImage: !isUnreadable(own) && (own ?? '').trim().split(':', 1)[0] === '',
        };
      },
    );
  });

/** The images whose USER decides for a container: those that run, or the one that would. */
export const decidingImages = (
  { repository, running }: Pick<ContainerImage, 'repository' | 'running'>,
  named: Arn | undefined,
): readonly Arn[] =>
  running.length > 0
    ? running.map((digest) => imageArn(repository, digest))
    : named === undefined
      ? []
      : [named];
