/** What every way to AWS from the command line has in common: where it goes, and what is whose fault. */
import { Unreachable, UsageError } from '#cli/exit-code.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** In milliseconds. */
export const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The region that goes without saying; the SDK itself knows AWS_REGION and the profile, the AWS CLI this one too. */
export const regionOf = (given: string | undefined, env: Environment): string | undefined =>
  given ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined);

/** The settings of a client for a region or that of the environment. */
export const clientFor = (region: string | undefined) => ({
  requestHandler: TIMEOUTS,
  ...(region !== undefined && { region }),
});

/** Where a call went and as whom, as far as it may be said: for whoever has to find out why nobody answers. */
export function tried(region: string | undefined, env: Environment): string {
  const endpoint = env['AWS_ENDPOINT_URL'];
  const parts = [
    `region ${region ?? 'not set'}`,
    ...(endpoint ? [`endpoint ${URL.canParse(endpoint) ? new URL(endpoint).origin : 'that is no URL'}`] : []),
    env['AWS_PROFILE'] ? `profile ${env['AWS_PROFILE']}` : 'credentials of the environment, profile or role',
  ];
  return `tried ${parts.join(', ')}`;
}

/** An answer of AWS, or credentials that could not be had; not a fault of ours. */
export const isOfAws = (error: Error): boolean =>
  '$metadata' in error || /^(CredentialsProvider|TokenProvider)/.test(error.name);

const NETWORK = /^(E[A-Z]+|EAI_AGAIN)$/;
const isOfNetwork = (error: Error): boolean =>
  error.name === 'TimeoutError' || ('code' in error && NETWORK.test(String(error.code)));

/** Names of errors that mean that something is not there, or not what it was taken for, and in words which. */
export type Wrong = Readonly<Record<string, string>>;

/**
 * Does what asks AWS; its errors become those of the command line. `what` could not be done where AWS refuses or does
 * not answer; a wrong name is whoever's who gave it.
 */
export async function reaching<T>(
  work: () => Promise<T>,
  { what, where, wrong = {} }: { readonly what: string; readonly where: string; readonly wrong?: Wrong },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const mistake = Object.hasOwn(wrong, error.name) ? wrong[error.name] : undefined;
    if (mistake !== undefined) throw new UsageError(`${mistake} (${where})`);
    // The SDK has no class for it: thrown before the first call.
    const isUnset = /region is missing/i.test(error.message);
    if (!isUnset && !isOfAws(error) && !isOfNetwork(error)) throw error;
    const why = isUnset ? 'no region: name one, or set AWS_REGION or the region of the profile' : error.name;
    throw new Unreachable(`${what}: ${why} (${where})`, { cause: error });
  }
}
