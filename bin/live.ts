/** What the command line reads of a live account: loaded only by the commands that do. */
import { Unreachable } from '#cli/exit-code.ts';
import type { LiveAccount } from '#cli/io.ts';
import type { FactSource } from '#domain/ports.ts';
import { type Environment, isOfAws, regionOf, tried } from './reaching.ts';

/** In milliseconds: how long a scan's looks may share an answer; it never serves one of before the scan. */
const SHARE_MS = 3_600_000;

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
  const watched = [...new Set(regions.length > 0 ? regions : [known.identity.region])];
  return {
    regions: watched.map((each) => ({
      place: { partition, account, region: each },
      facts: reachable(sdkFacts({ partition, account, regions: [each], watched, shareMs: SHARE_MS }), () =>
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
