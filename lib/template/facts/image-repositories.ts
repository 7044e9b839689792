import type { Arn } from '#domain/arn.ts';
import { ownRepositories } from '#domain/own-images.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { ImageRepositories, TagMutability } from '#domain/repository.ts';
import { repositoryArn } from '#domain/resource.ts';
import type { TemplateAccount } from '#template/account.ts';
import { isCdkAssets } from './cdk-assets.ts';
import { outside, type Reader } from './reader.ts';
import { repositoryOf } from './repository.ts';

/** The repositories that the family's images lie in, those that the template makes and that of CDK's own. */
export const readImageRepositories: Reader<ImageRepositories> = ({ arn }, account, { known }) => {
  const named = (known.family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : ownRepositories(description, arn),
  );
  const found = named.map(({ repository, region }): readonly [Arn, TagMutability | Unavailable] => {
    const of = repositoryArn({ ...account.place, region }, repository);
    return [of, mutabilityOf(of, repository, account)];
  });
  return { value: Object.fromEntries(found) };
};

function mutabilityOf(arn: Arn, name: string, account: TemplateAccount): TagMutability | Unavailable {
  const written = account.get(arn);
  if (written) return repositoryOf(written);
  if (isCdkAssets(name)) return { tagMutability: 'IMMUTABLE', exclusionFilters: [] };
  return outside(`repository ${name}, which the template does not make`);
}
