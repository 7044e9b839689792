import { describe, expect, test } from 'vitest';
import type { ContextValue } from '#policy/context.ts';
import { under } from './support.ts';

/** operator, values in the policy, value in the request, whether it holds */
type Row = readonly [string, unknown, ContextValue, 'yes' | 'no'];

const KEY = 'aws:SomeKey';
const table = (rows: readonly Row[]): void => {
  test.each(rows)('%s %j of %j: %s', (operator, values, given, expected) => {
    expect(under({ [operator]: { [KEY]: values } }, { [KEY]: given })).toBe(expected);
  });
};

// Source: IAM guide, "Condition operators", String.
describe('strings', () => {
  table([
    ['StringEquals', 'ana', 'ana', 'yes'],
    ['StringEquals', 'ana', 'Ana', 'no'],
    ['StringEquals', ['bob', 'ana'], 'ana', 'yes'],
    ['StringEquals', 'an*', 'ana', 'no'],
    ['StringEquals', 'an*', 'an*', 'yes'],
    ['StringEquals', 'an?', 'ana', 'no'],
    ['StringEquals', '', '', 'yes'],
    ['StringEquals', true, 'true', 'yes'],
    ['StringEquals', 7, '7', 'yes'],
    ['StringEquals', [], 'ana', 'no'],
    ['stringequals', 'ana', 'ana', 'yes'],
    ['StringNotEquals', 'ana', 'bob', 'yes'],
    ['StringNotEquals', 'ana', 'ana', 'no'],
    ['StringNotEquals', ['ana', 'bob'], 'bob', 'no'],
    ['StringNotEquals', ['ana', 'bob'], 'eve', 'yes'],
    ['StringNotEquals', [], 'eve', 'yes'],
    ['StringEqualsIgnoreCase', 'ANA', 'ana', 'yes'],
    ['StringEqualsIgnoreCase', 'ANA', 'bob', 'no'],
    ['StringEqualsIgnoreCase', 'AN*', 'ana', 'no'],
    ['StringNotEqualsIgnoreCase', 'ANA', 'ana', 'no'],
    ['StringNotEqualsIgnoreCase', 'ANA', 'bob', 'yes'],
    ['StringLike', 'home/*', 'home/ana', 'yes'],
    ['StringLike', 'home/*', 'Home/ana', 'no'],
    ['StringLike', '*', '', 'yes'],
    ['StringLike', '*', 'anything', 'yes'],
    ['StringLike', '?', '', 'no'],
    ['StringLike', 'an?', 'ana', 'yes'],
    ['StringLike', 'an?', 'an', 'no'],
    ['StringLike', 'a*b*c', 'axxbxxbc', 'yes'],
    ['StringLike', 'a*b*c', 'axxc', 'no'],
    ['StringLike', 'ana', 'anastasia', 'no'],
    ['StringLike', 'a.c', 'abc', 'no'],
    ['StringLike', '*:123:*', 'arn:aws:x:123:y', 'yes'],
    ['StringLike', '?', '😀', 'yes'],
    ['StringLike', ['x*', 'a*'], 'ana', 'yes'],
    ['StringNotLike', 'home/*', 'home/ana', 'no'],
    ['StringNotLike', 'home/*', 'work/ana', 'yes'],
    ['StringNotLike', ['x*', 'a*'], 'ana', 'no'],
  ]);
});

// Source: the same page, Numeric.
describe('numbers', () => {
  table([
    ['NumericEquals', '10', '10', 'yes'],
    ['NumericEquals', 10, '10.0', 'yes'],
    ['NumericEquals', '1e1', '10', 'yes'],
    ['NumericEquals', '10', '11', 'no'],
    ['NumericEquals', 'ten', '10', 'no'],
    ['NumericEquals', '10', 'ten', 'no'],
    ['NumericEquals', '10', '', 'no'],
    ['NumericNotEquals', '10', '11', 'yes'],
    ['NumericNotEquals', '10', '10.00', 'no'],
    ['NumericNotEquals', '10', 'ten', 'no'],
    ['NumericNotEquals', ['10', 'ten'], '11', 'no'],
    ['NumericLessThan', '10', '9.99', 'yes'],
    ['NumericLessThan', '10', '10', 'no'],
    ['NumericLessThanEquals', '10', '10', 'yes'],
    ['NumericLessThanEquals', '10', '10.01', 'no'],
    ['NumericGreaterThan', '-1', '0', 'yes'],
    ['NumericGreaterThan', '10', '9', 'no'],
    ['NumericGreaterThan', ['100', '5'], '9', 'yes'],
    ['NumericGreaterThanEquals', '10', '10', 'yes'],
    ['NumericGreaterThanEquals', '10', '9', 'no'],
    ['NumericLessThan', '10', '0x5', 'no'],
  ]);
});

// Source: the same page, Date; forms of dates: W3C NOTE-datetime, and seconds since 1970.
describe('dates', () => {
  table([
    ['DateEquals', '2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z', 'yes'],
    ['DateEquals', '2026-05-01T10:00:00Z', '2026-05-01T12:00:00+02:00', 'yes'],
    ['DateEquals', '2026-05-01T10:00Z', '2026-05-01T10:00:00.000Z', 'yes'],
    ['DateEquals', '2026-05-01', '2026-05-01T00:00:00Z', 'yes'],
    ['DateEquals', '2026', '2026-01-01T00:00:00Z', 'yes'],
    ['DateEquals', '2026-05', '2026-05-01', 'yes'],
    ['DateEquals', '1777629600', '2026-05-01T10:00:00Z', 'yes'],
    ['DateEquals', '2026-05-01T10:00:00Z', '1777629600', 'yes'],
    ['DateEquals', '2026-05-01T10:00:00Z', '2026-05-01T10:00:01Z', 'no'],
    ['DateEquals', '2026-*', '2026-05-01', 'no'],
    ['DateNotEquals', '2026-05-01', '2026-05-02', 'yes'],
    ['DateNotEquals', '2026-05-01', '2026-05-01', 'no'],
    ['DateNotEquals', '2026-05-01', 'never', 'no'],
    ['DateLessThan', '2026-05-01T00:00:00Z', '2026-04-30T23:59:59Z', 'yes'],
    ['DateLessThan', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z', 'no'],
    ['DateLessThanEquals', '2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z', 'yes'],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2026-05-01T00:00:00Z', 'yes'],
    ['DateGreaterThan', '2020-01-01T00:00:01Z', '2019-05-01T00:00:00Z', 'no'],
    ['DateGreaterThanEquals', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', 'yes'],
    ['DateGreaterThan', '2020-01-01', 'yesterday', 'no'],
    ['DateGreaterThan', '2020-13-01', '2026-05-01', 'no'],
  ]);
});

// Source: the same page, Boolean and Binary.
describe('booleans and bytes', () => {
  table([
    ['Bool', 'true', 'true', 'yes'],
    ['Bool', true, 'true', 'yes'],
    ['Bool', 'true', 'false', 'no'],
    ['Bool', 'false', 'false', 'yes'],
    ['Bool', ['true', 'false'], 'false', 'yes'],
    ['Bool', 'True', 'true', 'yes'],
    ['Bool', 'yes', 'yes', 'no'],
    ['Bool', 'true', '', 'no'],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'yes'],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA', 'yes'],
    ['BinaryEquals', 'QmluYXJ5', 'qmluyxj5', 'no'],
  ]);
});

// Source: the same page, IP address; text forms of IPv6: RFC 4291.
describe('addresses', () => {
  table([
    ['IpAddress', '203.0.113.0/24', '203.0.113.255', 'yes'],
    ['IpAddress', '203.0.113.0/24', '203.0.114.0', 'no'],
    ['IpAddress', '203.0.113.7', '203.0.113.7', 'yes'],
    ['IpAddress', '203.0.113.7', '203.0.113.8', 'no'],
    ['IpAddress', '203.0.113.77/24', '203.0.113.1', 'yes'],
    ['IpAddress', '0.0.0.0/0', '198.51.100.1', 'yes'],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', 'no'],
    ['IpAddress', '::/0', '2001:db8::1', 'yes'],
    ['IpAddress', '::/0', '198.51.100.1', 'no'],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:9::1', 'yes'],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', 'no'],
    ['IpAddress', '2001:db8::1', '2001:0db8:0:0:0:0:0:1', 'yes'],
    ['IpAddress', '::ffff:198.51.100.1', '::ffff:c633:6401', 'yes'],
    ['IpAddress', ['203.0.113.0/24', '2001:db8::/32'], '2001:db8::9', 'yes'],
    ['IpAddress', '10.0.0.0/33', '10.0.0.0', 'no'],
    ['IpAddress', '10.0.0/8', '10.0.0.0', 'no'],
    ['IpAddress', '10.0.0.256', '10.0.0.256', 'no'],
    ['IpAddress', '2001:db8:::1', '2001:db8::1', 'no'],
    ['IpAddress', '10.0.0.0/8', 'AWS Internal', 'no'],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', 'no'],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', 'yes'],
    ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', 'no'],
    ['NotIpAddress', '203.0.113.0/24', '2001:db8::1', 'yes'],
    ['NotIpAddress', '203.0.113.0/24', 'AWS Internal', 'yes'],
  ]);
});

// Source: the same page, ARN; the first two are its own example.
describe('ARNs', () => {
  const pattern = 'arn:aws:someservice:*:111122223333:finance/*';
  const tricky = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
  table([
    ['ArnLike', pattern, tricky, 'no'],
    ['StringLike', pattern, tricky, 'yes'],
    ['ArnLike', pattern, 'arn:aws:someservice:us-east-2:111122223333:finance/a/b', 'yes'],
    ['ArnEquals', pattern, 'arn:aws:someservice:us-east-2:111122223333:finance/a/b', 'yes'],
    [
      'ArnEquals',
      'arn:aws:sns:eu-west-1:111122223333:topic',
      'arn:aws:sns:eu-west-1:111122223333:topic',
      'yes',
    ],
    [
      'ArnEquals',
      'arn:aws:sns:eu-west-1:111122223333:topic',
      'arn:aws:sns:eu-west-1:111122223333:Topic',
      'no',
    ],
    ['ArnLike', 'arn:aws:iam::*:role/ci', 'arn:aws:iam::111122223333:role/ci', 'yes'],
    ['ArnLike', 'arn:*:iam::11112222333?:role/ci', 'arn:aws:iam::111122223333:role/ci', 'yes'],
    ['ArnLike', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::111122223333:role/path/ci', 'yes'],
    ['ArnLike', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:1:log-group:a:log-stream:b', 'yes'],
    ['ArnLike', 'arn:aws:iam::111122223333', 'arn:aws:iam::111122223333:root', 'no'],
    ['ArnLike', '*', 'arn:aws:iam::111122223333:root', 'yes'],
    ['ArnLike', '*', 'not an arn', 'no'],
    ['ArnLike', 'arn:*', 'arn:aws:iam::111122223333:root', 'no'],
    ['ArnNotLike', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::111122223333:role/ci', 'no'],
    ['ArnNotEquals', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::444455556666:role/ci', 'yes'],
    ['ArnNotLike', 'arn:aws:iam::111122223333:*', 'not an arn', 'yes'],
  ]);
});

// Source: the same page, "...IfExists" and the note on keys that are not present.
describe('a key that is absent', () => {
  table([
    ['StringEquals', 'a', null, 'no'],
    ['StringLike', '*', null, 'no'],
    ['StringNotEquals', 'a', null, 'yes'],
    ['StringNotLike', '*', null, 'yes'],
    ['StringNotEqualsIgnoreCase', 'a', null, 'yes'],
    ['NumericEquals', '1', null, 'no'],
    ['NumericNotEquals', '1', null, 'yes'],
    ['DateLessThan', '2026', null, 'no'],
    ['DateNotEquals', '2026', null, 'yes'],
    ['Bool', 'false', null, 'no'],
    ['Bool', 'true', null, 'no'],
    ['BinaryEquals', 'QQ==', null, 'no'],
    ['IpAddress', '0.0.0.0/0', null, 'no'],
    ['NotIpAddress', '10.0.0.0/8', null, 'yes'],
    ['ArnEquals', '*', null, 'no'],
    ['ArnNotLike', 'arn:aws:iam::1:*', null, 'yes'],
    ['StringEqualsIfExists', 'a', null, 'yes'],
    ['StringEqualsIfExists', 'a', 'a', 'yes'],
    ['StringEqualsIfExists', 'a', 'b', 'no'],
    ['StringNotEqualsIfExists', 'a', null, 'yes'],
    ['StringNotEqualsIfExists', 'a', 'a', 'no'],
    ['NumericLessThanIfExists', '3600', null, 'yes'],
    ['NumericLessThanIfExists', '3600', '3601', 'no'],
    ['DateGreaterThanIfExists', '2026', null, 'yes'],
    ['BoolIfExists', 'false', null, 'yes'],
    ['BoolIfExists', 'false', 'true', 'no'],
    ['BoolIfExists', 'true', 'true', 'yes'],
    ['IpAddressIfExists', '10.0.0.0/8', null, 'yes'],
    ['ArnLikeIfExists', 'arn:aws:iam::1:*', null, 'yes'],
    ['BinaryEqualsIfExists', 'QQ==', null, 'yes'],
    ['boolifexists', 'false', null, 'yes'],
  ]);
});

// Source: the same page, Null.
describe('Null', () => {
  table([
    ['Null', 'true', null, 'yes'],
    ['Null', 'true', 'x', 'no'],
    ['Null', 'false', null, 'no'],
    ['Null', 'false', 'x', 'yes'],
    ['Null', false, 'x', 'yes'],
    ['Null', true, null, 'yes'],
    ['Null', ['true', 'false'], 'x', 'yes'],
    ['Null', ['true', 'false'], null, 'yes'],
    ['Null', 'false', ['x', 'y'], 'yes'],
    ['Null', 'true', [], 'yes'],
    ['Null', 'false', [], 'no'],
    ['Null', 'true', '', 'yes'],
    ['Null', 'maybe', 'x', 'no'],
  ]);
});

// Source: IAM guide, "Single-valued vs. multivalued context keys" and "Creating a condition with multiple keys or values".
describe('multivalued keys', () => {
  table([
    ['ForAllValues:StringEquals', ['ID', 'Message', 'Tags'], ['Message', 'Tags'], 'yes'],
    ['ForAllValues:StringEquals', ['ID', 'Message', 'Tags'], ['Message', 'UserName'], 'no'],
    ['ForAllValues:StringEquals', ['PostDateTime', 'Message', 'Tags'], ['PostDateTime', 'UserName'], 'no'],
    ['ForAllValues:StringEquals', ['ID'], null, 'yes'],
    ['ForAllValues:StringEquals', ['ID'], [], 'yes'],
    ['ForAllValues:StringEquals', ['ID'], [''], 'yes'],
    ['ForAllValues:StringEquals', [], ['ID'], 'no'],
    ['ForAllValues:StringLike', 'aws-*', ['aws-a', 'aws-b'], 'yes'],
    ['ForAllValues:StringLike', 'aws-*', ['aws-a', 'own'], 'no'],
    ['ForAllValues:StringNotEquals', ['ID'], ['Message', 'Tags'], 'yes'],
    ['ForAllValues:StringNotEquals', ['ID'], ['Message', 'ID'], 'no'],
    ['ForAllValues:StringNotEquals', ['ID'], null, 'yes'],
    ['ForAllValues:StringEquals', 'ID', 'ID', 'yes'],
    ['ForAllValues:StringEquals', 'ID', 'Tags', 'no'],
    ['ForAllValues:StringEqualsIfExists', 'ID', null, 'yes'],
    ['ForAllValues:Bool', 'true', ['true', 'true'], 'yes'],
    ['ForAllValues:ArnLike', 'arn:aws:iam::1:*', ['arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/a'], 'no'],
    ['ForAllValues:NumericLessThan', '5', ['1', '4'], 'yes'],
    ['forallvalues:stringequals', 'ID', ['ID'], 'yes'],
    ['ForAnyValue:StringEquals', ['ID', 'PostDateTime'], ['UserName', 'Message', 'PostDateTime'], 'yes'],
    ['ForAnyValue:StringEquals', ['ID', 'PostDateTime'], ['UserName'], 'no'],
    ['ForAnyValue:StringEquals', ['ID'], null, 'no'],
    ['ForAnyValue:StringEquals', ['ID'], [], 'no'],
    ['ForAnyValue:StringEquals', [''], [''], 'no'],
    ['ForAnyValue:StringNotEquals', ['ID'], ['ID', 'Tags'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['ID'], ['ID'], 'no'],
    ['ForAnyValue:StringNotEquals', ['ID', 'Tags'], ['ID', 'Tags'], 'no'],
    ['ForAnyValue:StringNotEquals', ['ID'], null, 'no'],
    ['ForAnyValue:StringEqualsIfExists', ['ID'], null, 'yes'],
    ['ForAnyValue:StringLike', 'o-1/*', ['o-2/r', 'o-1/r/ou'], 'yes'],
    ['ForAnyValue:StringEquals', 'ID', 'ID', 'yes'],
    ['ForAnyValue:IpAddress', '10.0.0.0/8', ['192.0.2.1', '10.9.9.9'], 'yes'],
    // "Multivalued context keys require a condition set operator": without one nothing matches.
    ['StringEquals', 'ID', ['ID', 'Tags'], 'no'],
    ['StringEquals', 'ID', ['ID'], 'no'],
    ['StringNotEquals', 'Else', ['ID', 'Tags'], 'no'],
    ['StringNotEquals', 'Else', [], 'yes'],
  ]);
});

// Source: IAM guide, "Conditions with multiple context keys or values".
describe('several conditions', () => {
  const both = { StringEquals: { 'aws:a': ['1', '2'], 'aws:b': '3' }, Bool: { 'aws:c': 'true' } };
  test.each([
    ['all keys of all operators must hold', { 'aws:a': '2', 'aws:b': '3', 'aws:c': 'true' }, 'yes'],
    ['one key that does not', { 'aws:a': '2', 'aws:b': '4', 'aws:c': 'true' }, 'no'],
    ['one operator that does not', { 'aws:a': '2', 'aws:b': '3', 'aws:c': 'false' }, 'no'],
    ['one key that is absent', { 'aws:a': '2', 'aws:b': '3' }, 'no'],
    ['names of keys in any case', { 'AWS:A': '1', 'Aws:B': '3', 'aws:C': 'true' }, 'yes'],
  ] as const)('%s', (_, context, expected) => expect(under(both, context)).toBe(expected));

  test('an empty block holds', () => expect(under({}, {})).toBe('yes'));
});
