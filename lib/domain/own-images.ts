import type { Arn } from './arn.ts';
import type { Family } from './family.ts';
import { parseImage } from './image-reference.ts';
import { isUnavailable } from './reading.ts';
import { placeOf, repositoryArn } from './resource.ts';
import type { TaskDefinition } from './task-definition.ts';

/** An image in the private ECR of the account that runs it. */
export interface OwnImage {
  /** The container that names it. */
  readonly container: string;
  readonly repository: string;
  readonly region: string;
  /** `sha256:…`; it alone decides what is pulled where both are given. */
  readonly digest?: string;
  /** `latest` where the reference names neither. */
  readonly tag?: string;
}

/** The repositories of that account that its images lie in, those among them whose tags cannot be read. */
export const ownRepositories = (
  { containers }: TaskDefinition,
  owner: Arn,
): readonly Pick<OwnImage, 'repository' | 'region'>[] =>
  containers.flatMap(({ image, imageOrigin }) => {
    const parsed = parseImage(typeof image === 'string' ? image : (imageOrigin ?? ''));
    return parsed?.privateEcr?.account === placeOf(owner).account
      ? [{ repository: parsed.repository, region: parsed.privateEcr.region }]
      : [];
  });

/** The images of a task definition that lie in private ECR of the account that `owner` is an ARN of. */
export const ownImages = ({ containers }: TaskDefinition, owner: Arn): readonly OwnImage[] =>
  containers.flatMap(({ name: container, image }): OwnImage[] => {
    const parsed = typeof image === 'string' ? parseImage(image) : undefined;
    if (parsed?.privateEcr?.account !== placeOf(owner).account) return [];
    const { repository, digest, tag = 'latest', privateEcr } = parsed;
    return [
      { container, repository, region: privateEcr.region, ...(digest === undefined ? { tag } : { digest }) },
    ];
  });

/** The repositories of this account from which a family runs an image by a tag, by ARN. */
export const taggedRepositories = (family: Family | undefined, owner: Arn): readonly Arn[] => {
  const images = (family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : ownImages(description, owner),
  );
  const arns = images
    .filter(({ tag }) => tag !== undefined)
    .map(({ repository, region }) => repositoryArn({ ...placeOf(owner), region }, repository));
  return [...new Set(arns)].sort();
};
