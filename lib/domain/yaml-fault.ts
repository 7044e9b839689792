/** Those of the `yaml` library's error codes whose messages need its manual to be understood. */
const WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is there twice in the same map',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces',
  MULTIPLE_DOCS: 'a second document (---) begins here: one file is one document',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line: put the text in quotes',
};

/** What a code means; undefined for one without words of ours. */
export const sayYamlFault = (code: string): string | undefined =>
  Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
