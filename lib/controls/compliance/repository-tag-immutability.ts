import { rulesIn } from '#controls/pull-through.ts';
import { judgeMutability } from '#controls/tag-mutability.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, notApplicable, notAvailable } from '#domain/evaluation.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { coveringRule, type PullThroughCache, type Repository, type TagsInUse } from '#domain/repository.ts';
import { placeOf } from '#domain/resource.ts';

export default defineControl({
  id: 'repository-tag-immutability',
  title: 'Tags of a repository cannot be overwritten',
  guidance: ['CMP-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repository'],
  optionalFacts: ['pullThroughCache', 'tagsInUse'],
  parameters: [],
  why:
    'Whoever may push to a mutable tag decides what the next task runs, without a new task definition and without a ' +
    'trace in the deployment.',
  blindSpots: [
    'Tags in use are those that task definitions in scope name; a tag that something else pulls is not known.',
    'A repository below a pull-through prefix is taken for a cache, though somebody may have pushed to it.',
    'A deleted tag may be pushed again: immutability does not forbid that, permissions must.',
  ],
  remediation: {
    text: 'Make tags immutable, give each build a tag of its own, and let task definitions name digests.',
    cli: 'aws ecr put-image-tag-mutability --repository-name <repository> --image-tag-mutability IMMUTABLE',
    cloudFormation: 'Type: AWS::ECR::Repository\nProperties:\n  ImageTagMutability: IMMUTABLE\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECR.2' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html',
  ],
  evaluate: ({ repository, pullThroughCache, tagsInUse }) => {
    const cached = asCache(repository, pullThroughCache);
    if (cached?.status === 'NOT_APPLICABLE') return cached;
    const judged = judgeMutability(repository, usedTags(tagsInUse));
    return judged.status === 'FAILED' ? (cached ?? judged) : judged;
  },
});

/** A pull-through cache must be able to renew its tags; undefined when the repository is none. */
function asCache({ arn, name }: Repository, cache: PullThroughCache | Unavailable): Evaluation | undefined {
  const rules = rulesIn(cache, placeOf(arn).region);
  if (typeof rules === 'string')
    return notAvailable(`whether it is a pull-through cache is not known: ${rules}`);
  const rule = coveringRule(rules, name);
  if (!rule) return undefined;
  return rule.prefix === 'ROOT'
    ? notAvailable('whether it is a pull-through cache cannot be told: a rule covers the whole registry')
    : notApplicable(`a pull-through cache of ${rule.upstreamUrl} renews its tags`);
}

const usedTags = (inUse: TagsInUse | Unavailable): readonly string[] =>
  isUnavailable(inUse) ? [] : Object.keys(inUse.tags).sort();
