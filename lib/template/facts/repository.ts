import { fieldsOf, readBoolean, readObject, textOf, unresolved } from '#domain/normalise/fields.ts';
import { toLifecyclePolicy, toRepository, toRepositoryScanning } from '#domain/normalise/repository.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { LifecyclePolicy, Repository, RepositoryScanning } from '#domain/repository.ts';
import type { Written } from '#template/account.ts';
import { outside, type Reader } from './reader.ts';

export const readRepository: Reader<Repository> = (written) => ({ value: repositoryOf(written) });

export const repositoryOf = ({ arn, declared: { fields } }: Written): Repository =>
  toRepository({ ...fields, repositoryArn: arn }, fields['tags']);

/**
 * How the repository asks to be scanned; ECR's default is not at all. Where the template sets rules of the registry,
 * those decide about a repository that asks for nothing.
 */
export const readRepositoryScanning: Reader<RepositoryScanning> = ({ declared: { fields } }, account) => {
  const setting = readObject(fields, 'imageScanningConfiguration');
  if (isUnreadable(setting)) return { value: { frequency: setting } };
  const onPush = setting && readBoolean(setting, 'scanOnPush');
  if (isUnreadable(onPush)) return { value: { frequency: onPush } };
  if (onPush !== true && account.ofType('AWS::ECR::RegistryScanningConfiguration').length > 0)
    return outside('whether a rule of the registry scans the repository');
  return { value: toRepositoryScanning({ scanFrequency: onPush ? 'SCAN_ON_PUSH' : 'MANUAL' }) };
};

export const readLifecyclePolicy: Reader<LifecyclePolicy> = ({ declared: { fields } }) => {
  const policy = fields['lifecyclePolicy'];
  const text = fieldsOf(policy)?.['lifecyclePolicyText'];
  const why = unresolved(policy) ?? unresolved(text);
  if (why !== undefined) return { value: { rules: { unreadable: why } } };
  return { value: toLifecyclePolicy(fieldsOf(text) ? JSON.stringify(text) : textOf(text)) };
};
