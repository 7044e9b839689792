import type { Reader } from '#aws/facts/account.ts';
import { type ImageSuccessors, movedTags } from '#domain/image.ts';
import { isUnavailable } from '#domain/reading.ts';
import { repositoryOfImage } from '#domain/resource.ts';
import { namedBy } from './family-images.ts';
import { manifestsOf } from './manifests.ts';

/** What took the place of an image under the tags that it is run by; no call where it carries them all. */
export const readImageSuccessors: Reader<'imageSuccessors'> = async ({ arn }, { known }, account) => {
  const { image } = known;
  if (!image) return { unavailable: 'unreadable', what: 'the image whose tags these are' };
  const moved = movedTags(image);
  if (moved.length === 0) return { value: {} };
  const repository = repositoryOfImage(arn);
  const names = moved.map((imageTag) => ({ imageTag }));
  const manifests = await manifestsOf(repository, names, account, 'anew');
  if (isUnavailable(manifests)) return manifests;
  const found: [string, ImageSuccessors[string]][] = [];
  for (const tag of moved)
    found.push([
      tag,
      await namedBy(manifests.get(tag), { repository, running: [image.digest], tag }, account),
    ]);
  return { value: Object.fromEntries(found) };
};
