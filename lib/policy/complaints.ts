/** Something about a document, and where in it: `Statement[2].Action[0]`; the empty path is the document. */
export interface Complaint {
  readonly path: string;
  readonly message: string;
}

/** What is found wrong while a document is read. */
export class Complaints {
  readonly errors: Complaint[];
  readonly notes: Complaint[];
  readonly #at: string;

  constructor(at = '', errors: Complaint[] = [], notes: Complaint[] = []) {
    this.#at = at;
    this.errors = errors;
    this.notes = notes;
  }

  /** The same complaints, said from a place further inside. */
  within(path: string): Complaints {
    return new Complaints(this.#pathOf(path), this.errors, this.notes);
  }

  error(path: string, message: string): void {
    this.errors.push({ path: this.#pathOf(path), message });
  }

  note(path: string, message: string): void {
    this.notes.push({ path: this.#pathOf(path), message });
  }

  #pathOf(path: string): string {
    if (this.#at === '' || path === '') return this.#at + path;
    return path.startsWith('[') ? `${this.#at}${path}` : `${this.#at}.${path}`;
  }
}
