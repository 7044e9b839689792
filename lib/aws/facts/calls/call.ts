import type { Action } from '#domain/facts.ts';

/** Makes one call of AWS under the IAM action it needs: paced, reported, and failing with that name. */
export type Call = <T extends Answer>(action: Action, send: () => Promise<T>) => Promise<T>;

/** What every answer of the SDK carries. */
interface Answer {
  readonly $metadata?: { readonly attempts?: number | undefined };
}

/** A call that did not succeed. Its message repeats nothing that AWS answered: that may quote what an attacker chose. */
export class CallFailed extends Error {
  readonly action: Action;
  constructor(action: Action, cause: unknown) {
    super(`${action} failed: ${cause instanceof Error ? cause.name : typeof cause}`, { cause });
    this.name = 'CallFailed';
    this.action = action;
  }
}

/** What is told of each call, for progress and for counting; `attempts` are the requests it took. */
export type OnCall = (action: Action, attempts: number) => void;

/** Calls that wait for their turn, `pace`, and are reported when they end. */
export const callWith =
  (pace: (service: string) => Promise<void>, onCall: OnCall = () => undefined): Call =>
  async (action, send) => {
    await pace(action.slice(0, action.indexOf(':')));
    try {
      const answer = await send();
      onCall(action, answer.$metadata?.attempts ?? 1);
      return answer;
    } catch (cause) {
      onCall(action, attemptsOf(cause));
      throw new CallFailed(action, cause);
    }
  };

function attemptsOf(error: unknown): number {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const attempts =
    typeof metadata === 'object' && metadata !== null && 'attempts' in metadata ? metadata.attempts : 1;
  return typeof attempts === 'number' ? attempts : 1;
}
