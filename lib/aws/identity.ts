import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { parseArn } from '#domain/arn.ts';

/** Whose credentials these are, and the region that goes without saying. */
interface Identity {
  readonly account: string;
  readonly partition: string;
  /** From the environment or the profile, as the SDK finds it. */
  readonly region: string;
}

type Known = { readonly identity: Identity } | { readonly unknown: string };

/**
 * Asks STS who we are. Never throws: `unknown` says in one line why it cannot be told (no region, no or invalid
 * credentials, endpoint out of reach), without anything of the credentials. `region` is used instead of the default one.
 */
export async function identify(
  region?: string,
  config: Pick<STSClientConfig, 'credentials' | 'endpoint' | 'requestHandler' | 'maxAttempts'> = {},
): Promise<Known> {
  const own = region ?? (await defaultRegion());
  if (own === undefined)
    return { unknown: 'no region: name one, or set AWS_REGION or the region of the profile' };
  try {
    const client = new STSClient({ requestHandler: TIMEOUTS, ...config, region: own });
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    const partition = parseArn(Arn)?.partition;
    if (Account === undefined || partition === undefined)
      return { unknown: 'sts:GetCallerIdentity answered without an account' };
    return { identity: { account: Account, partition, region: own } };
  } catch (error) {
    return { unknown: `who we are could not be told: ${kindOf(error)}` };
  }
}

/** The system's code where nobody answered, such as ECONNREFUSED; else the name of the error. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** In milliseconds. */
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The region of the environment or the profile; undefined when neither names one. */
async function defaultRegion(): Promise<string | undefined> {
  try {
    return await new STSClient({}).config.region();
  } catch {
    return undefined;
  }
}
