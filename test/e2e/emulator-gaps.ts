import assert from 'node:assert/strict';

/**
 * Controls that the emulator has no facts for: the subnets and security groups that its services name do not exist in it.
 * On it they must be NOT_AVAILABLE, never passed or failed.
 */
export const BEYOND_THE_EMULATOR: ReadonlySet<string> = new Set(['service-security-group-open']);

/**
 * The roles of the CDK's bootstrap stack: the emulator makes them with a policy that has no ARN and a trust that names `""`,
 * neither of which AWS has, and so nobody can say what they may do.
 */
export const isMisreadByTheEmulator = (arn: string): boolean => /:role\/cdk-hnb659fds-/.test(arn);

interface Judged {
  readonly controlId: string;
  readonly status: string;
}

/** Each of these controls says so of itself, and of nothing else than what it does not concern anyway. */
export function assertUnjudged(judged: readonly Judged[]): void {
  for (const id of BEYOND_THE_EMULATOR) {
    const statuses = judged.filter(({ controlId }) => controlId === id).map(({ status }) => status);
    assert.deepEqual(
      [...new Set(statuses.filter((each) => each !== 'NOT_APPLICABLE'))],
      ['NOT_AVAILABLE'],
      id,
    );
  }
}
