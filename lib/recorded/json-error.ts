const SPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next: a value, a first value or end of a list, a key, a first key or end of an object, a colon, a comma or end. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'next';

/**
 * Where text stops being JSON, in characters from its start: `JSON.parse` does not always say. Its length, where it
 * ends too early. For text that is JSON the answer has no meaning. (RFC 8259; without recursion, so that depth does no harm.)
 */
export function jsonErrorAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = skip(SPACE, text, at) ?? at;
    const char = text.charAt(at);
    const end = endOfToken(text, at, char, expected, open.at(-1));
    if (typeof end !== 'number') return end.fault;
    if (char === '{' || char === '[') open.push(char);
    if (char === '}' || char === ']') open.pop();
    at = end;
    expected = after(char, expected, open);
    if (expected === 'next' && open.length === 0) return skip(SPACE, text, at) ?? at;
  }
}

/** The end of the token that begins here, or where it is wrong. */
function endOfToken(
  text: string,
  at: number,
  char: string,
  expected: Expected,
  inside: '{' | '[' | undefined,
): number | { readonly fault: number } {
  const mayClose = expected === 'next' || expected === 'value or ]' || expected === 'key or }';
  const closes = mayClose && ((char === ']' && inside === '[') || (char === '}' && inside === '{'));
  if (closes || (char === ',' && expected === 'next') || (char === ':' && expected === ':')) return at + 1;
  if (expected === ':' || expected === 'next') return { fault: at };
  if (char === '"') return endOfText(text, at);
  if (expected === 'key' || expected === 'key or }') return { fault: at };
  return char === '{' || char === '[' ? at + 1 : (skip(LITERAL, text, at) ?? { fault: at });
}

function endOfText(text: string, start: number): number | { readonly fault: number } {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    if (text.charAt(at) < ' ') return { fault: at };
    const next = text.charAt(at) === '\\' ? skip(ESCAPE, text, at) : at + 1;
    if (next === undefined) return { fault: at };
    at = next;
  }
  return at < text.length ? at + 1 : { fault: text.length };
}

function after(char: string, expected: Expected, open: readonly ('{' | '[')[]): Expected {
  if (char === '{') return 'key or }';
  if (char === '[') return 'value or ]';
  if (char === '}' || char === ']') return 'next';
  if (char === ':') return 'value';
  if (char === ',') return open.at(-1) === '{' ? 'key' : 'value';
  return expected === 'key' || expected === 'key or }' ? ':' : 'next';
}

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
