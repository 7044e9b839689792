import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { type Complaint, complaintsOf } from './complaint.ts';
import { complete } from './complete.ts';
import { readDocument, type SettingsDocument } from './document.ts';
import { fileSchema } from './file-schema.ts';
import { harmless, sayPath } from './words.ts';

/** One mistake in the operator's file. `message` is the whole line to print: file, line, path and what is wrong. */
export interface SettingsError {
  /** From 1. */
  readonly line: number;
  /** `suppressions[0].until`; empty for a mistake in the text itself. */
  readonly path: string;
  readonly message: string;
}

export type ParsedSettings = { readonly settings: Settings } | { readonly errors: readonly SettingsError[] };

/** More than anybody mends in one go; the last one counts the rest. */
const ERRORS_SHOWN = 50;

/**
 * Reads the operator's file: complete settings, or all that is wrong with it at once, in the order of the file.
 * Never throws. `file` is only named in messages; `controlIds` are the ids of the controls that exist.
 */
export function parseSettings(text: string, file: string, controlIds: readonly string[]): ParsedSettings {
  const document = readDocument(text);
  const say = (line: number, path: string, what: string): SettingsError => ({
    line,
    path,
    message: harmless(`${file}, line ${line}${path && `, ${path}`}: ${what}`),
  });
  if ('faults' in document)
    return {
      errors: atMost(
        document.faults.map(({ line, message }) => say(line, '', message)),
        say,
      ),
    };
  if (document.data === null || document.data === undefined) return { settings: DEFAULT_SETTINGS };
  const parsed = fileSchema(controlIds).safeParse(document.data, { reportInput: true });
  if (parsed.success) return { settings: complete(parsed.data) };
  const errors = parsed.error.issues
    .flatMap((issue) => complaintsOf(issue, document.find(issue.path).written))
    .map((complaint) => located(complaint, document, say));
  return {
    errors: atMost(
      errors.sort((a, b) => a.line - b.line),
      say,
    ),
  };
}

type Say = (line: number, path: string, what: string) => SettingsError;

const located = ({ path, what }: Complaint, document: SettingsDocument, say: Say): SettingsError =>
  say(document.find(path).line, sayPath(path), path.length === 0 ? `the file ${what}` : what);

function atMost(errors: readonly SettingsError[], say: Say): readonly SettingsError[] {
  const rest = errors.slice(ERRORS_SHOWN);
  const [next] = rest;
  return next === undefined
    ? errors
    : [...errors.slice(0, ERRORS_SHOWN), say(next.line, '', `and ${rest.length} more`)];
}
