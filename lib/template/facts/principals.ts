import type { Arn } from '#domain/arn.ts';
import type { PolicyDocument, PrincipalKind, PrincipalRecord } from '#domain/identity.ts';
import { type Fields, textOf, unresolved } from '#domain/normalise/fields.ts';
import { toPrincipal } from '#domain/normalise/principal.ts';
import type { TemplateAccount, Written } from '#template/account.ts';
import { samRole } from '#template/sam-role.ts';
import type { Declared } from '#template/template.ts';
import { attachedTo, groupsOf, inlineOf } from './attachments.ts';
import { AWS_MANAGED, type AwsManaged } from './aws-managed-policies.ts';
import { knownPart } from './known-statements.ts';

const KINDS: Readonly<Record<string, PrincipalKind>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::Group': 'group',
};

const LISTS: Readonly<Record<PrincipalKind, string>> = {
  role: 'RolePolicyList',
  user: 'UserPolicyList',
  group: 'GroupPolicyList',
};

const read = new WeakMap<Declared, PrincipalRecord>();

/**
 * A role, user or group of the template with every policy that it gives to it, inline or by resources of their own. What is
 * not known before deployment, or kept by AWS or the account, is among its `unread`.
 */
export function principalIn(
  { arn, declared }: Pick<Written, 'arn' | 'declared'>,
  account: TemplateAccount,
): PrincipalRecord {
  const known = read.get(declared) ?? readOnce(arn, declared, account);
  read.set(declared, known);
  return known;
}

function readOnce(arn: Arn, declared: Declared, account: TemplateAccount): PrincipalRecord {
  const documents = new Documents(account);
  const kind = KINDS[declared.type] ?? 'role';
  const detail = detailOf(kind, samRole(declared) ?? declared, documents);
  const record = toPrincipal(kind, arn, detail, {
    policy: (policy) => documents.managed(policy),
    group: (name) => {
      const group = account.made('AWS::IAM::Group', name);
      return group && { arn: groupArn(group, account), detail: detailOf('group', group, documents) };
    },
  });
  const unread = [...record.unread, ...documents.unread];
  return documents.isOpen ? { ...record, policies: [], groups: [], unread } : { ...record, unread };
}

const groupArn = ({ logicalId }: Declared, account: TemplateAccount): Arn =>
  account.names.attribute(logicalId, 'Arn') ?? '';

/** Its entry as GetAccountAuthorizationDetails would have it. */
function detailOf(kind: PrincipalKind, declared: Declared, documents: Documents): Fields {
  const { account } = documents;
  const { properties } = declared;
  const trust = properties['AssumeRolePolicyDocument'];
  const boundary = properties['PermissionsBoundary'];
  const noTrust = kind === 'role' ? documents.part('its trust policy', trust).unread : undefined;
  return {
    [LISTS[kind]]: inlineOf(kind, declared, account).map(({ name, document }) => ({
      PolicyName: name,
      PolicyDocument: documents.take(`inline policy ${name}`, document),
    })),
    AttachedManagedPolicies: attachedTo(kind, declared, account).flatMap((arn) => {
      if (typeof arn === 'string') return [{ PolicyArn: arn }];
      documents.unread.push(`a managed policy (${arn.why})`);
      return [];
    }),
    ...(boundary !== undefined && {
      PermissionsBoundary: { PermissionsBoundaryArn: textOf(boundary) ?? unresolved(boundary) ?? '-' },
    }),
    ...(kind === 'user' && { GroupList: groupsOf(declared, account) }),
    ...(kind === 'role' &&
      noTrust === undefined &&
      trust !== undefined && { AssumeRolePolicyDocument: trust }),
    Tags: properties['Tags'],
  };
}

/** Policy documents as far as they are known, and what of them is not. */
class Documents {
  readonly account: TemplateAccount;
  readonly unread: string[] = [];
  /** A Deny is not known: what the others give it may take away. */
  isOpen = false;

  constructor(account: TemplateAccount) {
    this.account = account;
  }

  part(called: string, raw: unknown) {
    const part = knownPart(raw);
    const why = part.unread ?? (raw === undefined ? 'it has no document' : undefined);
    if (why !== undefined) this.unread.push(`${called} (${why})`);
    return part;
  }

  take(called: string, raw: unknown): unknown {
    const { document } = this.part(called, raw);
    this.isOpen ||= document === undefined;
    return document ?? NO_STATEMENTS;
  }

  /** A managed policy of the template, or one that AWS keeps and we know; undefined: what is in it is not known. */
  managed(arn: Arn): PolicyDocument | undefined {
    const own = this.account.made('AWS::IAM::ManagedPolicy', arn);
    if (own) return { name: arn, document: this.take(arn, own.properties['PolicyDocument']) };
    const name = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? '';
    const kept = Object.hasOwn(AWS_MANAGED, name) ? AWS_MANAGED[name] : undefined;
    if (!kept) return undefined;
    if (!kept.whole) this.unread.push(`the rest of ${arn}`);
    return keptByAws(arn, kept);
  }
}

/** One document for all who have it, so that it is parsed once. */
const KEPT = new Map<Arn, PolicyDocument>();
function keptByAws(arn: Arn, { version, statements }: AwsManaged): PolicyDocument {
  const known = KEPT.get(arn);
  if (known) return known;
  const document = { name: arn, version, document: { Version: '2012-10-17', Statement: statements } };
  KEPT.set(arn, document);
  return document;
}

const NO_STATEMENTS = { Version: '2012-10-17', Statement: [] };
