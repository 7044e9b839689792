import type { Reader } from '#aws/facts/account.ts';
import type { IamCalls } from '#aws/facts/calls/iam.ts';
import { errorNameOf, settle, unlessGone } from '#aws/facts/failure.ts';
import type { Credentials } from '#domain/credentials.ts';
import { earliest } from '#domain/instant.ts';
import {
  toCredentials,
  toOrganization,
  toRootCredentials,
  toTagAuthorization,
} from '#domain/normalise/credentials.ts';
import { isUnavailable } from '#domain/reading.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import { credentialReport } from './credential-report.ts';
import { lately } from './lately.ts';
import { allOf } from './markers.ts';
import { iamOf } from './principals.ts';

/** What a user can sign in with: one look asks for its own, looks that may share read the account's credential report. */
export const readCredentials: Reader<'credentials'> = async (resource, context, account) => {
  const iam = await iamOf(account);
  const name = nameOf(resource);
  const { value, readAt } = await account.pools.credentials.get('iam', [name], context, {
    some: async (names) => {
      const at = account.clock.now();
      const found = await Promise.all(
        names.map(async (each) => [each, { credentials: await credentialsOf(each, iam), at }] as const),
      );
      return new Map(found);
    },
    all: () => credentialReport(iam, context.freshFrom),
  });
  const reported = value.get(name);
  return reported
    ? { value: reported.credentials, readAt: earliest(readAt, reported.at) }
    : { unavailable: 'unreadable', what: 'iam:ListAccessKeys' };
};

async function credentialsOf(name: string, iam: IamCalls): Promise<Credentials> {
  const LoginProfile = (await unlessGone(() => iam.getLoginProfile(name)))?.LoginProfile;
  const MFADevices = await allOf(
    (on) => iam.listMfaDevices(name, on),
    (page) => page.MFADevices,
  );
  const keys = await allOf(
    (on) => iam.listAccessKeys(name, on),
    (page) => page.AccessKeyMetadata,
  );
  const AccessKeyMetadata = await Promise.all(keys.map((key) => withLastUse(key, iam)));
  return toCredentials({ LoginProfile, MFADevices, AccessKeyMetadata });
}

async function withLastUse<Key extends { readonly AccessKeyId?: string | undefined }>(
  key: Key,
  iam: IamCalls,
): Promise<Key & { readonly AccessKeyLastUsed?: unknown }> {
  const { AccessKeyId: id } = key;
  const found = id === undefined ? undefined : await unlessGone(() => iam.getAccessKeyLastUsed(id));
  return { ...key, ...(found && { AccessKeyLastUsed: found.AccessKeyLastUsed }) };
}

/** The root user's, which the account's summary tells. */
export const readRootCredentials: Reader<'rootCredentials'> = async ({ arn }, _context, account) => {
  if (placeOf(arn).region !== 'global') return { value: { ofRegion: true } };
  const iam = await iamOf(account);
  const value = toRootCredentials((await iam.getAccountSummary()).SummaryMap);
  return value ? { value } : { unavailable: 'unreadable', what: 'iam:GetAccountSummary' };
};

/** The organisation of the account; looks share it, for it hardly ever changes. */
export const readOrganization: Reader<'organization'> = async (_resource, _context, account) => {
  const [region = ''] = account.regions;
  const { value } = await account.shelves.organization.get('one', lately(account), async () => {
    const calls = await account.organizations(region);
    try {
      return toOrganization((await calls.describeOrganization()).Organization);
    } catch (error) {
      if (errorNameOf(error) === 'AWSOrganizationsNotInUseException') return { none: true } as const;
      throw error;
    }
  });
  return value ? { value } : { unavailable: 'unreadable', what: 'organizations:DescribeOrganization' };
};

/** The setting in each region that is watched. */
export const readTagAuthorization: Reader<'tagAuthorization'> = async (_resource, _context, account) => {
  const regions = [];
  for (const region of account.regions) {
    const { value } = await account.shelves.tagAuthorization.get(region, lately(account), async () => {
      const ecs = await account.ecs(region);
      const found = await settle(() =>
        ecs.listAccountSettings({ name: 'tagResourceAuthorization', effectiveSettings: true }),
      );
      return isUnavailable(found) ? found : toTagAuthorization('missing' in found ? [] : found.settings);
    });
    regions.push([region, value] as const);
  }
  return { value: Object.fromEntries(regions) };
};
