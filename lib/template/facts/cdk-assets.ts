/**
 * The repository that `cdk bootstrap` makes for the images of apps: nothing is cached through it, and its tags, which
 * are hashes of what is in the images, are immutable (bootstrap template of the CDK).
 */
export const isCdkAssets = (repository: string): boolean =>
  /^cdk-[a-z0-9]+-container-assets-/.test(repository);
