/** From worst to least, in the words of Security Hub's finding format. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 for CRITICAL up to 4 for INFORMATIONAL. */
export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const isWorse = (a: Severity, b: Severity): boolean => rank(a) < rank(b);
export const worst = (a: Severity, b: Severity): Severity => (isWorse(b, a) ? b : a);
/** The milder of the two: `atMost('HIGH', 'LOW')` is LOW. */
export const atMost = (severity: Severity, ceiling: Severity): Severity =>
  isWorse(severity, ceiling) ? ceiling : severity;
