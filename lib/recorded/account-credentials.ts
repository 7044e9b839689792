import type { Arn } from '#domain/arn.ts';
import type { Credentials, Organization, RootCredentials, TagAuthorization } from '#domain/credentials.ts';
import {
  toCredentials,
  toOrganization,
  toRootCredentials,
  toTagAuthorization,
} from '#domain/normalise/credentials.ts';
import { fieldsOf } from '#domain/normalise/fields.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { accountArn, placeOf, resourceOf } from '#domain/resource.ts';
import { entryOf, type Recorded } from './recorded.ts';

const unsaid = (what: string): Unavailable => ({
  unavailable: 'unreadable',
  what: `${what} of the account file`,
});

/** What a user can sign in with; a file that does not say is not taken for a user without a password. */
export function readCredentials(arn: Arn, recorded: Recorded): Reading<Credentials> {
  const entry = entryOf(recorded, arn, 'credentials');
  if (isUnavailable(entry)) return entry;
  const fields = fieldsOf(entry?.value);
  return fields ? { value: toCredentials(fields) } : unsaid('credentials');
}

export function readRootCredentials(arn: Arn, recorded: Recorded): Reading<RootCredentials> {
  if (placeOf(arn).region !== 'global') return { value: { ofRegion: true } };
  const entry = entryOf(recorded, arn, 'summaryMap');
  if (isUnavailable(entry)) return entry;
  if (!entry) return { value: { isSilent: true } };
  const value = toRootCredentials(entry.value);
  return value ? { value } : unsaid('summaryMap');
}

/** Recorded under the account as a whole; `{}` says that it is in none. */
export function readOrganization(arn: Arn, recorded: Recorded): Reading<Organization> {
  const entry = entryOf(recorded, accountArn(placeOf(arn)), 'organization');
  if (isUnavailable(entry)) return entry;
  if (!entry) return unsaid('organization');
  return { value: toOrganization(entry.value) ?? { none: true } };
}

/** The setting in each region that says something of it. */
export function readTagAuthorization(arn: Arn, recorded: Recorded): Reading<TagAuthorization> {
  const { account } = placeOf(arn);
  const regions = [...recorded.keys()].flatMap((each): [string, TagAuthorization[string]][] => {
    const place = placeOf(each);
    if (resourceOf(each)?.type !== 'AWS::::Account' || place.account !== account) return [];
    const entry = entryOf(recorded, each, 'accountSettings');
    if (!entry) return [];
    return [[place.region, isUnavailable(entry) ? entry : toTagAuthorization(entry.value)]];
  });
  return { value: Object.fromEntries(regions) };
}
