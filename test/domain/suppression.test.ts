import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SuppressionRule } from '#domain/settings.ts';
import { matchesGlob, matchingRule } from '#domain/suppression.ts';

const NOW = '2026-04-14T12:00:00.000Z';
const LATER = '2027-01-31T23:59:59.999Z';
const rule: SuppressionRule = {
  controls: ['*'],
  resources: ['*'],
  reason: 'known',
  owner: 'alice',
  until: LATER,
};

const web = {
  type: 'AWS::ECS::TaskDefinition',
  arn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web',
} as const;
const service = {
  type: 'AWS::ECS::Service',
  arn: 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web',
} as const;
const finding = {
  controlId: 'task-definition-privileged',
  resource: web,
  tags: { team: 'shop', stage: 'prod' },
};

describe('which rule suppresses a finding', () => {
  it.each<[name: string, changed: Partial<SuppressionRule>, matches: boolean]>([
    ['everything', {}, true],
    ['its control by id', { controls: ['task-definition-privileged'] }, true],
    ['its family of controls', { controls: ['task-definition-*'] }, true],
    ['another control', { controls: ['task-definition-non-root'] }, false],
    ['one of several controls', { controls: ['service-*', '*-privileged'] }, true],
    ['the beginning of its control only', { controls: ['task-definition'] }, false],
    ['no control', { controls: [] }, false],
    ['its name', { resources: ['web'] }, true],
    ['its name in capitals', { resources: ['WEB'] }, false],
    ['a part of its name', { resources: ['we'] }, false],
    ['its ARN', { resources: [web.arn] }, true],
    ['the ARNs of its account', { resources: ['arn:aws:ecs:*:123456789012:*'] }, true],
    ['the ARNs of another account', { resources: ['arn:aws:ecs:*:210987654321:*'] }, false],
    ['no resource', { resources: [] }, false],
    ['a dot is a dot', { resources: ['w.b'] }, false],
    ['an expression is none', { resources: ['(web|.*)', '.*', '[w]eb', 'we+b'] }, false],
    ['its tag', { tags: { team: 'shop' } }, true],
    ['all of its tags', { tags: { team: 'sh*', stage: 'prod' } }, true],
    ['one tag right and one wrong', { tags: { team: 'shop', stage: 'test' } }, false],
    ['a tag it has not', { tags: { owner: '*' } }, false],
    ['a tag that every object seems to have', { tags: { constructor: '*' } }, false],
    ['no tags asked for', { tags: {} }, true],
    ['its control but not its resource', { controls: ['*'], resources: ['api'] }, false],
    ['a rule that ended', { until: '2026-04-14T11:59:59.999Z' }, false],
    ['a rule that ends now', { until: NOW }, false],
    ['a rule that ends in a millisecond', { until: '2026-04-14T12:00:00.001Z' }, true],
  ])('%s', (_, changed, matches) => {
    const asked = { ...rule, ...changed };
    expect(matchingRule([asked], finding, NOW)).toBe(matches ? asked : undefined);
  });

  it('a service by its own name and by its cluster and name in the ARN', () => {
    for (const resources of [['web'], ['*:service/shop/*']]) {
      expect(matchingRule([{ ...rule, resources }], { ...finding, resource: service }, NOW)?.resources).toBe(
        resources,
      );
    }
    expect(
      matchingRule([{ ...rule, resources: ['shop/web'] }], { ...finding, resource: service }, NOW),
    ).toBeUndefined();
  });

  it('of several the one that ends last; of equal ones the first', () => {
    const short = { ...rule, until: '2026-05-01T00:00:00.000Z', owner: 'bob' };
    const equal = { ...rule, owner: 'carol' };
    const ended = { ...rule, until: '2026-01-01T00:00:00.000Z' };
    expect(matchingRule([ended, short, rule, equal], finding, NOW)).toBe(rule);
    expect(matchingRule([short, ended], finding, NOW)).toBe(short);
    expect(matchingRule([], finding, NOW)).toBeUndefined();
  });
});

describe('a glob', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '\n'), maxLength: 12 });

  it('matches what the same pattern as an escaped regular expression matches', () => {
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const escaped = pattern.replace(/[.]/g, '\\.').replaceAll('*', '[^]*');
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${escaped}$`).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('comes to an end on a pattern whose ways are more than anybody can try', () => {
    expect(matchesGlob('*a'.repeat(500), `${'a'.repeat(5000)}b`)).toBe(false);
  });
});
