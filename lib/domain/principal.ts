import { type Arn, parseArn } from './arn.ts';
import { type JsonObject, object, text } from './json.ts';
import { accountArn, type Resource, resourceOf } from './resource.ts';

/**
 * Who acts, as far as a record alone tells them apart:
 * `root` the root user · `user` an IAM user, by key or in the console · `role` a role: only its trust says who takes
 * it · `sso` a person of Identity Center, by the role it keeps here · `oidc` a role taken with a token of a web
 * identity (a pipeline, mostly) · `service-linked` a role that only an AWS service can take · `service` AWS by itself ·
 * `foreign` somebody of another account · `federated` somebody whom IAM knows no principal for · `unknown`.
 */
type PrincipalKind =
  | 'root'
  | 'user'
  | 'role'
  | 'sso'
  | 'oidc'
  | 'service-linked'
  | 'service'
  | 'foreign'
  | 'federated'
  | 'unknown';

/** The one behind a call: the role, not its session. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** What its findings are about; absent for who has no ARN. */
  readonly resource?: Resource;
}

const UNKNOWN: Principal = { kind: 'unknown' };
const ACCOUNT = /^\d{12}$/;
/** IAM user guide, "IAM and STS quotas"; a failed sign-in says `HIDDEN_DUE_TO_SECURITY_REASONS` in a name's place. */
const NAME = /^[\w+=,.@-]{1,128}$/;
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
/** Where Identity Center keeps its roles, and where AWS services keep theirs: nobody else may make roles there. */
const SSO_PATH = /^role\/aws-reserved\/sso\.amazonaws\.com\//;
const SSO_NAME = /^role\/AWSReservedSSO_[\w+=,.@-]+$/;
const SERVICE_PATH = /^role\/aws-service-role\//;

/** The principal in CloudTrail's `userIdentity`, seen from the account whose trail recorded it. Total; never throws. */
export function principalOf(userIdentity: unknown, home: string): Principal {
  const identity = object({ userIdentity }, 'userIdentity');
  const type = text(identity, 'type') ?? '';
  const read = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  const found = read?.(identity) ?? UNKNOWN;
  const account = parseArn(found.resource?.arn)?.account;
  return account !== undefined && home !== '' && account !== home ? { ...found, kind: 'foreign' } : found;
}

/** `userIdentity.type` of CloudTrail's record reference to who that is. */
const BY_TYPE: Readonly<Record<string, (identity: JsonObject) => Principal>> = {
  Root: (identity) => ofAccount('root', identity),
  IAMUser: user,
  AssumedRole: session,
  Role: session,
  FederatedUser: session,
  AWSAccount: (identity) => ofAccount('foreign', identity),
  AWSService: () => ({ kind: 'service' }),
  SAMLUser: () => ({ kind: 'federated' }),
  WebIdentityUser: () => ({ kind: 'federated' }),
  IdentityCenterUser: () => ({ kind: 'federated' }),
  Directory: () => ({ kind: 'federated' }),
};

/** The partition that an identity's own ARN names; the commercial one where it has none. */
const partitionIn = (identity: JsonObject): string => parseArn(text(identity, 'arn'))?.partition ?? 'aws';

function ofAccount(kind: 'root' | 'foreign', identity: JsonObject): Principal {
  const account = text(identity, 'accountId') ?? parseArn(text(identity, 'arn'))?.account ?? '';
  if (!ACCOUNT.test(account)) return { kind };
  return {
    kind,
    resource: { type: 'AWS::::Account', arn: accountArn({ partition: partitionIn(identity), account }) },
  };
}

/** A user by ARN; a sign-in that lacks one still has account and name. */
function user(identity: JsonObject): Principal {
  const known = principalArn('AWS::IAM::User', text(identity, 'arn'));
  if (known) return { kind: 'user', resource: known };
  const account = text(identity, 'accountId') ?? '';
  const name = text(identity, 'userName') ?? '';
  if (!ACCOUNT.test(account) || !NAME.test(name) || name === HIDDEN) return { kind: 'user' };
  const arn = `arn:${partitionIn(identity)}:iam::${account}:user/${name}`;
  return { kind: 'user', resource: { type: 'AWS::IAM::User', arn } };
}

/** Whoever gave the session: a role; for a federated user the IAM user, or root, whose key asked for it. */
function session(identity: JsonObject): Principal {
  const issuer = text(identity, 'sessionContext', 'sessionIssuer', 'arn');
  const asUser = principalArn('AWS::IAM::User', issuer);
  if (asUser) return { kind: 'user', resource: asUser };
  if (issuer !== undefined && principalArn('AWS::::Account', issuer)) return ofAccount('root', identity);
  const role = principalArn('AWS::IAM::Role', issuer ?? roleOfSession(text(identity, 'arn')));
  return role ? { kind: roleKind(role.arn, identity), resource: role } : UNKNOWN;
}

function roleKind(arn: Arn, identity: JsonObject): PrincipalKind {
  const path = parseArn(arn)?.resource ?? '';
  if (SERVICE_PATH.test(path)) return 'service-linked';
  // Without its issuer a session does not show the path: then the name must do.
  const isNamed =
    text(identity, 'sessionContext', 'sessionIssuer', 'arn') === undefined && SSO_NAME.test(path);
  if (SSO_PATH.test(path) || isNamed) return 'sso';
  return text(identity, 'sessionContext', 'webIdFederationData', 'federatedProvider') === undefined
    ? 'role'
    : 'oidc';
}

/** `arn:aws:sts::A:assumed-role/NAME/SESSION` → the role's ARN, but for its path. */
function roleOfSession(arn: string | undefined): Arn | undefined {
  const parts = parseArn(arn);
  const [kind, name] = parts?.resource.split('/') ?? [];
  return parts?.service === 'sts' && kind === 'assumed-role' && name
    ? `arn:${parts.partition}:iam::${parts.account}:role/${name}`
    : undefined;
}

/** An ARN of a type of principal, when it is sound: others wrote it. */
function principalArn(type: Resource['type'], arn: string | undefined): Resource | undefined {
  const parts = arn !== undefined && arn.length <= 700 ? parseArn(arn) : undefined;
  if (arn === undefined || parts?.service !== 'iam' || !ACCOUNT.test(parts.account)) return undefined;
  const isSound = /^(?:root|(?:role|user)(?:\/[\w+=,.@-]{1,128})+)$/.test(parts.resource);
  return isSound && resourceOf(arn)?.type === type ? { type, arn } : undefined;
}
