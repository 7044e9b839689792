/**
 * Controls that the emulator has no facts for: the subnets and security groups that its services name do not exist in
 * it, and its tasks run no digests. On it they must be NOT_AVAILABLE, never passed or failed.
 */
export const BEYOND_THE_EMULATOR: ReadonlySet<string> = new Set([
  'running-task-trusted-image',
  'service-security-group-open',
]);
