import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { sayYamlFault } from '#domain/yaml-fault.ts';

/** A mistake in the text itself, before anything is known of its meaning. */
export interface TextFault {
  readonly line: number;
  readonly message: string;
}

/** Where a value stands: its line (from 1) and, for a plain value, how it is written. */
interface Spot {
  readonly line: number;
  readonly written?: string;
}

export interface SettingsDocument {
  readonly data: unknown;
  /** The spot of a value; for one that is absent, of the nearest thing around it that is there. */
  readonly find: (path: readonly PropertyKey[]) => Spot;
}

/** No operator's file is longer; what is, is no settings file. */
const SIZE_LIMIT = 256 * 1024;

/** Reads YAML 1.2 (JSON is a part of it), without its aliases, tags and second documents. Never throws. */
export function readDocument(text: string): SettingsDocument | { readonly faults: readonly TextFault[] } {
  if (text.length > SIZE_LIMIT) {
    return { faults: [{ line: 1, message: `the file is longer than ${SIZE_LIMIT / 1024} KB` }] };
  }
  const lines = new LineCounter();
  // logLevel: with `silent` the library drops its own error about a second document.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineAt = (offset: number | undefined): number => lines.linePos(offset ?? 0).line || 1;
  const faults = [
    ...[...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      line: lineAt(pos[0]),
      message: sayYamlFault(code) ?? message,
    })),
    ...(document.errors.length > 0 ? [] : forbidden(document, lineAt)),
  ];
  if (faults.length > 0) return { faults: oneForEachLine(faults) };
  const data: unknown = document.toJS({ maxAliasCount: 0 });
  return { data, find: (path) => spotOf(document, path, lineAt) };
}

/** An alias can grow a small file to gigabytes, and two places that share text hide a change to one of them. */
function forbidden(document: Document.Parsed, lineAt: (offset?: number) => number): readonly TextFault[] {
  const faults: TextFault[] = [];
  const add = (node: { readonly range?: readonly number[] | null | undefined }, message: string): void => {
    faults.push({ line: lineAt(node.range?.[0]), message });
  };
  visit(document, {
    Alias: (_, node) => add(node, 'aliases (*name) are not supported: write the value out'),
    Pair: (_, { key }) => {
      if (isMap(key) || isSeq(key)) add(key, 'a key must be text');
    },
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor !== undefined) add(node, 'anchors (&name) are not supported');
    },
  });
  return faults;
}

/** One broken indent makes the library stumble many times: the first fault of a line is the one to mend. */
const oneForEachLine = (faults: readonly TextFault[]): readonly TextFault[] => {
  const byLine = new Map<number, TextFault>();
  for (const fault of faults) if (!byLine.has(fault.line)) byLine.set(fault.line, fault);
  return [...byLine.values()].sort((a, b) => a.line - b.line);
};

function spotOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  lineAt: (offset?: number) => number,
): Spot {
  let node: unknown = document.contents;
  let line = lineAt(document.contents?.range?.[0]);
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const entry: unknown = pair ?? (isSeq(node) && typeof step === 'number' ? node.items[step] : undefined);
    if (entry === undefined) return { line };
    const at: unknown = isPair(entry) ? entry.key : entry;
    if (isScalar(at) || isMap(at) || isSeq(at)) line = lineAt(at.range?.[0]);
    node = isPair(entry) ? entry.value : entry;
  }
  return { line, ...(isScalar(node) && node.source !== undefined && { written: node.source }) };
}
