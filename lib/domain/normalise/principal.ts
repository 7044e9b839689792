import { type Arn, parseArn } from '#domain/arn.ts';
import { BOUNDARY, type PolicyDocument, type PrincipalKind, type PrincipalRecord } from '#domain/identity.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { type Fields, fieldsOf, objectsOf, textOf, textsOf, toTags } from './fields.ts';
import { toDocument } from './policy-document.ts';

/** What a principal refers to, as an account or a file has it: one of `Policies` by ARN, one of `GroupDetailList` by name. */
export interface Surroundings {
  /** Undefined: it is not known. */
  readonly policy: (arn: Arn) => PolicyDocument | Unavailable | undefined;
  readonly group: (name: string) => { readonly arn: Arn; readonly detail: Fields } | Unavailable | undefined;
}

/** What is held by a user, role or group: policies found, and those that were not. */
interface Held {
  readonly policies: readonly PolicyDocument[];
  readonly unread: readonly string[];
}

/**
 * A principal from its entry in GetAccountAuthorizationDetails. What it refers to and is not there is named as unread:
 * nobody may take the rest for all. Never throws.
 */
export function toPrincipal(
  kind: PrincipalKind,
  arn: Arn,
  detail: Fields,
  around: Surroundings,
): PrincipalRecord {
  const own = heldBy(detail, arn, around);
  const groups =
    kind === 'user' ? [...new Set(textsOf(detail['GroupList']))].map((name) => ofGroup(name, around)) : [];
  const boundaryArn = textOf(fieldsOf(detail['PermissionsBoundary'])?.['PermissionsBoundaryArn']);
  const boundary = boundaryArn === undefined ? undefined : managed(boundaryArn, around);
  const trust = detail['AssumeRolePolicyDocument'];
  const resource = parseArn(arn)?.resource ?? arn;
  return {
    kind,
    arn,
    path: resource.slice(kind.length, resource.lastIndexOf('/') + 1) || '/',
    name: resource.slice(resource.lastIndexOf('/') + 1),
    tags: toTags(detail['Tags']),
    policies: own.policies,
    groups: groups.flatMap(({ arn: group, policies }) =>
      group === undefined ? [] : [{ arn: group, policies }],
    ),
    ...(typeof boundary === 'object' && { boundary }),
    ...(trust !== undefined && {
      trust: { name: 'trust policy', document: toDocument(trust) },
    }),
    instanceProfiles: objectsOf(detail['InstanceProfileList']).flatMap((each) => textOf(each['Arn']) ?? []),
    unread: [
      ...own.unread,
      ...groups.flatMap(({ unread }) => unread),
      ...(typeof boundary === 'string' ? [`${BOUNDARY} ${boundary}`] : []),
    ],
  };
}

const INLINE = ['UserPolicyList', 'RolePolicyList', 'GroupPolicyList'] as const;

function heldBy(detail: Fields, arn: Arn, around: Surroundings): Held {
  const inline = INLINE.flatMap((list) => objectsOf(detail[list])).map(
    (each): PolicyDocument => ({
      name: `${parseArn(arn)?.resource ?? arn} inline ${textOf(each['PolicyName']) ?? 'policy'}`,
      document: toDocument(each['PolicyDocument']),
    }),
  );
  const attached = objectsOf(detail['AttachedManagedPolicies']).map((each) =>
    managed(textOf(each['PolicyArn']) ?? 'a policy without an ARN', around),
  );
  return {
    policies: [...inline, ...attached.filter((each) => typeof each === 'object')],
    unread: attached.filter((each) => typeof each === 'string'),
  };
}

function ofGroup(name: string, around: Surroundings): Held & { readonly arn?: Arn } {
  const group = around.group(name);
  if (!group) return { policies: [], unread: [`group ${name}`] };
  if (isUnavailable(group)) return { policies: [], unread: [`group ${name} (${sayUnavailable(group)})`] };
  return { arn: group.arn, ...heldBy(group.detail, group.arn, around) };
}

/** A managed policy, or what to call it when it is not there. */
function managed(arn: Arn, { policy }: Surroundings): PolicyDocument | string {
  const found = policy(arn);
  if (!found) return arn;
  return isUnavailable(found) ? `${arn} (${sayUnavailable(found)})` : found;
}

/** The version of a managed policy that counts, of its entry in GetAccountAuthorizationDetails. */
export function toManagedPolicy(arn: Arn, detail: Fields): PolicyDocument | Unavailable {
  const version = objectsOf(detail['PolicyVersionList']).find(
    (each) => each['IsDefaultVersion'] === true || each['IsDefaultVersion'] === 'true',
  );
  if (!version) return { unavailable: 'unreadable', what: 'its default version' };
  const id = textOf(version['VersionId']);
  return { name: arn, ...(id !== undefined && { version: id }), document: toDocument(version['Document']) };
}

/** Whether an ARN's part behind the account is of a kind and name, whatever the path. */
export const isNamed = (resource: string, kind: PrincipalKind, name: string): boolean =>
  resource.startsWith(`${kind}/`) && resource.endsWith(`/${name}`);
