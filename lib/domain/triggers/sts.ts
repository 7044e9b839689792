import type { ServiceEvents } from '#domain/trigger.ts';

/** What STS records as a call that is not known to read (IAM's service authorisation data, and real records). */
type StsCall =
  | 'AssumeRole'
  | 'AssumeRoleWithSAML'
  | 'AssumeRoleWithWebIdentity'
  | 'AssumeRoot'
  | 'DecodeAuthorizationMessage'
  | 'GetDelegatedAccessToken'
  | 'GetFederationToken'
  | 'GetSessionToken'
  | 'GetWebIdentityToken';

const SESSION = 'a session changes nothing; what is done with it is judged when it is done';

/** Sessions begin here. Nothing is changed, and taking a role is so frequent that no rule brings it. */
export const STS: ServiceEvents<StsCall, never> = {
  service: 'sts',
  triggers: [],
  ignored: {
    AssumeRole: SESSION,
    AssumeRoleWithSAML: SESSION,
    AssumeRoleWithWebIdentity: SESSION,
    AssumeRoot: SESSION,
    DecodeAuthorizationMessage: 'a message is only read',
    GetDelegatedAccessToken: SESSION,
    GetFederationToken: SESSION,
    GetSessionToken: SESSION,
    GetWebIdentityToken: 'a token for others than AWS gives no access here',
  },
  conditions: {},
  reduced: [],
};
