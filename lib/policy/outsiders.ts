import { arnParts } from './arn.ts';
import type { ContextValue } from './context.ts';
import type { Policy } from './document.ts';
import { accountOf, type Principal, principalOf } from './principal.ts';

/** Whose resource it is: everybody else is an outsider. */
export interface Home {
  /** The ARN of the resource that the policy is attached to. */
  readonly resource: string;
  readonly account: string;
  /** `o-…`, if it is known. */
  readonly organizationId?: string;
}

/** Outsiders of one kind. */
export type Who =
  /** Anybody with an account of theirs; where nobody signs, anybody at all. */
  | { readonly kind: 'everyone' }
  /** `principals` are the ARNs that are named; none: the account decides who. */
  | { readonly kind: 'account'; readonly account: string }
  /** Any account of an organisation that is not known to be ours. */
  | { readonly kind: 'organization'; readonly organizationId: string };

/** One outsider as a request shows it. */
export interface Outsider {
  readonly principal: Principal;
  readonly context: Readonly<Record<string, ContextValue>>;
}

type Values = Outsider['context'];

const STRANGE_ORGANIZATION = 'o-0stranger0';
const HOME_ORGANIZATION = 'o-0home00000';

/** A stranger calls from anywhere; addresses in either half of the internet and of the newer one. */
export const STRANGE_NETWORKS: readonly Values[] = [
  { 'aws:SourceIp': '3.120.181.40', ...noEndpoint() },
  { 'aws:SourceIp': '187.45.77.201', ...noEndpoint() },
  { 'aws:SourceIp': '2a05:d018:77::1', ...noEndpoint() },
  // Through an endpoint of theirs; what address they have inside is their choice.
  { 'aws:SourceIp': null, 'aws:SourceVpc': 'vpc-0stranger', 'aws:SourceVpce': 'vpce-0stranger' },
];

function noEndpoint(): Values {
  return { 'aws:SourceVpc': null, 'aws:SourceVpce': null, 'aws:VpcSourceIp': null };
}

/** They call themselves: no service does on behalf of a resource of theirs. */
const DIRECTLY: Values = {
  'aws:SourceAccount': null,
  'aws:SourceArn': null,
  'aws:SourceOrgID': null,
  'aws:SourceOrgPaths': null,
};

const inOrganization = (id: string): Values => ({
  'aws:PrincipalOrgID': id,
  'aws:PrincipalOrgPaths': [`${id}/r-0000/ou-0000-00000000/`],
});
const inNone: Values = { 'aws:PrincipalOrgID': null, 'aws:PrincipalOrgPaths': null };

/** The outsiders of a kind who are worth asking for: what the policy names decides which. */
export function outsiders(who: Who, policy: Policy, home: Home): readonly Outsider[] {
  const account = who.kind === 'account' ? who.account : strangeAccount(policy, home);
  const organizations =
    who.kind === 'organization'
      ? [inOrganization(who.organizationId), ...pathsOf(who.organizationId, policy)]
      : [inNone, inOrganization(STRANGE_ORGANIZATION)];
  const owner = {
    'aws:ResourceAccount': home.account,
    'aws:ResourceOrgID': home.organizationId ?? HOME_ORGANIZATION,
  };
  const signed = candidates(account, policy, home).flatMap((principal) =>
    organizations.flatMap((organization) =>
      STRANGE_NETWORKS.map((network) => ({
        principal,
        context: { ...owner, ...DIRECTLY, ...network, ...organization },
      })),
    ),
  );
  if (who.kind !== 'everyone') return signed;
  const unsigned = STRANGE_NETWORKS.map(
    (network): Outsider => ({
      principal: { type: 'anonymous' },
      context: { ...owner, ...DIRECTLY, ...network },
    }),
  );
  return [...signed, ...unsigned];
}

/** Somebody in an account with the names that the policy asks for: in their own account people name as they like. */
function candidates(account: string, policy: Policy, { resource }: Home): readonly Principal[] {
  const partition = arnParts(resource)?.partition ?? 'aws';
  const wanted = [...principalTexts(policy), ...conditionTexts(policy, 'aws:principalarn')];
  const arns = [
    `arn:${partition}:iam::${account}:role/stranger`,
    ...wanted.map((text) => instance(text, account)),
  ];
  return [...new Set(arns)].flatMap((arn) => {
    const principal = principalOf(arn);
    return principal && accountOf(principal) === account ? [principal] : [];
  });
}

/** An ARN that a pattern matches, in an account where the pattern leaves it open. */
function instance(pattern: string, account: string): string {
  const [arn = '', partition = '', service = '', region = '', owner = '', ...rest] = pattern.split(':');
  const here = /[*?]/.test(owner) ? account : owner;
  return [arn, partition.replace('*', 'aws'), service, region, here, rest.join(':')]
    .join(':')
    .replace(/[*?]/g, 'x');
}

/** An account that the policy does not name. */
function strangeAccount(policy: Policy, home: Home): string {
  const known = new Set([home.account, ...accountsIn(policy)]);
  let number = 666_000_000_000;
  while (known.has(String(number))) number += 1;
  return String(number);
}

const principalTexts = ({ statements }: Policy): readonly string[] =>
  statements.flatMap(({ principals }) => principals?.aws ?? []);

/** The values that conditions compare a key with; the key in lower case. */
const conditionTexts = ({ statements }: Policy, ...keys: readonly string[]): readonly string[] =>
  statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => keys.includes(key.toLowerCase()))
    .flatMap(({ values }) => values.map(({ text }) => text));

/** The accounts that a policy names among who may ask. */
export function accountsIn(policy: Policy): readonly string[] {
  const texts = [
    ...principalTexts(policy),
    ...conditionTexts(policy, 'aws:principalarn', 'aws:principalaccount'),
  ];
  return [...new Set(texts.flatMap((text) => text.match(/(?<!\d)\d{12}(?!\d)/) ?? []))].sort();
}

/** The organisations that a policy names. */
export function organizationsIn(policy: Policy): readonly string[] {
  const texts = conditionTexts(policy, 'aws:principalorgid', 'aws:principalorgpaths');
  return [...new Set(texts.flatMap((text) => /^o-[a-z0-9]+/.exec(text) ?? []))].sort();
}

/** Places in an organisation that a policy asks for. */
const pathsOf = (id: string, policy: Policy): readonly Values[] =>
  conditionTexts(policy, 'aws:principalorgpaths')
    .filter((path) => path.startsWith(`${id}/`))
    .map((path) => ({ 'aws:PrincipalOrgID': id, 'aws:PrincipalOrgPaths': [path.replace(/[*?]/g, 'x')] }));
