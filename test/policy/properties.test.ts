import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ContextValue, contextOf } from '#policy/context.ts';
import { type Answer, decide, type Policies } from '#policy/decide.ts';
import type { Policy } from '#policy/document.ts';
import { ACCOUNT, OTHER, policy, principal, ROLE, SERVICE_ARN, SESSION, USER } from './support.ts';

const KEYS = ['aws:a', 'aws:b', 'aws:c'] as const;
const VALUES = ['true', 'false', '1', '2', '10.0.0.1', 'arn:aws:iam::111122223333:role/deploy'] as const;
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringEqualsIfExists',
  'StringNotLikeIfExists',
  'ForAllValues:StringEquals',
  'ForAnyValue:StringEquals',
  'ForAllValues:StringNotEquals',
  'ForAnyValue:StringNotEqualsIfExists',
  'Bool',
  'BoolIfExists',
  'NumericLessThan',
  'NotIpAddress',
  'ArnLike',
  'Null',
] as const;

const someOf = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const condition = fc.dictionary(
  fc.constantFrom(...OPERATORS),
  fc.dictionary(fc.constantFrom(...KEYS), someOf([...VALUES, '*', '${aws:b}', "${aws:c, '1'}"]), {
    minKeys: 1,
  }),
  { maxKeys: 2 },
);
const actions = someOf(['*', 'ecs:*', 'ecs:UpdateService', 'ecr:*', 'ecs:R*']);
const resources = someOf([
  '*',
  SERVICE_ARN,
  'arn:aws:ecs:*:*:service/prod/*',
  'arn:aws:s3:::*',
  'arn:aws:ecs:eu-west-1:111122223333:service/prod/${aws:a}',
]);
const principals = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: someOf(['*', USER, ROLE, SESSION, ACCOUNT, OTHER, `arn:aws:iam::${OTHER}:user/eve`]) }),
);

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');
const either = (name: string, values: fc.Arbitrary<string[]>): fc.Arbitrary<object> =>
  fc
    .tuple(fc.integer({ min: 0, max: 4 }), values)
    .map(([n, list]) => ({ [n === 0 ? `Not${name}` : name]: list }));
const statementOf = (parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const common = [
  effect.map((Effect) => ({ Effect })),
  either('Action', actions),
  either('Resource', resources),
];
const maybeCondition = fc.option(condition).map((block) => (block ? { Condition: block } : {}));
const identityStatement = statementOf([...common, maybeCondition]);
const resourceStatement = statementOf([
  ...common,
  maybeCondition,
  principals.map((Principal) => ({ Principal })),
]);

const document = (kind: 'identity' | 'resource', statement: fc.Arbitrary<object>): fc.Arbitrary<Policy> =>
  fc.array(statement, { maxLength: 4 }).map((statements) => policy(statements, kind));
const identity = fc.array(document('identity', identityStatement), { maxLength: 3 });
const boundary = document('identity', identityStatement);
const session = fc.array(document('identity', identityStatement), { minLength: 1, maxLength: 2 });
const resource = document('resource', resourceStatement);
const policies = fc.record<Policies>(
  { identity, boundary, session, resource },
  { requiredKeys: ['identity'] },
);
const unbounded = fc.record<Policies>({ identity, session, resource }, { requiredKeys: ['identity'] });
const withoutSession = fc.record<Policies>({ identity, boundary, resource }, { requiredKeys: ['identity'] });

const value = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.constant(null),
  fc.array(fc.constantFrom(...VALUES), { maxLength: 3 }),
);
const context = fc.dictionary(fc.constantFrom(...KEYS), value);
const who = fc.constantFrom(
  USER,
  ROLE,
  SESSION,
  `arn:aws:iam::${OTHER}:user/eve`,
  `arn:aws:iam::${ACCOUNT}:root`,
  'anonymous',
  'ecs.amazonaws.com',
);
const asked = fc.record({
  who,
  action: fc.constantFrom('ecs:UpdateService', 'ecs:RunTask', 'ecr:PutImage'),
  on: fc.constantFrom(SERVICE_ARN, '*', 'arn:aws:s3:::shop'),
});

type Values = Readonly<Record<string, ContextValue>>;
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;
const answer = ({ who: text, action, on }: Asked, given: Policies, values: Values, closed = false): Answer =>
  decide({ principal: principal(text), action, resource: on, context: contextOf(values, { closed }) }, given);

const EVERYTHING = policy({ Effect: 'Deny', Action: '*', Resource: '*' }, 'identity', 'deny');

test('an explicit Deny always wins', () => {
  fc.assert(
    fc.property(policies, asked, context, (given, request, values) => {
      const denied = { ...given, identity: [...given.identity, EVERYTHING] };
      expect(answer(request, denied, values).decision).toBe('DENIED');
    }),
    { numRuns: 500 },
  );
});

const RANK = { DENIED: 0, DEPENDS: 1, ALLOWED: 2 } as const;
const rank = ({ decision }: Answer): number => RANK[decision];

test('one more Allow never takes away', () => {
  fc.assert(
    fc.property(policies, asked, context, identityStatement, (given, request, values, statement) => {
      const more = { ...given, identity: [...given.identity, policy({ ...statement, Effect: 'Allow' })] };
      expect(rank(answer(request, more, values))).toBeGreaterThanOrEqual(
        rank(answer(request, given, values)),
      );
    }),
    { numRuns: 500 },
  );
});

test('one more Deny never gives', () => {
  fc.assert(
    fc.property(policies, asked, context, identityStatement, (given, request, values, statement) => {
      const more = { ...given, identity: [...given.identity, policy({ ...statement, Effect: 'Deny' })] };
      expect(rank(answer(request, more, values))).toBeLessThanOrEqual(rank(answer(request, given, values)));
    }),
    { numRuns: 500 },
  );
});

test('a boundary never adds', () => {
  fc.assert(
    fc.property(unbounded, asked, context, boundary, (given, request, values, boundary) => {
      expect(rank(answer(request, { ...given, boundary }, values))).toBeLessThanOrEqual(
        rank(answer(request, given, values)),
      );
    }),
    { numRuns: 500 },
  );
});

test('a session policy never adds', () => {
  fc.assert(
    fc.property(withoutSession, asked, context, session, (given, request, values, session) => {
      expect(rank(answer(request, { ...given, session }, values))).toBeLessThanOrEqual(
        rank(answer(request, given, values)),
      );
    }),
    { numRuns: 500 },
  );
});

const turned = ({ name, statements }: Policy): Policy => ({ name, statements: statements.toReversed() });

test('the order of statements and policies does not matter', () => {
  fc.assert(
    fc.property(policies, asked, context, (given, request, values) => {
      const other: Policies = {
        identity: given.identity.map(turned).toReversed(),
        ...(given.boundary && { boundary: turned(given.boundary) }),
        ...(given.session && { session: given.session.map(turned).toReversed() }),
        ...(given.resource && { resource: turned(given.resource) }),
      };
      const { decision, dependsOn } = answer(request, given, values);
      expect(answer(request, other, values)).toMatchObject({ decision, dependsOn });
    }),
    { numRuns: 500 },
  );
});

/** What is wrong with a later answer to the same question; nothing, when it may follow from the earlier. */
function faults(before: Answer, after: Answer, known: Values): readonly string[] {
  if (before.decision !== 'DEPENDS') return after.decision === before.decision ? [] : ['turned round'];
  return [
    ...(before.dependsOn.length > 0 ? [] : ['depends on nothing']),
    ...before.dependsOn.filter((key) => Object.hasOwn(known, key)).map((key) => `${key} is known`),
    ...after.dependsOn.filter((key) => !before.dependsOn.includes(key)).map((key) => `${key} is new`),
  ];
}

test('what depends names its keys; filled in it has one of the outcomes; what does not depend stays as it is', () => {
  fc.assert(
    fc.property(policies, asked, context, context, (given, request, known, filling) => {
      const whole = answer(request, given, { ...filling, ...known }, true);
      expect(whole.decision).not.toBe('DEPENDS');
      expect(faults(answer(request, given, known), whole, known)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('knowing one key more never turns an answer round', () => {
  fc.assert(
    fc.property(
      policies,
      asked,
      context,
      fc.constantFrom(...KEYS),
      value,
      (given, request, known, key, found) => {
        const after = answer(request, given, { [key]: found, ...known });
        expect(faults(answer(request, given, known), after, known)).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});
