/**
 * The roles of the CDK's bootstrap stack: the emulator makes them with a policy that has no ARN and a trust that names `""`,
 * neither of which AWS has, and so nobody can say what they may do; nor, for them, who has both duties in the account.
 */
export const isMisreadByTheEmulator = (judged: string): boolean =>
  /:role\/cdk-hnb659fds-|\btrail-separation-of-duties\b/.test(judged);
