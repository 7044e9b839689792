import { DEEPEST, sayKey, TextFault, TOO_DEEP } from './fault.ts';
import { Places } from './places.ts';

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NEWLINE = 10;
const [TAB, RETURN, SPACE] = [9, 13, 32];

/**
 * A JSON text (RFC 8259) with the line of everything in it: `JSON.parse` tells no lines and lets the last of two equal
 * keys win. Throws a TextFault. Depth is bounded, so recursion is.
 */
export function readJson(text: string): { readonly value: unknown; readonly places: Places } {
  const reader = new JsonReader(text);
  return { value: reader.whole(), places: reader.places };
}

class JsonReader {
  readonly places = new Places();
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    this.#skipSpace();
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('something stands behind the end of the JSON');
    return value;
  }

  #fail(message: string, line = this.#line): never {
    throw new TextFault(line, message);
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === NEWLINE) this.#line += 1;
      else if (code !== SPACE && code !== TAB && code !== RETURN) return;
    }
  }

  #value(depth: number): unknown {
    if (depth > DEEPEST) this.#fail(TOO_DEEP);
    const char = this.#text[this.#at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#list(depth);
    return char === '"' ? this.#string() : this.#literal();
  }

  #object(depth: number): object {
    const value: Record<string, unknown> = {};
    const entries = new Map<string, number>();
    const line = this.#line;
    for (let next = this.#open('}'); next; next = this.#next('}')) {
      if (this.#text[this.#at] !== '"') this.#fail('a key in double quotes is expected here');
      const keyLine = this.#line;
      const key = this.#string();
      if (entries.has(key)) this.#fail(`${sayKey(key)} is there twice in the same object`, keyLine);
      entries.set(key, keyLine);
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') this.#fail('a colon is expected here');
      this.#at += 1;
      this.#skipSpace();
      define(value, key, this.#value(depth + 1));
    }
    this.places.put(value, line, entries);
    return value;
  }

  #list(depth: number): readonly unknown[] {
    const value: unknown[] = [];
    const entries = new Map<number, number>();
    const line = this.#line;
    for (let next = this.#open(']'); next; next = this.#next(']')) {
      entries.set(value.length, this.#line);
      value.push(this.#value(depth + 1));
    }
    this.places.put(value, line, entries);
    return value;
  }

  /** Steps behind the opening bracket; false: it is closed at once. */
  #open(end: string): boolean {
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] !== end) return true;
    this.#at += 1;
    return false;
  }

  /** Steps behind the comma; false: behind the end. */
  #next(end: string): boolean {
    this.#skipSpace();
    const char = this.#text[this.#at];
    if (char !== ',' && char !== end) this.#fail(`a comma or ${end} is expected here`);
    this.#at += 1;
    if (char === ',') this.#skipSpace();
    return char === ',';
  }

  #string(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end > 0 && isEscaped(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) this.#fail('a text that begins here has no end');
    this.#at = end + 1;
    try {
      const value: unknown = JSON.parse(this.#text.slice(start, end + 1));
      return String(value);
    } catch {
      return this.#fail(
        'a text here has a line break, a control character or an escape that JSON does not know',
      );
    }
  }

  #literal(): unknown {
    LITERAL.lastIndex = this.#at;
    const word = LITERAL.exec(this.#text)?.[0];
    if (word === undefined)
      return this.#fail(this.#at < this.#text.length ? 'a value is expected here' : 'it ends too early');
    this.#at += word.length;
    const value: unknown = JSON.parse(word);
    return value;
  }
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

/** `__proto__` is a key like any other. */
export function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}
