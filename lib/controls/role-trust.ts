import type { PrincipalRecord } from '#domain/identity.ts';
import { placeOf } from '#domain/resource.ts';
import { isAccountKnown } from '#domain/undeployed.ts';
import { contextOf } from '#policy/context.ts';
import { decideByResource } from '#policy/decide.ts';
import type { Policy } from '#policy/document.ts';
import type { Values } from '#policy/holder.ts';
import { type OutsideAccess, outsideAccess } from '#policy/outside-access.ts';
import { NOBODY } from '#policy/powers.ts';
import { policyIn } from './holding.ts';

/** The trust policy of a role; in words, why it cannot be judged. */
export function trustOf({ trust }: PrincipalRecord): Policy | string {
  if (trust === undefined) return 'its trust policy is not said';
  const broken: string[] = [];
  return policyIn(trust, 'trust', broken) ?? broken.join(', ');
}

/** Whether a service takes the role, for this account. */
export function isTakenBy(service: string, { arn }: PrincipalRecord, trust: Policy): boolean {
  const { account } = placeOf(arn);
  const context = contextOf({ 'aws:SourceAccount': account, 'sts:ExternalId': null });
  const principal = { type: 'service', name: service } as const;
  const question = { principal, action: 'sts:AssumeRole', resource: arn, context };
  return decideByResource(question, trust).decision !== 'DENIED';
}

/** Of what is not deployed yet, an account that is named may be the own one. */
export const isForeignForSure = ({ who }: OutsideAccess, { arn }: PrincipalRecord): boolean =>
  who.kind !== 'account' || isAccountKnown(placeOf(arn).account);

/** Those outside the account who may take the role; while the own organisation is not known, any is taken for it. */
export function outsidersIn(
  trust: Policy,
  { arn }: PrincipalRecord,
  organizationId: string | undefined,
): readonly OutsideAccess[] {
  const { account } = placeOf(arn);
  const home = { resource: arn, account, ...(organizationId !== undefined && { organizationId }) };
  return outsideAccess(trust, ['sts:AssumeRole'], home).filter(
    ({ who }) => who.kind !== 'organization' || organizationId !== undefined,
  );
}

const GITHUB = 'token.actions.githubusercontent.com';
/** A workflow of somebody else's repository; the audience is theirs to choose. */
const STRANGE_WORKFLOW: Values = {
  [`${GITHUB}:sub`]: `repo:${NOBODY}/${NOBODY}:ref:refs/heads/main`,
  [`${GITHUB}:repository`]: `${NOBODY}/${NOBODY}`,
  [`${GITHUB}:repository_owner`]: NOBODY,
  [`${GITHUB}:repository_id`]: '0',
  [`${GITHUB}:repository_owner_id`]: '0',
  [`${GITHUB}:actor`]: NOBODY,
  [`${GITHUB}:actor_id`]: '0',
  [`${GITHUB}:enterprise`]: NOBODY,
  [`${GITHUB}:job_workflow_ref`]: `${NOBODY}/${NOBODY}/.github/workflows/x.yml@refs/heads/main`,
};

/** Whether the workflow of any repository on GitHub may take the role. */
export function isTakenByAnyWorkflow({ arn }: PrincipalRecord, trust: Policy): boolean {
  const providers = trust.statements.flatMap(({ principals }) => principals?.federated ?? []);
  return providers
    .filter((provider) => provider.endsWith(`/${GITHUB}`))
    .some((provider) => {
      const question = {
        principal: { type: 'federated', provider },
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: arn,
        context: contextOf(STRANGE_WORKFLOW),
      } as const;
      return decideByResource(question, trust).decision !== 'DENIED';
    });
}
