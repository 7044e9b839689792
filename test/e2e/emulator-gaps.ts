/**
 * The roles of the CDK's bootstrap stack: the emulator makes them with a policy that has no ARN and a trust that names `""`,
 * neither of which AWS has, and so nobody can say what they may do.
 */
export const isMisreadByTheEmulator = (arn: string): boolean => /:role\/cdk-hnb659fds-/.test(arn);
