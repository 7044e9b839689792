import { toPullThroughRules } from '#domain/normalise/repository.ts';
import { type OwnImage, ownRepositories } from '#domain/own-images.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { coveringRule, type PullThroughCache, type PullThroughRule } from '#domain/repository.ts';
import { repositoryArn } from '#domain/resource.ts';
import type { TemplateAccount } from '#template/account.ts';
import { isCdkAssets } from './cdk-assets.ts';
import { outside, type Reader } from './reader.ts';

/**
 * The template's own rules. Those that the account has besides are not known, and matter for every image of its registry
 * but those whose repositories the template makes, or covers by a rule, and those of CDK assets.
 */
export const readPullThroughCache: Reader<PullThroughCache> = ({ arn }, account, { known }) => {
  const definitions = (known.family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : [description],
  );
  const images = definitions.flatMap((each) => ownRepositories(each, arn));
  const rules = toPullThroughRules(
    account.ofType('AWS::ECR::PullThroughCacheRule').map(({ fields }) => fields),
  );
  const byRegion = [...new Set([account.place.region, ...images.map(({ region }) => region)])].map(
    (region) => {
      const isSettled = images.every((image) => image.region !== region || settles(rules, image, account));
      return [region, isSettled ? rules : outside('pull-through cache rules of the account')] as const;
    },
  );
  return { value: Object.fromEntries(byRegion) };
};

const settles = (
  rules: readonly PullThroughRule[] | Unavailable,
  { repository, region }: Pick<OwnImage, 'repository' | 'region'>,
  account: TemplateAccount,
): boolean =>
  isCdkAssets(repository) ||
  account.get(repositoryArn({ ...account.place, region }, repository)) !== undefined ||
  (!isUnavailable(rules) && coveringRule(rules, repository) !== undefined);
