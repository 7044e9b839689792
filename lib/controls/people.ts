import type { PrincipalRecord } from '#domain/identity.ts';
import { iamArn, placeOf } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import { matchesGlob } from '#domain/suppression.ts';
import { contextOf } from '#policy/context.ts';
import { decideByResource } from '#policy/decide.ts';
import type { Policy } from '#policy/document.ts';
import { grantees } from '#policy/grantees.ts';
import type { Values } from '#policy/holder.ts';
import { NOBODY } from '#policy/powers.ts';
import { type Principal, principalOf } from '#policy/principal.ts';
import { trustOf } from './role-trust.ts';

/** Whether people act as a principal, and whether they need MFA to become it. */
type People =
  | { readonly people: true; readonly mfaToAssume: boolean }
  | { readonly people: false; readonly why: string }
  | { readonly unread: string };

/** Whether Identity Center made a role for people of its own. */
export const isOfIdentityCenter = ({ kind, path }: PrincipalRecord): boolean =>
  kind === 'role' && path.startsWith('/aws-reserved/sso.amazonaws.com/');

/** A session without MFA: one of a role or the console says so, a request by a long-term key does not speak of it. */
export const NO_MFA = { 'aws:MultiFactorAuthPresent': 'false', 'aws:MultiFactorAuthAge': null } as const;
export const NO_SESSION = { 'aws:MultiFactorAuthPresent': null, 'aws:MultiFactorAuthAge': null } as const;
const MFA = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' } as const;

/**
 * Users and groups are people, and a role that its trust policy lets users take, or whoever an account chooses. Programs,
 * services and roles have no MFA; people of an identity provider are asked there.
 */
export function peopleOf(record: PrincipalRecord, { automation }: Parameters['principals']): People {
  const { kind, name } = record;
  if (automation.some((pattern) => matchesGlob(pattern, name)))
    return { people: false, why: 'the settings name it as automation' };
  if (kind !== 'role') return { people: true, mfaToAssume: false };
  if (isOfIdentityCenter(record))
    return { people: false, why: 'people of Identity Center are asked for MFA there' };
  const trust = trustOf(record);
  if (typeof trust === 'string') return { unread: trust };
  const may = (values: Values): boolean =>
    usersIn(trust, record).some((user) => mayTake(user, values, trust, record));
  if (!may(MFA))
    return { people: false, why: 'no user may take the role: services, roles or federated people do' };
  return { people: true, mfaToAssume: !may(NO_MFA) && !may(NO_SESSION) };
}

/** Users whom a trust policy may let in; of an account that it trusts, one whom nobody named. */
const usersIn = (trust: Policy, { arn }: PrincipalRecord): readonly Principal[] =>
  grantees(trust).flatMap(({ name, principal }) => {
    if (principal.type === 'user') return [principal];
    const account =
      name === '*' ? placeOf(arn).account : principal.type === 'root' ? principal.account : undefined;
    const user = account && principalOf(iamArn({ ...placeOf(arn), account }, 'user', NOBODY));
    return user ? [user] : [];
  });

const mayTake = (principal: Principal, values: Values, trust: Policy, { arn }: PrincipalRecord): boolean =>
  decideByResource({ principal, action: 'sts:AssumeRole', resource: arn, context: contextOf(values) }, trust)
    .decision !== 'DENIED';
