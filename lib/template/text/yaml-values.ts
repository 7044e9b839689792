import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sayKey, TextFault } from './fault.ts';
import { define } from './json.ts';
import { longForm } from './long-form.ts';
import { Places } from './places.ts';
import { scalarOf } from './yaml-scalar.ts';

/** How many values all aliases together may stand for: a small file can name billions. */
const MOST_BY_ALIASES = 200_000;

/** What an anchor stands for, and how many values that are. */
interface Anchored {
  readonly value: unknown;
  readonly size: number;
}

/** The plain values of one document's nodes. Aliases share what they stand for. */
export class YamlValues {
  readonly places = new Places();
  readonly #anchors = new Map<string, Anchored>();
  readonly #lineAt: (offset: number) => number;
  #size = 0;
  #byAliases = 0;

  constructor(lineAt: (offset: number) => number) {
    this.#lineAt = lineAt;
  }

  of(node: unknown): unknown {
    this.#size += 1;
    const parsed = node as ParsedNode | null;
    if (isAlias(parsed)) return this.#alias(parsed.source, parsed);
    if (!isScalar(parsed) && !isMap(parsed) && !isSeq(parsed)) return null;
    const before = this.#size;
    const written = isMap(parsed) ? this.#map(parsed) : isSeq(parsed) ? this.#list(parsed) : scalarOf(parsed);
    const value = this.#tagged(parsed, written);
    if (parsed.anchor !== undefined)
      this.#anchors.set(parsed.anchor, { value, size: this.#size - before + 1 });
    return value;
  }

  #line(node: { readonly range?: readonly number[] | null | undefined }): number {
    return this.#lineAt(node.range?.[0] ?? 0);
  }

  /** An anchor is known only once what it stands for has ended, so nothing can contain itself. */
  #alias(name: string, node: Pick<ParsedNode, 'range'>): unknown {
    const anchored = this.#anchors.get(name);
    if (!anchored)
      throw new TextFault(this.#line(node), 'an alias (*name) here has no anchor (&name) before it');
    this.#size += anchored.size;
    this.#byAliases += anchored.size;
    if (this.#byAliases > MOST_BY_ALIASES)
      throw new TextFault(this.#line(node), 'aliases (*name) repeat too much: write the values out');
    return anchored.value;
  }

  #list(node: YAMLSeq): readonly unknown[] {
    const entries = new Map<number, number>();
    const value = node.items.map((item, index) => {
      entries.set(index, this.#line(item as ParsedNode));
      return this.of(item);
    });
    this.places.put(value, this.#line(node), entries);
    return value;
  }

  #map(node: YAMLMap): object {
    const value: Record<string, unknown> = {};
    const entries = new Map<string, number>();
    const merged: unknown[] = [];
    for (const pair of node.items) {
      const { key, line } = this.#key(pair);
      if (key === '<<') {
        merged.push(this.of(pair.value));
        continue;
      }
      if (entries.has(key)) throw new TextFault(line, `${sayKey(key)} is there twice in the same map`);
      entries.set(key, line);
      define(value, key, this.of(pair.value));
    }
    this.#merge(value, entries, merged);
    this.places.put(value, this.#line(node), entries);
    return value;
  }

  #key({ key }: Pair): { readonly key: string; readonly line: number } {
    const line = this.#line(key ?? {});
    if (!isScalar(key)) throw new TextFault(line, 'a key must be text');
    return { key: key.source ?? String(key.value), line };
  }

  /** `<<: *base`: what the map does not say itself, from one map or from several, the first one winning. */
  #merge(value: Record<string, unknown>, entries: Map<string, number>, merged: readonly unknown[]): void {
    for (const base of merged.flat(1)) {
      if (typeof base !== 'object' || base === null) continue;
      for (const [key, inherited] of Object.entries(base)) {
        if (Object.hasOwn(value, key)) continue;
        this.#size += 1;
        define(value, key, inherited);
        entries.set(key, this.places.lineOf(base, key) ?? 1);
      }
    }
  }

  #tagged(node: ParsedNode, value: unknown): unknown {
    const long = longForm(node.tag, value);
    if (!long) return value;
    const line = this.#line(node);
    this.places.put(long, line, new Map(Object.keys(long).map((key) => [key, line])));
    return long;
  }
}
