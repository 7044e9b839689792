import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { readText } from '#template/text/read.ts';
import { FAULTY } from './support/faulty.ts';
import { verdictsOf } from './support/situations.ts';

type Path = readonly (string | number)[];

const SECTIONS = {
  Parameters: { Open: { Type: 'String' } },
  Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] } },
};
/** Ways to write something that is not known before deployment in place of a value. */
const UNKNOWN: readonly ((value: unknown) => unknown)[] = [
  () => ({ Ref: 'Open' }),
  () => ({ 'Fn::ImportValue': 'something' }),
  (value) => ({ 'Fn::If': ['Maybe', value, { Ref: 'AWS::NoValue' }] }),
];

/** All values below a resource's properties; what functions are made of is left alone. */
function pathsIn(value: unknown, at: Path): readonly Path[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => pathsIn(item, [...at, index]))];
  const entries = Object.entries(fieldsOf(value) ?? {});
  const isFunction = entries.some(([key]) => key === 'Ref' || key.startsWith('Fn::'));
  return isFunction ? [at] : [at, ...entries.flatMap(([key, each]) => pathsIn(each, [...at, key]))];
}

function changed(value: unknown, [first, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? changed(item, rest, change) : item));
  const fields = fieldsOf(value) ?? {};
  return { ...fields, [first]: changed(fields[first], rest, change) };
}

const source = readText(FAULTY);
const resources: Fields =
  fieldsOf('value' in source ? fieldsOf(source.value)?.['Resources'] : undefined) ?? {};
const PATHS = Object.entries(resources).flatMap(([id, resource]) =>
  Object.entries(fieldsOf(fieldsOf(resource)?.['Properties']) ?? {}).flatMap(([key, value]) =>
    pathsIn(value, [id, 'Properties', key]),
  ),
);
const judged = (Resources: unknown) => verdictsOf(JSON.stringify({ ...SECTIONS, Resources }));
const isWell = (status: string | undefined): boolean => status === 'PASSED' || status === 'NOT_APPLICABLE';

it('a value that is not known never turns a failure into a pass, nor a pass into a failure', async () => {
  const before = await judged(resources);
  expect([...before.values()].filter(({ status }) => status === 'FAILED').length).toBeGreaterThan(40);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), fc.constantFrom(...UNKNOWN), async (path, unknown) => {
      const after = await judged(changed(resources, path, unknown));
      const turned = [...before].filter(([key, { status: was }]) => {
        const is = after.get(key)?.status;
        return was === 'FAILED' ? isWell(is) : isWell(was) && is === 'FAILED';
      });
      expect(turned.map(([key]) => `${path.join('.')}: ${key}`)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
