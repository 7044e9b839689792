import type { PrincipalKind } from '#domain/identity.ts';
import { objectsOf, textOf, textsOf, unresolved } from '#domain/normalise/fields.ts';
import type { TemplateAccount } from '#template/account.ts';
import type { Declared } from '#template/template.ts';

/** What a principal of one kind is called where policies name it. */
const WORDS: Readonly<
  Record<PrincipalKind, { readonly list: string; readonly own: string; readonly name: string }>
> = {
  role: { list: 'Roles', own: 'AWS::IAM::RolePolicy', name: 'RoleName' },
  user: { list: 'Users', own: 'AWS::IAM::UserPolicy', name: 'UserName' },
  group: { list: 'Groups', own: 'AWS::IAM::GroupPolicy', name: 'GroupName' },
};

interface Inline {
  readonly name: string;
  readonly document: unknown;
}

/** The policies in a principal itself, and those that resources of their own put into it. */
export function inlineOf(
  kind: PrincipalKind,
  declared: Declared,
  account: TemplateAccount,
): readonly Inline[] {
  const { list, own, name } = WORDS[kind];
  const called = account.names.ref(declared.logicalId);
  const raw = declared.properties['Policies'];
  const items: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
  const apart = [
    ...account.by('AWS::IAM::Policy', list, called, ({ properties }) => textsOf(properties[list])),
    ...account.having(own, name, called),
  ];
  return [
    ...items.map((item): Inline => {
      const [fields = {}] = unresolved(item) === undefined ? objectsOf([item]) : [];
      return {
        name: textOf(fields['PolicyName']) ?? 'policy',
        document: unresolved(item) === undefined ? fields['PolicyDocument'] : item,
      };
    }),
    ...apart.map(({ logicalId, properties }) => ({
      name: textOf(properties['PolicyName']) ?? logicalId,
      document: properties['PolicyDocument'],
    })),
  ];
}

/** The ARNs of managed policies that it names, and of those that name it; why others are not known. */
export function attachedTo(
  kind: PrincipalKind,
  declared: Declared,
  account: TemplateAccount,
): readonly (string | { readonly why: string })[] {
  const { list } = WORDS[kind];
  const raw = declared.properties['ManagedPolicyArns'];
  const items: readonly unknown[] = Array.isArray(raw) ? raw : raw === undefined ? [] : [raw];
  const attaching = account.by(
    'AWS::IAM::ManagedPolicy',
    list,
    account.names.ref(declared.logicalId),
    ({ properties }) => textsOf(properties[list]),
  );
  const named = items.map((item) => textOf(item) ?? { why: unresolved(item) ?? 'it is no ARN' });
  const naming = attaching.flatMap(({ logicalId }) => account.names.ref(logicalId) ?? []);
  return [...new Set([...named, ...naming])];
}

/** The groups of a user, by name. */
export const groupsOf = (
  { logicalId, properties }: Declared,
  account: TemplateAccount,
): readonly string[] => [
  ...textsOf(properties['Groups']),
  ...account
    .by('AWS::IAM::UserToGroupAddition', 'users', account.names.ref(logicalId), ({ properties: added }) =>
      textsOf(added['Users']),
    )
    .flatMap(({ properties: added }) => textOf(added['GroupName']) ?? []),
];
