import { parseArn } from './arn.ts';
import type { Actor } from './change.ts';
import { type JsonObject, object, plain, text } from './json.ts';

/** Who did it, and in which session; undefined parts are not known. */
interface Identity {
  readonly principal: string | undefined;
  readonly session?: string | undefined;
}

/** `…:assumed-role/NAME/SESSION` and `…:federated-user/NAME` end in what the caller chose. */
const lastPart = (arn: string | undefined): string | undefined => arn?.split('/').slice(1).at(-1);
/** `AROA…:SESSION`. */
const behindColon = (principalId: string | undefined): string | undefined =>
  principalId?.split(':').slice(1).join(':');

/** The role of a session, when the record has no issuer: its path is not in the session's ARN, so it may lack here. */
function roleOfSession(arn: string | undefined): string | undefined {
  const parts = parseArn(arn);
  const [kind, name] = parts?.resource.split('/') ?? [];
  return parts && kind === 'assumed-role' && name
    ? `arn:${parts.partition}:iam::${parts.account}:role/${name}`
    : undefined;
}

const session = (identity: JsonObject): Identity => ({
  principal:
    text(identity, 'sessionContext', 'sessionIssuer', 'arn') ??
    roleOfSession(text(identity, 'arn')) ??
    text(identity, 'arn'),
  session: lastPart(text(identity, 'arn')) ?? behindColon(text(identity, 'principalId')),
});

/** `userIdentity.type` of CloudTrail's record reference to who that is. */
const BY_TYPE: Readonly<Record<string, (identity: JsonObject) => Identity>> = {
  AssumedRole: session,
  Role: session,
  FederatedUser: session,
  Root: () => ({ principal: 'root' }),
  IAMUser: (identity) => ({
    principal: text(identity, 'arn') ?? text(identity, 'userName') ?? text(identity, 'principalId'),
  }),
  AWSService: (identity) => ({ principal: text(identity, 'invokedBy') }),
  AWSAccount: (identity) => ({
    principal: text(identity, 'accountId') && `account ${text(identity, 'accountId')}`,
    session: behindColon(text(identity, 'principalId')),
  }),
};

/** SAMLUser, WebIdentityUser, IdentityCenterUser, Directory, Unknown and whatever comes: the first name there is. */
const other = (identity: JsonObject): Identity => ({
  principal:
    text(identity, 'arn') ??
    text(identity, 'principalId') ??
    text(identity, 'onBehalfOf', 'userId') ??
    text(identity, 'userName') ??
    text(identity, 'invokedBy'),
});

/** The actor in CloudTrail's `userIdentity`: the role, not its session. Undefined when the record does not say. */
export function actorOf(userIdentity: unknown): Actor | undefined {
  const identity = object({ userIdentity }, 'userIdentity');
  const type = text(identity, 'type') ?? '';
  const read = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
  const { principal, session } = (read ?? other)(identity);
  if (!principal) return undefined;
  const sourceIdentity = text(identity, 'sessionContext', 'sourceIdentity');
  const invokedBy = text(identity, 'invokedBy');
  return {
    principal: plain(principal),
    ...(session && { session: plain(session) }),
    ...(sourceIdentity && { sourceIdentity: plain(sourceIdentity) }),
    ...(invokedBy && invokedBy !== principal && { invokedBy: plain(invokedBy) }),
  };
}
