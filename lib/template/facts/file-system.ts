import {
  type AccessPoint,
  type AccessPoints,
  type FileSystem,
  type FileSystemPolicy,
  familiesMounting,
} from '#domain/file-system.ts';
import { toAccessPoint, toFileSystem, toFileSystemPolicy } from '#domain/normalise/file-system.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { TemplateAccount } from '#template/account.ts';
import { policyText } from './policy-text.ts';
import { outside, type Reader } from './reader.ts';

/** A file system of the template. Who mounts it from elsewhere nobody can tell, so one that nothing mounts here may still be used. */
export const readFileSystem: Reader<FileSystem> = ({ arn, declared }, _account, { users, now }) => {
  const families = familiesMounting(users, now);
  const { properties } = declared;
  const raw = { ...properties, Tags: properties['FileSystemTags'] };
  return { value: toFileSystem(raw, arn, families.length > 0 ? families : undefined) };
};

export const readFileSystemPolicy: Reader<FileSystemPolicy> = ({ declared }) => {
  const text = policyText(declared.properties['FileSystemPolicy'], 'FileSystemPolicy');
  return isUnavailable(text) ? text : { value: toFileSystemPolicy(text) };
};

/** The access points that the family's volumes name, those that the template makes. */
export const readAccessPoints: Reader<AccessPoints> = (_written, account, { known }) => {
  const named = (known.family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : description.efsVolumes.map(({ accessPointId }) => accessPointId),
  );
  const ids = [...new Set(named.filter((id) => typeof id === 'string'))];
  return { value: Object.fromEntries(ids.map((id) => [id, pointOf(id, account)])) };
};

function pointOf(id: string, account: TemplateAccount): AccessPoint | Unavailable {
  const declared = account.made('AWS::EFS::AccessPoint', id);
  return declared
    ? toAccessPoint(declared.properties)
    : outside('an access point that the template does not make');
}
