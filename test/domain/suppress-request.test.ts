import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readSuppressRequest } from '#domain/suppress-request.ts';

const NOW = '2026-04-14T08:00:00.000Z';
const GOOD = {
  action: 'suppress',
  resourceArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/app',
  controlId: 'repository-lifecycle',
  observedAt: '2026-04-14T07:00:00.000Z',
  reason: 'vendor image',
  owner: 'team-a',
  until: '2026-12-31',
};
const { action: _, observedAt: __, reason: ___, owner: ____, until: _____, ...finding } = GOOD;

describe('a request to suppress', () => {
  it('is read, its end as a moment', () => {
    expect(readSuppressRequest({ ...GOOD, reason: '  vendor image ' }, NOW)).toEqual({
      request: { ...GOOD, until: '2026-12-31T23:59:59.999Z' },
    });
    expect(readSuppressRequest({ ...finding, action: 'unsuppress', more: 1 }, NOW)).toEqual({
      request: { ...finding, action: 'unsuppress' },
    });
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /names no finding/],
    ['a text', 'suppress', /names no finding/],
    ['no control', { ...GOOD, controlId: undefined }, /names no finding/],
    ['a resource that is none', { ...GOOD, resourceArn: 'a'.repeat(1025) }, /names no finding/],
    ['a control that is none', { ...GOOD, controlId: 'a'.repeat(129) }, /names no finding/],
    ['another action', { ...GOOD, action: 'delete' }, /neither to suppress nor/],
    ['no state that was seen', { ...GOOD, observedAt: '' }, /which state/],
    ['no reason', { ...GOOD, reason: ' ' }, /needs a reason/],
    ['a reason that is no text', { ...GOOD, reason: 7 }, /needs a reason/],
    ['a long reason', { ...GOOD, reason: 'r'.repeat(501) }, /has 501 characters, 500/],
    ['a reason of several lines', { ...GOOD, reason: 'a\nb' }, /cannot be seen/],
    ['an owner that turns text around', { ...GOOD, owner: 'a\u202eb' }, /cannot be seen/],
    ['no owner', { ...GOOD, owner: undefined }, /needs an owner/],
    ['no end', { ...GOOD, until: undefined }, /needs an end date/],
    ['an end without its zone', { ...GOOD, until: '2026-12-31T10:00' }, /has no zone; did you mean/],
    ['an end that is now', { ...GOOD, until: NOW }, /is over/],
    ['an end after two years', { ...GOOD, until: '2028-12-31' }, /two years/],
  ])('%s: says what is wrong', (_title, value, says) => {
    expect(readSuppressRequest(value, NOW)).toEqual({ wrong: expect.stringMatching(says) });
  });

  it('is never anything but a request or a fault', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((until) => ({ ...GOOD, until })),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const read = readSuppressRequest(value, NOW);
        expect('request' in read || read.wrong !== '').toBe(true);
      }),
    );
  });
});
