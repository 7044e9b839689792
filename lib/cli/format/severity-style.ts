import type { Severity } from '#domain/severity.ts';
import type { Style } from './table.ts';

const STYLES: Readonly<Record<Severity, Style>> = {
  CRITICAL: 'magenta',
  HIGH: 'red',
  MEDIUM: 'yellow',
  LOW: 'cyan',
  INFORMATIONAL: 'dim',
};

/** The colour of a severity; the word always stands beside it. */
export const severityStyle = (severity: Severity): Style => STYLES[severity];
