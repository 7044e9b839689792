import type { Reader } from '#aws/facts/account.ts';
import { childrenOf, wantedChildren } from '#domain/image-platforms.ts';
import { isUnavailable } from '#domain/reading.ts';
import { digestOf, repositoryOfImage } from '#domain/resource.ts';
import { manifestOf } from './manifests.ts';
import { platformOf, platformsOf } from './platforms.ts';

/** What an image is made of: its manifest, and the configurations of the platforms that run. Layers are never read. */
export const readImageContent: Reader<'imageContent'> = async ({ arn }, { known }, account) => {
  const repository = repositoryOfImage(arn);
  const digest = digestOf(arn) ?? '';
  const manifest = await manifestOf(repository, digest, account);
  if (manifest === undefined)
    return { unavailable: 'unreadable', what: 'the image is no longer in its repository' };
  if (isUnavailable(manifest)) return manifest;
  if (manifest.kind === 'artifact')
    return { value: { kind: 'artifact', base: {}, platforms: [], digests: [digest] } };
  if (manifest.kind === 'image') {
    const platforms = [await platformOf(repository, digest, manifest, account)];
    return { value: { kind: 'image', base: {}, platforms, digests: [digest] } };
  }
  const { base, children } = manifest;
  const wanted = wantedChildren(children, known.image?.users ?? []);
  const platforms = await platformsOf(repository, children, wanted, account);
  const digests = [digest, ...childrenOf(children).map((each) => each.digest)];
  return { value: { kind: 'index', base, platforms, digests } };
};
