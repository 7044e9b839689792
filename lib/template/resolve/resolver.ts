import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import type { Place } from '#domain/resource.ts';
import type { Places } from '#template/text/places.ts';
import { decide, type Verdict } from './conditions.ts';
import type { Context } from './context.ts';
import { bound, expand, isForEach, MOST_BY_LOOPS } from './for-each.ts';
import { intrinsic } from './functions.ts';
import { type ParameterValue, parameterValue } from './parameters.ts';
import { pseudo } from './pseudo.ts';
import { NO_VALUE } from './values.ts';

/** The parts of a template that its functions refer to, each as it is written. */
export interface Sections {
  readonly parameters: Fields;
  readonly mappings: Fields;
  readonly conditions: Fields;
}

/** What the resources of a template are called, as far as that is known; undefined: not known before deployment. */
export interface Names {
  ref(logicalId: string): string | undefined;
  attribute(logicalId: string, attribute: string): string | undefined;
}

/** What `Fn::ForEach` binds: a name to one item of its list. */
export type Scope = ReadonlyMap<string, string>;
const NO_SCOPE: Scope = new Map();

/** Puts everything that is known before deployment into the values of a template. Never throws. */
export class Resolver {
  readonly place: Place;
  readonly #sections: Sections;
  readonly #names: Names;
  readonly #places: Places;
  readonly #parameters = new Map<string, ParameterValue | undefined>();
  readonly #conditions = new Map<string, Verdict>();
  readonly #loops = { left: MOST_BY_LOOPS };

  constructor(sections: Sections, names: Names, places: Places, place: Place) {
    this.place = place;
    this.#sections = sections;
    this.#names = names;
    this.#places = places;
  }

  /** A value; undefined where `AWS::NoValue` leaves nothing of it. */
  resolved(value: unknown, scope: Scope = NO_SCOPE): unknown {
    const result = this.#resolve(value, scope);
    return result === NO_VALUE ? undefined : result;
  }

  /** A map with its loops written out and everything else as it is written. */
  loopsWrittenOut(fields: Fields): Fields {
    return Object.keys(fields).some(isForEach) ? this.#expanded(fields, NO_SCOPE) : fields;
  }

  /** Whether a condition holds. One that refers to itself is not known. */
  condition(name: string): Verdict {
    if (this.#conditions.has(name)) return this.#conditions.get(name);
    this.#conditions.set(name, undefined);
    const { conditions } = this.#sections;
    const verdict = Object.hasOwn(conditions, name)
      ? decide(conditions[name], this.#context(NO_SCOPE))
      : undefined;
    this.#conditions.set(name, verdict);
    return verdict;
  }

  #context(scope: Scope): Context {
    const { mappings, parameters } = this.#sections;
    return {
      place: this.place,
      resolve: (value) => this.#resolve(value, scope),
      ref: (name) => scope.get(name) ?? this.#ref(name),
      attribute: (id, attribute) => this.#names.attribute(id, attribute),
      condition: (name) => this.condition(name),
      mapping: (name) => (Object.hasOwn(mappings, name) ? mappings[name] : undefined),
      parameter: (name) => (Object.hasOwn(parameters, name) ? fieldsOf(parameters[name]) : undefined),
    };
  }

  #ref(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const { parameters } = this.#sections;
    if (!Object.hasOwn(parameters, name)) return pseudo(name, this.place) ?? this.#names.ref(name);
    if (!this.#parameters.has(name)) this.#parameters.set(name, parameterValue(parameters[name]));
    return this.#parameters.get(name);
  }

  #resolve(value: unknown, scope: Scope): unknown {
    if (typeof value === 'string')
      return value.includes('{{resolve:') ? { 'Fn::DynamicReference': value } : bound(value, scope);
    if (Array.isArray(value)) return this.#list(value, scope);
    const fields = fieldsOf(value);
    if (!fields) return value;
    const keys = Object.keys(fields);
    const [key] = keys;
    const call = keys.length === 1 && key !== undefined ? intrinsic(key) : undefined;
    return call && key !== undefined
      ? this.#call(call(fields[key], this.#context(scope)), fields)
      : this.#map(fields, scope);
  }

  /** What came of a function stands where the function does, unless it stands somewhere itself. */
  #call(result: unknown, written: Fields): unknown {
    if (typeof result === 'object' && result !== null && this.#places.lineOf(result) === undefined)
      this.#places.carry(written, result);
    return result;
  }

  #list(list: readonly unknown[], scope: Scope): readonly unknown[] {
    const items = list.map((item) => this.#resolve(item, scope));
    if (items.every((item, index) => item === list[index])) return list;
    const kept = items.map((item, index) => ({ item, index })).filter(({ item }) => item !== NO_VALUE);
    return this.#places.carry(
      list,
      kept.map(({ item }) => item),
      (key) => kept[Number(key)]?.index ?? 0,
    );
  }

  #map(written: Fields, scope: Scope): Fields {
    const fields = Object.keys(written).some(isForEach) ? this.#expanded(written, scope) : written;
    const entries = Object.entries(fields);
    const resolved = entries.map(([key, value]) => [key, this.#resolve(value, scope)] as const);
    if (fields === written && resolved.every(([, value], index) => value === entries[index]?.[1]))
      return fields;
    return this.#places.carry(fields, Object.fromEntries(resolved.filter(([, value]) => value !== NO_VALUE)));
  }

  #expanded(written: Fields, scope: Scope): Fields {
    return expand(written, this.#places, {
      budget: this.#loops,
      list: (value) => this.#resolve(value, scope),
      body: (value, inner) => this.#map(value, new Map([...scope, ...inner])),
    });
  }
}
