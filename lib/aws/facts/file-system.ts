import { familiesMounting } from '#domain/file-system.ts';
import { isDeletedFileSystem, toFileSystem, toFileSystemPolicy } from '#domain/normalise/file-system.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { CallFailed } from './calls/call.ts';
import type { Shared } from './shelf.ts';

/** A file system and who mounts it. Looks of one sweep share the list of the region, others ask for the one. */
export const readFileSystem: Reader<'fileSystem'> = async (resource, context, account) => {
  const { region } = placeOf(resource.arn);
  const id = nameOf(resource);
  const { value, readAt } =
    context.freshFrom === undefined
      ? await one(id, region, account)
      : await account.shelves.fileSystems.get(region, context, () => all(region, account));
  const found = value.get(id);
  if (found === undefined || isDeletedFileSystem(found)) return { missing: true };
  return { value: toFileSystem(found, resource.arn, familiesMounting(context.users, context.now)), readAt };
};

async function one(
  id: string,
  region: string,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, unknown>>> {
  const readAt = account.clock.now();
  const efs = await account.efs(region);
  const { FileSystems = [] } = await efs.describeFileSystems({ FileSystemId: id });
  return { value: new Map(FileSystems.map((each) => [each.FileSystemId ?? '', each])), readAt };
}

async function all(region: string, account: LiveAccount): Promise<ReadonlyMap<string, unknown>> {
  const efs = await account.efs(region);
  const found = new Map<string, unknown>();
  let Marker: string | undefined;
  do {
    const page = await efs.describeFileSystems({ MaxItems: 100, ...(Marker !== undefined && { Marker }) });
    for (const each of page.FileSystems ?? []) found.set(each.FileSystemId ?? '', each);
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return found;
}

/** A file system without a policy has an answer too: that there is none. */
export const readFileSystemPolicy: Reader<'fileSystemPolicy'> = async (resource, _context, account) => {
  const efs = await account.efs(placeOf(resource.arn).region);
  try {
    const { Policy } = await efs.describeFileSystemPolicy({ FileSystemId: nameOf(resource) });
    return { value: toFileSystemPolicy(Policy) };
  } catch (error) {
    if (isWithoutPolicy(error)) return { value: toFileSystemPolicy(undefined) };
    throw error;
  }
};

const isWithoutPolicy = (error: unknown): boolean =>
  error instanceof CallFailed && error.cause instanceof Error && error.cause.name === 'PolicyNotFound';
