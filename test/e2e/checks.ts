import { setTimeout as pause } from 'node:timers/promises';

/** Named checks, one after the other; a failed one is told with its reason and the rest go on. */
export interface Checks {
  /** True: it passed. */
  check(name: string, body: () => Promise<void> | void): Promise<boolean>;
  /** Ends with the line that build servers read. True: all passed. */
  finish(): boolean;
}

export function newChecks(say: (line: string) => void, signal: AbortSignal): Checks {
  let passed = 0;
  let failed = 0;
  return {
    check: async (name, body) => {
      signal.throwIfAborted();
      const began = Date.now();
      try {
        await body();
        passed += 1;
        say(`  ok    ${name} (${Date.now() - began} ms)`);
        return true;
      } catch (error) {
        signal.throwIfAborted();
        failed += 1;
        say(`  FAIL  ${name} (${Date.now() - began} ms)`);
        say(
          `        ${error instanceof Error ? error.message : String(error)}`.replaceAll('\n', '\n        '),
        );
        return false;
      }
    },
    finish: () => {
      say(`${passed} passed, ${failed} failed`);
      return failed === 0 && passed > 0;
    },
  };
}

const WITHIN_MS = 15_000;
const POLL_MS = 15;

/** Asks again until there is an answer, and gives it; `what` is said when there is none in time. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await pause(POLL_MS);
  }
}
