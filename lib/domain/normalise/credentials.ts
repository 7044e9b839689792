import type {
  AccessKey,
  Credentials,
  Organization,
  RootCredentials,
  TagAuthorization,
} from '#domain/credentials.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/** What GetLoginProfile, ListMFADevices, ListAccessKeys and GetAccessKeyLastUsed answer of a user, each under the name of its part. */
export function toCredentials(raw: Fields): Credentials {
  return {
    consolePassword: fieldsOf(raw['LoginProfile']) !== undefined,
    mfaDevices: objectsOf(raw['MFADevices']).length,
    accessKeys: objectsOf(raw['AccessKeyMetadata'])
      .map(toAccessKey)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
  };
}

/** Of a key's id the last four characters are enough to find it. */
function toAccessKey(raw: Fields): AccessKey {
  const id = textOf(raw['AccessKeyId'])?.slice(-4);
  const used = fieldsOf(raw['AccessKeyLastUsed']) ?? {};
  const lastUsedAt = instantOf(used['LastUsedDate']);
  const service = textOf(used['ServiceName']);
  return {
    ...(id !== undefined && { id }),
    // Whoever is not said to be inactive may be used.
    active: raw['Status'] !== 'Inactive',
    createdAt: instantOf(raw['CreateDate']) ?? LONG_AGO,
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(service !== undefined && service !== 'N/A' && { lastUsedService: service }),
  };
}

/** A key that does not say its age is as old as can be. */
const LONG_AGO: Instant = '1970-01-01T00:00:00.000Z';

function instantOf(raw: unknown): Instant | undefined {
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? undefined : raw.toISOString();
  return toInstant(raw);
}

/** `SummaryMap` of GetAccountSummary; undefined where it does not say what matters. */
export function toRootCredentials(raw: unknown): RootCredentials | undefined {
  const summary = fieldsOf(raw) ?? {};
  const flag = (name: string): boolean | undefined => {
    const value = summary[name];
    return typeof value === 'number' ? value > 0 : undefined;
  };
  const mfa = flag('AccountMFAEnabled');
  const accessKeys = flag('AccountAccessKeysPresent');
  if (mfa === undefined || accessKeys === undefined) return undefined;
  return { mfa, accessKeys, password: flag('AccountPasswordPresent') };
}

/** `Organization` of DescribeOrganization; undefined where it has no id. */
export function toOrganization(raw: unknown): Organization | undefined {
  const id = textOf(fieldsOf(raw)?.['Id']);
  return id === undefined ? undefined : { id };
}

/** `settings` of ListAccountSettings, effective ones; what is not said, or said in another word, is not known. */
export function toTagAuthorization(settings: unknown): TagAuthorization[string] {
  const found = objectsOf(settings).find(({ name }) => name === 'tagResourceAuthorization')?.['value'];
  const word = typeof found === 'string' ? found.toLowerCase() : undefined;
  return word === 'on' || word === 'off'
    ? word
    : { unavailable: 'unreadable', what: 'ecs:ListAccountSettings (no tagResourceAuthorization)' };
}
