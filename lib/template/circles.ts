import type { Fault } from '#domain/checked-file.ts';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { referencesIn } from './references.ts';
import type { Resolver } from './resolve/resolver.ts';
import type { Declared } from './template.ts';
import { sayKey } from './text/fault.ts';

/** Conditions that refer to themselves, by way of others or at once: CloudFormation refuses them. */
export const circlesOfConditions = (conditions: Fields, lineOf: (name: string) => number): readonly Fault[] =>
  circlesIn(
    Object.keys(conditions),
    (name) => conditionsIn(conditions[name]),
    (name) => ({ line: lineOf(name), message: `the condition of ${sayKey(name)} refers to itself` }),
  );

/** Resources that wait for each other: CloudFormation refuses them. */
export const circlesOfResources = (
  resources: ReadonlyMap<string, Declared>,
  written: Fields,
  resolver: Resolver,
): readonly Fault[] =>
  circlesIn(
    [...resources.keys()],
    (id) => referencesIn(written[id], resolver).filter((each) => resources.has(each)),
    (id) => ({
      line: resources.get(id)?.line ?? 1,
      message: `the resource of ${sayKey(id)} depends on itself, by way of others or at once`,
    }),
  );

function conditionsIn(raw: unknown): readonly string[] {
  if (Array.isArray(raw)) return raw.flatMap(conditionsIn);
  const fields = fieldsOf(raw) ?? {};
  const name = fields['Condition'];
  return [...(typeof name === 'string' ? [name] : []), ...Object.values(fields).flatMap(conditionsIn)];
}

/** One fault for each circle, at the name in it that comes first. Without recursion: a chain may be as long as a file. */
function circlesIn(
  names: readonly string[],
  next: (name: string) => readonly string[],
  say: (name: string) => Fault,
): readonly Fault[] {
  const done = new Set<string>();
  const faults: Fault[] = [];
  const order = new Map(names.map((name, index) => [name, index]));
  for (const start of names) {
    if (done.has(start)) continue;
    const path: { name: string; rest: string[] }[] = [{ name: start, rest: [...next(start)] }];
    const open = new Set([start]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.pop();
      if (step === undefined) {
        path.pop();
        open.delete(top.name);
        done.add(top.name);
      } else if (open.has(step)) {
        const circle = path.slice(path.findIndex(({ name }) => name === step)).map(({ name }) => name);
        const [first] = circle.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        if (first !== undefined) faults.push(say(first));
      } else if (!done.has(step) && order.has(step)) {
        open.add(step);
        path.push({ name: step, rest: [...next(step)] });
      }
    }
  }
  return [...new Map(faults.map((fault) => [`${fault.line} ${fault.message}`, fault])).values()];
}
