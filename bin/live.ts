/** What the command line reads of a live account: loaded only by the commands that do. */
import { Unreachable, UsageError } from '#cli/exit-code.ts';
import type { FindingsTable, LiveAccount } from '#cli/io.ts';
import type { FactSource } from '#domain/ports.ts';

/** In milliseconds: how long a scan's looks may share an answer; it never serves one of before the scan. */
const SHARE_MS = 3_600_000;
const TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

type Environment = Readonly<Record<string, string | undefined>>;

/** The region that goes without saying; the SDK itself knows AWS_REGION and the profile, the AWS CLI this one too. */
const regionOf = (given: string | undefined, env: Environment): string | undefined =>
  given ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined);

/** Where a call went and as whom, as far as it may be said: for whoever has to find out why nobody answers. */
function tried(region: string | undefined, env: Environment): string {
  const endpoint = env['AWS_ENDPOINT_URL'];
  const parts = [
    `region ${region ?? 'not set'}`,
    ...(endpoint ? [`endpoint ${URL.canParse(endpoint) ? new URL(endpoint).origin : 'that is no URL'}`] : []),
    env['AWS_PROFILE'] ? `profile ${env['AWS_PROFILE']}` : 'credentials of the environment, profile or role',
  ];
  return `tried ${parts.join(', ')}`;
}

export async function liveAccount(
  regions: readonly string[],
  env: Environment = process.env,
): Promise<LiveAccount> {
  const { identify } = await import('#aws/identity.ts');
  const region = regionOf(regions[0], env);
  const known = await identify(region);
  if ('unknown' in known)
    throw new Unreachable(`the account could not be reached: ${known.unknown} (${tried(region, env)})`);
  const { account, partition } = known.identity;
  const { sdkFacts } = await import('#aws/facts/sdk-facts.ts');
  return {
    regions: [...new Set(regions.length > 0 ? regions : [known.identity.region])].map((each) => ({
      place: { partition, account, region: each },
      facts: reachable(sdkFacts({ partition, account, regions: [each], shareMs: SHARE_MS }), () =>
        tried(each, env),
      ),
    })),
  };
}

/** Readings throw only for credentials that are not valid, or not in this region, and for faults of ours. */
function reachable(facts: FactSource, says: () => string): FactSource {
  const checked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof Error) || !isOfAws(error)) throw error;
      throw new Unreachable(`the account could not be reached: ${error.name} (${says()})`, { cause: error });
    }
  };
  return {
    read: (fact, resource, context) => checked(facts.read(fact, resource, context)),
    list: (type, page) => checked(facts.list(type, page)),
  };
}

/** An answer of AWS, or credentials that could not be had; not a fault of ours. */
const isOfAws = (error: Error): boolean =>
  '$metadata' in error || /^(CredentialsProvider|TokenProvider)/.test(error.name);

const NETWORK = /^(E[A-Z]+|EAI_AGAIN)$/;
const isOfNetwork = (error: Error): boolean =>
  error.name === 'TimeoutError' || ('code' in error && NETWORK.test(String(error.code)));

export async function findingsTable(
  table: string,
  given: string | undefined,
  env: Environment = process.env,
): Promise<FindingsTable> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const { dynamoStore } = await import('#aws/dynamo-store.ts');
  const region = regionOf(given, env);
  const client = new DynamoDBClient({ requestHandler: TIMEOUTS, ...(region !== undefined && { region }) });
  const store = dynamoStore(client, { findings: table, state: '', edges: '', history: '' });
  const checked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw unreadable(error, table, tried(region, env));
    }
  };
  return {
    findings: (page) => checked(store.findings(page)),
    findingsOf: (arn) => checked(store.findingsOf(arn)),
  };
}

/** Why a table cannot be read: a wrong name is whoever's who gave it. */
function unreadable(error: unknown, table: string, where: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ResourceNotFoundException')
    return new UsageError(`there is no table ${table} (${where})`);
  if (error.name === 'ValidationException') return new UsageError(`${table} is no findings table (${where})`);
  // The SDK has no class for it: thrown before the first call.
  const isUnset = /region is missing/i.test(error.message);
  if (!isUnset && !isOfAws(error) && !isOfNetwork(error)) return error;
  const why = isUnset ? 'no region: name one, or set AWS_REGION or the region of the profile' : error.name;
  return new Unreachable(`the table ${table} could not be read: ${why} (${where})`, { cause: error });
}
