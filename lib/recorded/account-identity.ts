import { type Arn, parseArn } from '#domain/arn.ts';
import type { Identity, PolicyDocument } from '#domain/identity.ts';
import { type Fields, fieldsOf, objectsOf, textOf, textsOf } from '#domain/normalise/fields.ts';
import { isUnavailable, type Reading, sayUnavailable } from '#domain/reading.ts';
import { descriptionOf, type Recorded } from './recorded.ts';

/** What is held by a user, role or group: policies found, and those that were not. */
interface Held {
  readonly policies: readonly PolicyDocument[];
  readonly unread: readonly string[];
}

/**
 * A user or role from the entries of GetAccountAuthorizationDetails, kept under their ARNs (docs/account-file.md).
 * Policies and groups that are not in the file are named as unread.
 */
export function readIdentity(arn: Arn, recorded: Recorded): Reading<Identity> {
  const kind = parseArn(arn)?.resource.split('/', 1)[0];
  if (kind !== 'user' && kind !== 'role') return { missing: true };
  const described = descriptionOf(recorded, arn, kind);
  if (!described) return { missing: true };
  if (isUnavailable(described)) return described;
  const { value } = described;
  const groups = textsOf(value['GroupList']).map((name) => ofGroup(name, arn, recorded));
  const held = [heldBy(value, arn, recorded), ...groups];
  const boundaryArn = textOf(fieldsOf(value['PermissionsBoundary'])?.['PermissionsBoundaryArn']);
  const boundary = boundaryArn === undefined ? undefined : managed(boundaryArn, recorded);
  const trust = value['AssumeRolePolicyDocument'];
  return {
    value: {
      arn,
      policies: held.flatMap(({ policies }) => policies),
      ...(typeof boundary === 'object' && { boundary }),
      ...(trust !== undefined && { trust: { name: 'trust policy', document: trust } }),
      unread: [
        ...held.flatMap(({ unread }) => unread),
        ...(typeof boundary === 'string' ? [`permissions boundary ${boundary}`] : []),
      ],
    },
  };
}

const INLINE = ['UserPolicyList', 'RolePolicyList', 'GroupPolicyList'] as const;

function heldBy(entry: Fields, arn: Arn, recorded: Recorded): Held {
  const inline = INLINE.flatMap((list) => objectsOf(entry[list])).map(
    (each): PolicyDocument => ({
      name: `${parseArn(arn)?.resource ?? arn} inline ${textOf(each['PolicyName']) ?? 'policy'}`,
      document: each['PolicyDocument'],
    }),
  );
  const attached = objectsOf(entry['AttachedManagedPolicies']).map((each) =>
    managed(textOf(each['PolicyArn']) ?? 'a policy without an ARN', recorded),
  );
  return {
    policies: [...inline, ...attached.filter((each) => typeof each === 'object')],
    unread: attached.filter((each) => typeof each === 'string'),
  };
}

function ofGroup(name: string, user: Arn, recorded: Recorded): Held {
  const account = parseArn(user)?.account;
  const arn = [...recorded.keys()].find((each) => {
    const parts = parseArn(each);
    return parts?.service === 'iam' && parts.account === account && isNamed(parts.resource, 'group', name);
  });
  const described = arn === undefined ? undefined : descriptionOf(recorded, arn, 'group');
  if (arn === undefined || !described) return { policies: [], unread: [`group ${name}`] };
  if (isUnavailable(described))
    return { policies: [], unread: [`group ${name} (${sayUnavailable(described)})`] };
  return heldBy(described.value, arn, recorded);
}

/** Whether the part of an ARN behind the account is of a kind and name, whatever the path. */
const isNamed = (resource: string, kind: string, name: string): boolean =>
  resource.startsWith(`${kind}/`) && resource.endsWith(`/${name}`);

/** The default version of a managed policy, or what to call it when it is not there. */
function managed(arn: Arn, recorded: Recorded): PolicyDocument | string {
  const described = descriptionOf(recorded, arn, 'policy');
  if (!described) return arn;
  if (isUnavailable(described)) return `${arn} (${sayUnavailable(described)})`;
  const version = objectsOf(described.value['PolicyVersionList']).find(
    (each) => each['IsDefaultVersion'] === true,
  );
  return version ? { name: arn, document: version['Document'] } : `${arn} (its default version)`;
}

/** The role that a session is of: sessions do not tell its path. */
export function roleOfSession(session: Arn, recorded: Recorded): Arn | undefined {
  const parts = parseArn(session);
  const name = /^assumed-role\/([^/]+)\//.exec(parts?.resource ?? '')?.[1];
  if (name === undefined) return undefined;
  return [...recorded.keys()].find((arn) => {
    const role = parseArn(arn);
    return role?.service === 'iam' && role.account === parts?.account && isNamed(role.resource, 'role', name);
  });
}
