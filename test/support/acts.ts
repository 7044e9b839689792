import { ACCOUNT, call, type Json } from './records.ts';

const iam = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

/** Sessions as CloudTrail writes them: `mfaAuthenticated` is text. */
const sessionOf = (mfa: boolean | undefined, issuer: Json = {}): Json => ({
  sessionIssuer: issuer,
  attributes: {
    creationDate: '2026-03-01T09:00:00Z',
    ...(mfa !== undefined && { mfaAuthenticated: String(mfa) }),
  },
});

/** An IAM user in a session of the console or of GetSessionToken. */
export const userSession = (mfa: boolean | undefined, name = 'ada'): Json => ({
  type: 'IAMUser',
  arn: iam(`user/people/${name}`),
  accountId: ACCOUNT,
  userName: name,
  accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
  sessionContext: sessionOf(mfa),
});

/** An IAM user with an access key. */
export const keyUser = (key = 'AKIAQQQQQQQQQQQQQQQQ', name = 'ci-push', more: Json = {}): Json => ({
  type: 'IAMUser',
  arn: iam(`user/${name}`),
  accountId: ACCOUNT,
  userName: name,
  accessKeyId: key,
  ...more,
});

export const root = (more: Json = {}): Json => ({
  type: 'Root',
  arn: iam('root'),
  accountId: ACCOUNT,
  accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
  sessionContext: sessionOf(true),
  ...more,
});

/** A session of a role; `path` is the role's with its name. */
export const roleSession = (path: string, mfa: boolean | undefined = false, more: Json = {}): Json => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${path.split('/').at(-1) ?? path}/run-7`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ',
  sessionContext: {
    ...sessionOf(mfa, { type: 'Role', arn: iam(`role/${path}`), accountId: ACCOUNT }),
    ...more,
  },
});

export const ssoPerson = (permissionSet = 'Developer'): Json =>
  roleSession(`aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_${permissionSet}_0123456789abcdef`);
export const oidcPipeline = (): Json =>
  roleSession('github', false, {
    webIdFederationData: { federatedProvider: iam('oidc-provider/token.actions.githubusercontent.com') },
  });

/** A call to ECS by somebody. */
export const ecsCall = (userIdentity: Json, name = 'UpdateService', more: Json = {}): Json =>
  call('ecs', name, { cluster: 'shop', service: 'web', family: 'web', taskDefinition: 'web:7' }, null, {
    userIdentity,
    ...more,
  });

/** A sign-in to the console, in the region of whatever page it was. */
export const signIn = (
  userIdentity: Json,
  additionalEventData: Json = { MFAUsed: 'No' },
  outcome: 'Success' | 'Failure' = 'Success',
  more: Json = {},
): Json =>
  call(
    'signin',
    'ConsoleLogin',
    null,
    { ConsoleLogin: outcome },
    {
      awsRegion: 'us-east-1',
      eventType: 'AwsConsoleSignIn',
      userIdentity,
      additionalEventData,
      ...more,
    },
  );

/** An IAM user at the console's door: no session yet. */
export const visitor = (name = 'ada'): Json => ({
  type: 'IAMUser',
  arn: iam(`user/people/${name}`),
  accountId: ACCOUNT,
  userName: name,
  accessKeyId: '',
});
