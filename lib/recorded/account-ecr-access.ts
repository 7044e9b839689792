import type { Arn } from '#domain/arn.ts';
import type { EcrAccess } from '#domain/ecr-access.ts';
import { toCreationTemplates, toReplication, toRepositoryAccess } from '#domain/normalise/ecr-access.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { resourceOf } from '#domain/resource.ts';
import { type Entry, entryOf, type Recorded } from './recorded.ts';

/** A repository or registry that is recorded without a policy has none; a registry that is not recorded has nothing. */
export function readEcrAccess(arn: Arn, recorded: Recorded): Reading<EcrAccess> {
  const isRegistry = resourceOf(arn)?.type === 'AWS::ECR::Registry';
  if (!isRegistry && !recorded.has(arn)) return { missing: true };
  const key = isRegistry ? 'registryPolicy' : 'repositoryPolicy';
  const policy = policyIn(entryOf(recorded, arn, key), key);
  if (isUnavailable(policy)) return policy;
  if (!isRegistry) return { value: toRepositoryAccess(policy) };
  const value = (name: string): { readonly raw: unknown } | Unavailable => {
    const entry = entryOf(recorded, arn, name);
    return isUnavailable(entry) ? entry : { raw: entry?.value };
  };
  const replication = value('replicationConfiguration');
  const templates = value('repositoryCreationTemplates');
  return {
    value: {
      policy,
      replication: isUnavailable(replication) ? replication : toReplication(replication.raw),
      templates: isUnavailable(templates) ? templates : toCreationTemplates(templates.raw),
    },
  };
}

function policyIn(entry: Entry, key: string): string | undefined | Unavailable {
  if (entry === undefined || isUnavailable(entry)) return entry;
  const text = textOf(fieldsOf(entry.value)?.['policyText']);
  return text ?? { unavailable: 'unreadable', what: `${key} of the account file` };
}
