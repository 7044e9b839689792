import type { EcrAccess } from '#domain/ecr-access.ts';
import { toCreationTemplates, toReplication, toRepositoryAccess } from '#domain/normalise/ecr-access.ts';
import { isUnavailable } from '#domain/reading.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { CallFailed } from './calls/call.ts';
import { settle } from './failure.ts';

/** Who is let in to a repository, or to the registry and what is created in it. */
export const readEcrAccess: Reader<'ecrAccess'> = async (resource, _context, account) => {
  const { region, account: registryId } = placeOf(resource.arn);
  const ecr = await account.ecr(region);
  if (resource.type === 'AWS::ECR::Registry') return { value: await registryAccess(ecr) };
  const policy = await unlessNone(async () => {
    const { policyText } = await ecr.getRepositoryPolicy({ registryId, repositoryName: nameOf(resource) });
    return policyText;
  });
  return { value: toRepositoryAccess(policy) };
};

type Ecr = Awaited<ReturnType<LiveAccount['ecr']>>;

async function registryAccess(ecr: Ecr): Promise<EcrAccess> {
  const policy = await unlessNone(async () => (await ecr.getRegistryPolicy()).policyText);
  const registry = await settle(() => ecr.describeRegistry());
  const templates = await settle(() => templatesOf(ecr));
  return {
    policy,
    replication: isUnavailable(registry)
      ? registry
      : toReplication('missing' in registry ? undefined : registry.replicationConfiguration),
    templates: isUnavailable(templates)
      ? templates
      : toCreationTemplates('missing' in templates ? [] : templates.list),
  };
}

async function templatesOf(ecr: Ecr): Promise<{ readonly list: readonly unknown[] }> {
  const list: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecr.describeRepositoryCreationTemplates({
      maxResults: 100,
      ...(nextToken !== undefined && { nextToken }),
    });
    list.push(...(page.repositoryCreationTemplates ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { list };
}

/** A repository or registry without a policy has an answer too: that there is none. */
async function unlessNone(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CallFailed && error.cause instanceof Error && WITHOUT.has(error.cause.name))
      return undefined;
    throw error;
  }
}

const WITHOUT: ReadonlySet<string> = new Set([
  'RepositoryPolicyNotFoundException',
  'RegistryPolicyNotFoundException',
]);
