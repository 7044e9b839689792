import type { EcrAccess } from '#domain/ecr-access.ts';
import { toCreationTemplates, toReplication, toRepositoryAccess } from '#domain/normalise/ecr-access.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { Declared } from '#template/template.ts';
import { policyText } from './policy-text.ts';
import type { Reader } from './reader.ts';

/** The policy that the template gives a repository; of the registry, what the template sets of it. */
export const readEcrAccess: Reader<EcrAccess> = ({ type, declared }, account) => {
  if (type === 'AWS::ECR::Repository') {
    const policy = policyText(declared.properties['RepositoryPolicyText'], 'RepositoryPolicyText');
    return isUnavailable(policy) ? policy : { value: toRepositoryAccess(policy) };
  }
  const only = (kind: string) => account.ofType(`AWS::ECR::${kind}`)[0];
  const policy = policyText(only('RegistryPolicy')?.properties['PolicyText'], 'PolicyText');
  if (isUnavailable(policy)) return policy;
  return {
    value: {
      policy,
      replication: toReplication(only('ReplicationConfiguration')?.fields['replicationConfiguration']),
      templates: templatesOf(account.ofType('AWS::ECR::RepositoryCreationTemplate')),
    },
  };
};

function templatesOf(declared: readonly Pick<Declared, 'properties' | 'fields'>[]): EcrAccess['templates'] {
  const raw: unknown[] = [];
  for (const { properties, fields } of declared) {
    const repositoryPolicy: string | undefined | Unavailable = policyText(
      properties['RepositoryPolicy'],
      'RepositoryPolicy',
    );
    if (isUnavailable(repositoryPolicy)) return repositoryPolicy;
    raw.push({ ...fields, repositoryPolicy });
  }
  return toCreationTemplates(raw);
}
