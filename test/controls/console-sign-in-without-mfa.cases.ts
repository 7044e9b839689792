import { keyUser, roleSession, root, signIn, ssoPerson, visitor } from '../support/acts.ts';
import type { BehaviourCases } from './cases.ts';

export default {
  passes: {
    'with a device': { record: signIn(visitor(), { MFAUsed: 'Yes' }) },
    'a device that the record names counts, whatever it says besides': {
      record: signIn(visitor(), {
        MFAUsed: 'No',
        MFAIdentifier: 'arn:aws:iam::111122223333:u2f/user/ada/key',
      }),
    },
    'root with a device': { record: signIn(root(), { MFAUsed: 'Yes' }) },
  },
  fails: {
    'a user with a password alone': { record: signIn(visitor()), reasons: ['no-mfa -'], severity: 'HIGH' },
    'root with a password alone': { record: signIn(root()), reasons: ['no-mfa -'], severity: 'HIGH' },
    'a user whose record has no ARN is known by account and name': {
      record: signIn({ ...visitor(), arn: undefined }),
      reasons: ['no-mfa -'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'a person of Identity Center': { record: signIn(ssoPerson()), why: /another provider/ },
    'a person of a SAML provider, by role': {
      record: signIn(roleSession('saml-admin')),
      why: /another provider/,
    },
    'an outcome that is none': {
      record: signIn(visitor(), { MFAUsed: 'No' }, 'Success', { responseElements: null }),
      why: /did not succeed/,
    },
  },
  notAvailable: {
    'a record that does not say': { record: signIn(keyUser(''), {}), why: /does not say whether MFA/ },
  },
  notJudged: {
    'a sign-in that failed': { record: signIn(visitor(), { MFAUsed: 'No' }, 'Failure') },
    'a sign-in that failed with an error': {
      record: signIn(visitor(), {}, 'Failure', { errorCode: 'SigninFailure' }),
    },
  },
  worse: { cannotGetWorse: 'a password alone is all there is to it' },
} satisfies BehaviourCases;
