import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { imageArn, repositoryArn } from '#domain/resource.ts';
import { andThen, type Found, isMiss, malformed } from '#domain/trigger.ts';
import { checked, firstSaid, foreign, needed, pathOf, type Said, said } from './names.ts';

/** Lower-case letters, digits, `.`, `_`, `-`, `/`, letter or digit at both ends, up to 256 (ECR API reference, a little wider). */
const REPOSITORY = /^[a-z0-9](?:[a-z0-9._/-]{0,254}[a-z0-9])?$/;
/** `algorithm:hex` (ECR API reference); not only hex, as the examples of ECR's own events end in EXAMPLE. */
const DIGEST = /^[A-Za-z0-9_+.-]{1,32}:[A-Za-z0-9]{8,128}$/;

/**
 * Undefined when the registry is the event's own account's. `registryId` names a registry, and so the owner; but what
 * CloudTrail says of the resource's owner counts for more.
 */
export function foreignRegistry({
  request,
  response,
  arns,
  place,
  native,
}: ChangeEvent): Found<never> | undefined {
  const owners = arns
    .map(({ owner }) => owner)
    .filter((owner) => owner !== undefined && /^\d{12}$/.test(owner));
  if (native || owners.includes(place.account)) return undefined;
  const registry = firstSaid(
    said(request, 'registryId'),
    said(response, 'registryId'),
    said(response, 'repository', 'registryId'),
    said(response, 'image', 'registryId'),
  );
  if (isMiss(registry)) return registry;
  const owner = owners[0] ?? registry;
  if (owner === undefined || owner === place.account) return undefined;
  return /^\d{12}$/.test(owner) ? foreign(owner) : malformed('names no valid registry');
}

export const repositoryNamed = (event: ChangeEvent, nameOrArn: string): Found<Arn> =>
  andThen(pathOf(event, 'ecr', 'repository', nameOrArn), (path) =>
    andThen(checked(path, REPOSITORY, 'repository name'), (name) => repositoryArn(event.place, name)),
  );

/** Where calls, ECR's own doings and native events say which repository they are about. */
const saidRepository = ({ request, response, serviceDetails, detail, arns, native }: ChangeEvent): Said =>
  native
    ? firstSaid(said(detail, 'repository-name'), arns[0]?.arn)
    : firstSaid(
        said(request, 'repositoryName'),
        said(response, 'repository', 'repositoryName'),
        said(response, 'repositoryName'),
        said(response, 'image', 'repositoryName'),
        said(request, 'resourceArn'),
        said(serviceDetails, 'repositoryName'),
        arns[0]?.arn,
      );

/** The repository an event is about; ignored when it is another account's. */
export const repositoryOf = (event: ChangeEvent): Found<Arn> => {
  const elsewhere = foreignRegistry(event);
  if (elsewhere) return elsewhere;
  return andThen(needed(saidRepository(event), 'repository'), (name) => repositoryNamed(event, name));
};

export const imageIn = (repository: Arn, digest: string): Found<Arn> =>
  andThen(checked(digest, DIGEST, 'image digest'), (valid) => imageArn(repository, valid));
