import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toLoadBalancers } from '#domain/normalise/load-balancers.ts';
import { toPullThroughRule, toPullThroughRules, toRepository } from '#domain/normalise/repository.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { LoadBalancer } from '#domain/service.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ARN = 'arn:aws:ecr:eu-west-1:111122223333:repository/team/web';

describe('a repository', () => {
  it('has its mutability, its filters and its tags', () => {
    const raw = {
      repositoryArn: ARN,
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }, {}],
    };
    expect(toRepository(raw, [{ Key: 'owner', Value: 'shop' }])).toEqual({
      arn: ARN,
      name: 'team/web',
      tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      exclusionFilters: ['dev-*'],
      exclusionFiltersUnreadable: 'a filter is missing',
      tags: { owner: 'shop' },
    });
  });

  test.each<[string, unknown, unknown]>([
    ['absent', undefined, undefined],
    ['a setting that is new to us', 'NEW', 'NEW'],
    ['a wrong type', true, { unreadable: 'imageTagMutability is not a text' }],
  ])('whose mutability is %s', (_name, imageTagMutability, expected) => {
    expect(toRepository({ imageTagMutability }).tagMutability).toEqual(expected);
  });

  test('of any JSON has the right types', () => {
    fc.assert(
      fc.property(
        hostileJson([
          'repositoryArn',
          'repositoryName',
          'imageTagMutability',
          'imageTagMutabilityExclusionFilters',
          'filter',
          'Key',
          'Value',
        ]),
        (raw) => {
          const { arn, name, tagMutability, exclusionFilters, tags } = toRepository(raw, raw);
          expect(
            [arn, name, ...exclusionFilters, ...Object.values(tags)].every(
              (each) => typeof each === 'string',
            ),
          ).toBe(true);
          expect(
            tagMutability === undefined || typeof tagMutability === 'string' || isUnreadable(tagMutability),
          ).toBe(true);
        },
      ),
    );
  });
});

describe('pull-through rules', () => {
  it('have the prefix and the upstream', () => {
    const raw = {
      ecrRepositoryPrefix: 'hub',
      upstreamRegistryUrl: 'registry-1.docker.io',
      upstreamRegistry: 'docker-hub',
      upstreamRepositoryPrefix: 'ROOT',
    };
    expect(toPullThroughRule(raw)).toEqual({
      prefix: 'hub',
      upstreamUrl: 'registry-1.docker.io',
      upstream: 'docker-hub',
      upstreamPrefix: 'ROOT',
    });
  });

  test.each<[string, unknown]>([
    ['one of them without a prefix', [{ ecrRepositoryPrefix: 'hub' }, { upstreamRegistryUrl: 'x' }]],
    ['not a list', { ecrRepositoryPrefix: 'hub' }],
  ])('%s: the list cannot be read, as the rule may cover any repository', (_name, raw) => {
    expect(toPullThroughRules(raw)).toEqual({ unavailable: 'unreadable', what: 'pull-through cache rules' });
  });

  it('may be none', () => {
    expect(toPullThroughRules([])).toEqual([]);
  });
});

describe('load balancers face', () => {
  const balancer = (name: string, scheme: string | undefined): LoadBalancer => ({
    arn: `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/${name}/1`,
    name,
    kind: 'application',
    ...(scheme !== undefined && { scheme }),
    securityGroups: [],
  });

  test.each<[string, readonly (string | undefined)[], string]>([
    ['nowhere when there are none', [], 'none'],
    ['inside when all do', ['internal', 'internal'], 'internal'],
    ['the internet when one does', ['internal', 'internet-facing'], 'internet'],
    ['the internet whatever another one is', [undefined, 'internet-facing'], 'internet'],
    ['nobody knows where when one could not be read', ['internal', undefined], 'unknown'],
    ['nobody knows where for a scheme that is new to us', ['sideways'], 'unknown'],
  ])('%s', (_name, schemes, facing) => {
    expect(toLoadBalancers(schemes.map((scheme, index) => balancer(`lb-${index}`, scheme))).facing).toBe(
      facing,
    );
  });

  it('and those of the internet are named', () => {
    const found = ['b', 'a', 'b'].map((name) => balancer(name, 'internet-facing'));
    expect(toLoadBalancers([...found, balancer('c', 'internal')]).internetFacing).toEqual(['a', 'b']);
  });
});
