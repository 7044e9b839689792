import type { ImageUser } from './image.ts';
import type { Child } from './normalise/manifest.ts';

/** The images in an index; build attestations are none. */
export const childrenOf = (children: readonly Child[]): readonly Child[] =>
  children.filter(({ attests }) => attests === undefined);

/**
 * The images of an index that its users run: those of their platforms; all, where an instance decides, or where the
 * index has none for one of them.
 */
export function wantedChildren(
  children: readonly Child[],
  users: readonly Pick<ImageUser, 'platforms'>[],
): readonly Child[] {
  const images = childrenOf(children);
  const platforms = new Set(users.flatMap((user) => user.platforms));
  const all =
    platforms.size === 0 || [...platforms].some((each) => !images.some(({ platform }) => platform === each));
  return all ? images : images.filter(({ platform }) => platforms.has(platform));
}
