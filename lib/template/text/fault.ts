/** Ends the reading of a text; caught where it began. */
export class TextFault extends Error {
  override readonly name = 'TextFault';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Deeper files are refused: the deepest policies and state machines in templates nest a tenth as deep. */
export const DEEPEST = 200;
export const TOO_DEEP = `nested more than ${DEEPEST} deep`;

/** A key in an error: only what a name may consist of, and short. */
export const sayKey = (key: string): string => (/^[\w:.-]{1,64}$/.test(key) ? `the key ${key}` : 'a key');
