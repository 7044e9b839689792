import * as fc from 'fast-check';

/** JSON with the names that the normaliser looks for, so that wrong types meet every field. */
export const hostileJson = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.constantFrom(
        null,
        true,
        'true',
        0,
        -1,
        1e300,
        '',
        'ACTIVE',
        'web:3',
        'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42',
        { Ref: 'X' },
        { 'Fn::If': [] },
      ),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('value'), { maxKeys: 8 }),
    ),
  })).value;
