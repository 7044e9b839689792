import { contextOf } from '#policy/context.ts';
import { decideByResource } from '#policy/decide.ts';
import type { Policy } from '#policy/document.ts';
import { type OutsideAccess, outsideAccess } from '#policy/outside-access.ts';
import { type Principal, principalOf } from '#policy/principal.ts';

/** What a client of NFS may be let do (IAM service authorisation data of EFS). */
const ACTIONS = ['ClientMount', 'ClientWrite', 'ClientRootAccess'] as const;
export type ClientAction = (typeof ACTIONS)[number];
const full = (action: ClientAction): string => `elasticfilesystem:${action}`;

/** Where a client comes from, not who it is. */
const BY_MOUNT_TARGET = 'elasticfilesystem:accessedviamounttarget';

/** Who else may do what by the policy, with no condition but where they come from. */
export interface ClientGrant {
  /** `*`, an account, an organisation. */
  readonly who: string;
  readonly everyone: boolean;
  readonly action: ClientAction;
}

/**
 * What everybody and other accounts are let do. Everybody who must come by a mount target is not everybody: that is what
 * the console's own policy says, and who reaches a mount target is decided by security groups.
 */
export function clientGrants(
  policy: Policy,
  home: { readonly resource: string; readonly account: string; readonly organizationId?: string },
): readonly ClientGrant[] {
  return outsideAccess(policy, ACTIONS.map(full), home).flatMap(
    ({ who, action, dependsOn }): ClientGrant[] => {
      const everyone = who.kind === 'everyone';
      const bounds = everyone ? dependsOn : dependsOn.filter((key) => key.toLowerCase() !== BY_MOUNT_TARGET);
      const named = ACTIONS.find((each) => full(each) === action);
      return named && bounds.length === 0 ? [{ who: nameOf(who), everyone, action: named }] : [];
    },
  );
}

const nameOf = (who: OutsideAccess['who']): string => {
  if (who.kind === 'everyone') return '*';
  return who.kind === 'account' ? who.account : who.organizationId;
};

const ANONYMOUS: Principal = { type: 'anonymous' };

/** Whether a client in the network that signs nothing is let do something; without TLS it is plain NFS. */
export const anonymousMay = (policy: Policy, resource: string, action: ClientAction, tls: boolean): boolean =>
  may(policy, resource, action, ANONYMOUS, { 'aws:SecureTransport': String(tls), [ACCESS_POINT]: null }) !==
  'DENIED';

/** Roles and users that the policy names and lets be root, whatever access point they come by. */
export function rootByName(
  policy: Policy,
  resource: string,
): readonly { readonly arn: string; readonly name: string }[] {
  const named = policy.statements.flatMap(({ effect, principals }) =>
    effect === 'Allow' && principals && !principals.not ? principals.aws : [],
  );
  return [...new Set(named)].sort().flatMap((arn) => {
    const principal = principalOf(arn);
    if (!principal || (principal.type !== 'role' && principal.type !== 'user')) return [];
    const answer = may(policy, resource, 'ClientRootAccess', principal, { 'aws:SecureTransport': 'true' });
    return answer === 'ALLOWED' ? [{ arn, name: principal.name }] : [];
  });
}

const ACCESS_POINT = 'elasticfilesystem:AccessPointArn';

const may = (
  policy: Policy,
  resource: string,
  action: ClientAction,
  principal: Principal,
  context: Readonly<Record<string, string | null>>,
) =>
  decideByResource(
    {
      principal,
      action: full(action),
      resource,
      context: contextOf({ ...context, [BY_MOUNT_TARGET]: 'true' }),
    },
    policy,
  ).decision;
