import type { CreationTemplate, EcrAccess, ReplicationTarget } from '#domain/ecr-access.ts';
import type { Unavailable } from '#domain/reading.ts';
import { fieldsOf, objectsOf, textOf } from './fields.ts';
import { toEncrypted } from './repository.ts';

/** A repository's access from the text of its policy. */
export const toRepositoryAccess = (policy: string | undefined): EcrAccess => ({
  policy,
  replication: [],
  templates: [],
});

/**
 * Where images are copied to, each registry once, from `replicationConfiguration` of DescribeRegistry; a target that
 * names no account or region makes the whole unreadable. Never throws.
 */
export function toReplication(raw: unknown): readonly ReplicationTarget[] | Unavailable {
  const destinations = objectsOf(fieldsOf(raw)?.['rules']).flatMap((rule) => objectsOf(rule['destinations']));
  const targets = new Map<string, ReplicationTarget>();
  for (const destination of destinations) {
    const account = textOf(destination['registryId']);
    const region = textOf(destination['region']);
    if (account === undefined || region === undefined)
      return { unavailable: 'unreadable', what: 'a destination of the replication' };
    targets.set(`${account} ${region}`, { account, region });
  }
  return [...targets.values()];
}

/** The templates of `repositoryCreationTemplates`; one without a prefix makes the whole unreadable. Never throws. */
export function toCreationTemplates(raw: unknown): readonly CreationTemplate[] | Unavailable {
  const templates: CreationTemplate[] = [];
  for (const fields of objectsOf(raw)) {
    const prefix = textOf(fields['prefix']);
    if (prefix === undefined) return { unavailable: 'unreadable', what: 'a repository creation template' };
    templates.push({
      prefix,
      policy: textOf(fields['repositoryPolicy']),
      ...toEncrypted(fields, fields['resourceTags']),
    });
  }
  return templates;
}
