import {
  Composer,
  type Document,
  LineCounter,
  Parser,
  Schema,
  type Tags,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sayYamlFault } from '#domain/yaml-fault.ts';
import { TextFault } from './fault.ts';
import type { Places } from './places.ts';
import { refuseDeep } from './yaml-depth.ts';
import { YamlValues } from './yaml-values.ts';

/**
 * A YAML text, in the dialect that CloudFormation reads, with the line of everything in it. Throws a TextFault. Short
 * intrinsics (`!Ref X`) become their long forms.
 */
export function readYaml(text: string): { readonly value: unknown; readonly places: Places } {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line || 1;
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  refuseDeep(tokens, lineAt);
  // Our own search for equal keys is linear. Pretty errors would quote the file, which may hold secrets.
  const options = { uniqueKeys: false, prettyErrors: false, keepSourceTokens: false, schema: SCHEMA };
  const documents: Document.Parsed[] = [];
  for (const document of new Composer(options).compose(tokens)) documents.push(document);
  const [first, second] = documents.filter(({ contents, errors }) => contents !== null || errors.length > 0);
  const [error] = first?.errors ?? [];
  if (error) throw new TextFault(lineAt(error.pos[0]), sayFault(error.code));
  if (second) throw new TextFault(lineAt(second.range[0]), sayFault('MULTIPLE_DOCS'));
  const values = new YamlValues(lineAt);
  return { value: values.of(first?.contents ?? null), places: values.places };
}

/** Names of short intrinsics. Others are understood too, but the library warns of each use of a tag that it is not told of. */
const SHORT = [
  'Ref',
  'Condition',
  'GetAtt',
  'Sub',
  'Join',
  'Select',
  'Split',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'FindInMap',
  'ImportValue',
  'Base64',
  'Cidr',
  'GetAZs',
  'Transform',
];
const TAGS: Tags = SHORT.flatMap((name) => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'map' as const, resolve: (map: YAMLMap | YAMLSeq) => map },
    { tag, collection: 'seq' as const, resolve: (list: YAMLMap | YAMLSeq) => list },
  ];
});

/** Made once: a schema of its own for each file costs a twentieth of its reading. */
const SCHEMA = new Schema({ schema: 'core', resolveKnownTags: true, customTags: TAGS });

/** The library's own messages quote the file, which may hold secrets. */
const WORDS: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias (*name) here is not complete',
  BAD_INDENT: 'this line is indented differently from its neighbours',
  BAD_SCALAR_START: 'a text cannot begin with this character: put it in quotes',
  BAD_DQ_ESCAPE: 'an escape (\\) in double quotes that YAML does not know',
  MISSING_CHAR: 'something is missing here: a quote, a bracket, a comma, a colon or the space behind one',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line: a colon or a quote is missing before this',
  UNEXPECTED_TOKEN: 'this does not belong here',
};
const sayFault = (code: string): string => sayYamlFault(code) ?? WORDS[code] ?? `this is not YAML (${code})`;
