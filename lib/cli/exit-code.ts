/** How a command ends (a public contract: scripts branch on it). */
export const EXIT = {
  clean: 0,
  /** Findings at or above `--fail-on` are open. */
  findings: 1,
  /** Nothing failing, but something could not be judged. */
  notJudged: 2,
  /** Wrong usage or bad input. */
  usage: 64,
  /** The account, or a table in it, could not be reached. */
  unreachable: 69,
  /** A fault of ours. */
  fault: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What whoever called us can put right: a wrong option, an unreadable file. Ends with exit code 64. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An account or table that does not answer, or not to us; the message names what was tried. Ends with exit code 69. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}
