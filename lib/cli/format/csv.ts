import { visible } from './visible.ts';

/** What spreadsheets take for the beginning of a formula (OWASP "CSV Injection"), the wide forms of East Asia too. */
const FORMULA = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
/** Longest cell; Excel's own limit. */
const CELL_MAX = 32_767;

/** One row of CSV (RFC 4180), with its line end: no cell can become a formula, a second row or a terminal's command. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(text: string): string {
  const guarded = FORMULA.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
  const safe = visible(guarded, CELL_MAX);
  return /[",]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
