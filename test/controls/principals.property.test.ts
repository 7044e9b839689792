import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { AnyControl } from '#domain/control.ts';
import { type Evaluation, fingerprint } from '#domain/evaluation.ts';
import type { FactName, FactValues } from '#domain/facts.ts';
import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { NOW } from '../support/facts.ts';
import { allow, deny, document, group, role, roleOf, trust, user } from '../support/holders.ts';

const ADMIN = roleOf('ecs-tasks.amazonaws.com', allow('*'), { name: 'admin-task' });
/** What is known beside the policies. */
const FACTS: { readonly [F in FactName]?: FactValues[F] } = {
  credentials: {
    consolePassword: true,
    mfaDevices: 1,
    accessKeys: [{ id: 'ABCD', active: true, createdAt: '2026-01-01T00:00:00.000Z' }],
  },
  organization: { none: true },
  tagAuthorization: { 'eu-west-1': 'on' },
  passableRoles: { roles: [ADMIN] },
  usedAs: {
    uses: [
      { as: 'container-instance', by: 'arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/abc' },
    ],
  },
};

/** Controls on what the policies of a principal give. */
const judged = controls.filter(
  ({ facts }) => facts.includes('principal') && facts.every((name) => name === 'principal' || name in FACTS),
);

const judge = (control: AnyControl, principal: PrincipalRecord): Evaluation =>
  control.evaluate({ ...FACTS, principal } as FactValues, {
    resource: { type: 'AWS::IAM::Role', arn: principal.arn },
    parameters: { ...DEFAULT_SETTINGS.parameters, requireNetworkCondition: true },
    now: NOW,
  });
const reasonsOf = (evaluation: Evaluation): readonly string[] =>
  evaluation.status === 'FAILED' ? fingerprint(evaluation.reasons) : [];

/** What a reason says, and what it would say of somebody with less: an administrator has all of ECS, too. */
const withLess = (reasons: readonly string[]): readonly string[] =>
  reasons.flatMap((each) => [
    each,
    ...(each === 'administrator -' ? ['all-of-ecs -'] : []),
    ...(/ (administer|write)$/.test(each)
      ? ['write', 'pull'].map((level) => each.replace(/\w+$/, level))
      : []),
  ]);

const someOf = <T>(...values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    what: fc.tuple(
      fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
      someOf(
        '*',
        'ecs:*',
        'ecs:R*',
        'ecs:UpdateService',
        'ecs:ExecuteCommand',
        'ecr:*',
        'ecr:PutImage',
        'iam:*',
        'iam:PassRole',
        's3:*',
      ),
    ),
    where: fc.tuple(
      fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      someOf(
        '*',
        '*',
        'arn:aws:ecs:*:*:service/prod/*',
        'arn:aws:iam::*:role/*',
        'arn:aws:ecs:eu-west-1:*:*',
      ),
    ),
    condition: fc.option(
      fc.constantFrom<object>(
        { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        { StringEquals: { 'aws:ResourceTag/team': 'web' } },
        { StringNotEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
        { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod' } },
        { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        { Null: { 'ecs:cluster': 'true' } },
      ),
    ),
  })
  .map(({ Effect, what, where, condition }) => ({
    Effect,
    [what[0]]: what[1],
    [where[0]]: where[1],
    ...(condition && { Condition: condition }),
  }));
const policies = fc.array(
  fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => document(statements)),
  { maxLength: 3 },
);
const trusts = fc.constantFrom(
  trust({ Service: 'ecs-tasks.amazonaws.com' }),
  trust({ AWS: '123456789012' }),
  trust({ AWS: '999988887777' }),
  trust('*'),
);
const principals: fc.Arbitrary<PrincipalRecord> = fc
  .tuple(policies, policies, trusts, fc.constantFrom('role', 'user', 'group'), fc.option(policies))
  .map(([own, theirs, trusting, kind, limits]) => {
    const says = { policies: own, ...(limits?.[0] && kind !== 'group' && { boundary: limits[0] }) };
    if (kind === 'role') return role([], { ...says, trust: trusting });
    if (kind === 'group') return group([], says);
    return user([], { ...says, groups: [{ arn: 'arn:aws:iam::123456789012:group/ops', policies: theirs }] });
  });

const reordered = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
const statementsOf = ({ document: each }: PolicyDocument): readonly object[] =>
  (each as { readonly Statement: readonly object[] }).Statement;

describe.each(judged.map((control) => [control.id, control] as const))('%s', (_, control) => {
  const runs = { numRuns: 15 };

  test('a Deny of everything is no failure', () => {
    fc.assert(
      fc.property(principals, (principal) => {
        const denied = { ...principal, policies: [...principal.policies, document(deny('*'))] };
        expect(judge(control, denied).status).not.toBe('FAILED');
      }),
      runs,
    );
  });

  test('a permissions boundary never adds a reason', () => {
    fc.assert(
      fc.property(principals, policies, (principal, [boundary = document(allow('ecs:Run*'))]) => {
        fc.pre(principal.kind !== 'group');
        const { boundary: _without, ...free } = principal;
        const before = withLess(reasonsOf(judge(control, free)));
        // Whoever is an administrator no more is told of what it still has.
        fc.pre(judge(control, free).status !== 'NOT_APPLICABLE');
        expect(before).toEqual(expect.arrayContaining([...reasonsOf(judge(control, { ...free, boundary }))]));
      }),
      runs,
    );
  });

  test('the order of policies and statements says nothing', () => {
    const shuffled = principals.chain((principal) =>
      fc
        .tuple(...principal.policies.map((each) => reordered(statementsOf(each)).map((all) => document(all))))
        .chain((own) => reordered(own))
        .map((own) => [principal, { ...principal, policies: own }] as const),
    );
    fc.assert(
      fc.property(shuffled, ([principal, other]) => {
        const [before, after] = [judge(control, principal), judge(control, other)];
        expect(after.status).toBe(before.status);
        expect(reasonsOf(after)).toEqual(reasonsOf(before));
      }),
      runs,
    );
  });

  test('elements that nobody knows change nothing', () => {
    fc.assert(
      fc.property(principals, fc.jsonValue(), (principal, value) => {
        const strange = principal.policies.map((each) => ({
          ...each,
          document: {
            Version: '2012-10-17',
            Strange: value,
            Statement: statementsOf(each).map((one) => ({ ...one, Stranger: value })),
          },
        }));
        expect(judge(control, { ...principal, policies: strange })).toEqual(judge(control, principal));
      }),
      runs,
    );
  });

  test('what is no policy is never passed over', () => {
    const garbage = fc.oneof(fc.jsonValue(), fc.string(), fc.constant('%7B%22Statement%22'));
    fc.assert(
      fc.property(principals, garbage, (principal, value) => {
        const broken = { name: 'broken', document: value };
        // What needs no policy to be known needs none to be read.
        fc.pre(judge(control, { ...principal, policies: [document(allow('*'))] }).status !== 'PASSED');
        const policies = [...principal.policies, broken];
        expect(judge(control, { ...principal, policies }).status).not.toBe('PASSED');
        if (principal.kind === 'group') return;
        const { status } = judge(control, { ...principal, boundary: broken });
        expect(['NOT_AVAILABLE', 'NOT_APPLICABLE']).toContain(status);
      }),
      runs,
    );
  });
});
