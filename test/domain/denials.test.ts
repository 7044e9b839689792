import { describe, expect, it, test } from 'vitest';
import { denials, deniedActions, withDenials } from '#domain/denials.ts';
import { factSpec } from '#domain/facts.ts';
import { after } from '#domain/instant.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Edge, Use } from '#domain/use.ts';
import { FAMILY, family, repository, revision } from '../support/facts.ts';

const NOW = '2026-03-01T10:20:30.000Z';
const ACCOUNT = 'arn:aws:iam::123456789012:root/eu-west-1';
const LIFECYCLE = 'ecr:GetLifecyclePolicy';
const SCANNING = 'ecr:BatchGetRepositoryScanningConfiguration';
const REPOSITORY = { type: 'AWS::ECR::Repository', arn: repository().arn } as const;
const REGISTRY: Use = { used: 'arn:aws:ecr:eu-west-1:123456789012:registry', features: ['pull-through'] };
const failed = (unavailable: Unavailable['unavailable'], what = LIFECYCLE): Unavailable => ({
  unavailable,
  what,
});
const account = (...actions: readonly string[]): Use => ({
  used: ACCOUNT,
  features: actions.map((action) => `denied:${action}`),
});

describe('the actions that were refused', () => {
  it('are those of whole facts and of parts of one', () => {
    const read = {
      facts: {
        family: family([revision(1, failed('denied', 'ecs:DescribeTaskDefinition'))]),
        pullThroughCache: {
          'eu-west-1': failed('denied', 'ecr:DescribePullThroughCacheRules'),
          'us-east-1': [],
        },
      },
      unavailable: { lifecyclePolicy: failed('denied'), repositoryScanning: failed('unsupported', SCANNING) },
    };
    expect(deniedActions(read)).toEqual([
      'ecr:DescribePullThroughCacheRules',
      LIFECYCLE,
      'ecs:DescribeTaskDefinition',
    ]);
  });

  it('are never what somebody may write into a tag', () => {
    const tags = { unavailable: 'denied', what: 'ecr:Forged' };
    expect(deniedActions({ facts: { repository: repository({ tags }) }, unavailable: {} })).toEqual([]);
  });

  it('are unknown where a refusal names none', () => {
    const read = { facts: {}, unavailable: { repository: failed('denied', '<b>not an action</b>') } };
    expect(deniedActions(read)).toEqual(['unknown']);
  });
});

describe('a resource uses its account', () => {
  const usesOf = (
    lifecyclePolicy: Unavailable | undefined,
    previous: readonly Use[] = [],
    own: readonly Use[] | undefined = [REGISTRY],
  ) => {
    const read = { facts: {}, unavailable: lifecyclePolicy ? { lifecyclePolicy } : {} };
    return withDenials(own, previous, read, REPOSITORY, (fact) => factSpec(fact).actions);
  };
  test.each<[string, readonly Use[], readonly Use[]]>([
    ['while a read is refused', usesOf(failed('denied')), [REGISTRY, account(LIFECYCLE)]],
    ['no longer once it is not', usesOf(undefined, [REGISTRY, account(LIFECYCLE)]), [REGISTRY]],
    [
      'for what is refused now',
      usesOf(failed('denied'), [account(SCANNING)]),
      [REGISTRY, account(LIFECYCLE)],
    ],
    [
      'still when the read is throttled this time',
      usesOf(failed('throttled'), [account(LIFECYCLE)]),
      [REGISTRY, account(LIFECYCLE)],
    ],
    [
      'no longer for another read, whatever is throttled',
      usesOf(failed('throttled'), [account(SCANNING)]),
      [REGISTRY],
    ],
    ['not for a throttled read alone', usesOf(failed('throttled')), [REGISTRY]],
    ['no longer for what is not supported', usesOf(failed('unsupported'), [account(LIFECYCLE)]), [REGISTRY]],
    [
      'besides what else it uses the account for',
      withDenials(
        [{ used: ACCOUNT, features: ['sensitive'] }],
        [account(LIFECYCLE)],
        { facts: {}, unavailable: { lifecyclePolicy: failed('denied') } },
        REPOSITORY,
        () => [],
      ),
      [{ used: ACCOUNT, features: [`denied:${LIFECYCLE}`, 'sensitive'] }],
    ],
    [
      'besides the uses it had, where those cannot be told',
      withDenials(
        undefined,
        [REGISTRY],
        { facts: {}, unavailable: { repository: failed('denied') } },
        REPOSITORY,
        () => [],
      ),
      [REGISTRY, account(LIFECYCLE)],
    ],
  ])('%s', (_name, uses, expected) => {
    expect(uses).toEqual(expected);
  });

  it('of no account in an ARN there is none', () => {
    const read = { facts: {}, unavailable: { repository: failed('denied') } };
    expect(withDenials([], [], read, { ...REPOSITORY, arn: 'made-up' }, () => [])).toEqual([]);
  });
});

describe('the refusals of an account', () => {
  const edge = (user: string, ...actions: readonly string[]): Edge => ({
    ...account(...actions),
    user,
    confirmedAt: NOW,
  });
  const blind = (action: string) => [`needs-${action.replace(':', '-').toLowerCase()}`];

  it('are one for each action, with who is blind and some of what was refused', () => {
    const users = Array.from({ length: 9 }, (_, index) => `user-${9 - index}`);
    const edges = [...users.map((user) => edge(user, LIFECYCLE)), edge(FAMILY, SCANNING, LIFECYCLE)];
    expect(denials(edges, NOW, blind)).toEqual([
      { action: SCANNING, controls: blind(SCANNING), seenOn: [FAMILY] },
      {
        action: LIFECYCLE,
        controls: blind(LIFECYCLE),
        seenOn: [FAMILY, 'user-1', 'user-2', 'user-3', 'user-4'],
      },
    ]);
  });

  it('are none without edges, or when no sweep has confirmed them for two days', () => {
    expect(denials([], NOW, blind)).toEqual([]);
    expect(denials([edge('user', LIFECYCLE)], after(NOW, 50 * 3_600_000), blind)).toEqual([]);
  });
});
