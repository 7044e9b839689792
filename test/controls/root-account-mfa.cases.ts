import type { RootCredentials } from '#domain/credentials.ts';
import type { Cases, Given } from './cases.ts';

const given = (rootCredentials: RootCredentials): Given => ({
  facts: { rootCredentials },
  arn: 'arn:aws:iam::123456789012:root',
});
const root = (mfa: boolean, accessKeys: boolean, password: boolean | undefined = true): Given =>
  given({ mfa, accessKeys, password });
const fails = (each: Given, ...reasons: readonly string[]) => ({
  ...each,
  reasons,
  severity: 'CRITICAL' as const,
});

export default {
  passes: {
    'MFA and no keys': root(true, false),
    'MFA, and nothing said of a password': root(true, false, undefined),
  },
  fails: {
    'no MFA': fails(root(false, false), 'root-without-mfa -'),
    'no MFA, and nothing said of a password': fails(root(false, false, undefined), 'root-without-mfa -'),
    'keys, though it has MFA': fails(root(true, true), 'root-access-key -'),
    'keys without a password: MFA is not the matter': fails(root(false, true, false), 'root-access-key -'),
    'keys and no MFA': fails(root(false, true), 'root-access-key -', 'root-without-mfa -'),
  },
  notApplicable: {
    'no credentials at all: the organisation manages them': {
      ...root(false, false, false),
      why: /neither password/,
    },
    'an account file that says nothing of it': { ...given({ isSilent: true }), why: /says nothing/ },
    'the account in one region': {
      ...given({ ofRegion: true }),
      arn: 'arn:aws:iam::123456789012:root/eu-west-1',
      why: /judged at the account/,
    },
  },
  notAvailable: {},
  worse: { before: root(false, false), after: root(false, true) },
} satisfies Cases;
