import type { EcrAccess } from '#domain/ecr-access.ts';
import type { Reason } from '#domain/evaluation.ts';
import { placeOf, type Resource } from '#domain/resource.ts';
import type { Policy } from '#policy/document.ts';
import { type OutsideAccess, outsideAccess } from '#policy/outside-access.ts';
import {
  type AccessLevel,
  type EcrPolicy,
  LEVELS,
  levelOf,
  policiesOf,
  REPOSITORY_ACTIONS,
  statementsOf,
} from './ecr-grants.ts';

/** What one kind of outsider may do by one policy, at one level. */
export interface OutsideGrant {
  /** `*`, an account, an organisation. */
  readonly who: string;
  readonly kind: OutsideAccess['who']['kind'];
  readonly level: AccessLevel;
  readonly by: EcrPolicy;
  readonly actions: readonly string[];
  readonly statements: readonly string[];
  /** Conditions that we cannot know; none: nothing stands in the way. */
  readonly dependsOn: readonly string[];
}

/** What outsiders may do with a repository, or by a registry's policy and templates; and what could not be judged. */
export function outsideGrants(
  access: EcrAccess,
  resource: Resource,
  organizationId: string | undefined,
): {
  readonly grants: readonly OutsideGrant[];
  readonly unread: readonly string[];
  /** Policies that name every account in a way that IAM does not take. */
  readonly meantForAll: readonly EcrPolicy[];
} {
  const { policies, unread } = policiesOf(access, resource);
  const { account } = placeOf(resource.arn);
  const grants = policies.flatMap((by) => {
    const found = by.resources.flatMap((arn) =>
      outsideAccess(by.policy, REPOSITORY_ACTIONS, {
        resource: arn,
        account,
        ...(organizationId !== undefined && { organizationId }),
      }),
    );
    return grouped(found, by);
  });
  return {
    grants: grants.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
    unread,
    meantForAll: policies.filter(({ policy }) => namesEveryAccount(policy)),
  };
}

/** `arn:aws:iam::*:root` without a condition: IAM knows no wildcard within a principal, so it lets nobody in as it is. */
const namesEveryAccount = ({ statements }: Policy): boolean =>
  statements.some(
    ({ effect, principals, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      principals !== undefined &&
      !principals.not &&
      principals.aws.some((text) => /^arn:[\w*-]+:iam::\*:(root|\*)$/.test(text)),
  );

/** What is said of such a policy: mended as it is meant, it is open to everybody. */
export const meantReason = ({ label, called }: EcrPolicy): Reason => ({
  code: 'every-account-by-wildcard',
  subject: `${label}*`,
  severity: 'MEDIUM',
  message: `${called} is meant for everybody, though AWS takes arn:aws:iam::*:root for nobody`,
});

function grouped(found: readonly OutsideAccess[], by: EcrPolicy): readonly OutsideGrant[] {
  const groups = Map.groupBy(found, (one) => `${nameOf(one)} ${levelOf(one.action)}`);
  return [...groups.values()].flatMap((group): OutsideGrant[] => {
    const open = group.filter(({ dependsOn }) => dependsOn.length === 0);
    const shown = open.length > 0 ? open : group;
    const [first] = shown;
    if (!first) return [];
    return [
      {
        who: nameOf(first),
        kind: first.who.kind,
        level: levelOf(first.action),
        by,
        actions: [...new Set(shown.map(({ action }) => action))],
        statements: statementsOf(shown.flatMap(({ statements }) => statements)),
        dependsOn: [...new Set(shown.flatMap(({ dependsOn }) => dependsOn))],
      },
    ];
  });
}

function nameOf({ who }: OutsideAccess): string {
  if (who.kind === 'everyone') return '*';
  return who.kind === 'account' ? who.account : who.organizationId;
}

const VERBS: Readonly<Record<AccessLevel, string>> = {
  administer: 'change or delete what is in it',
  push: 'push images',
  pull: 'pull images',
  read: 'read what is in it',
};

/** A grant as a reason: the subject is who and how much, the rest is evidence. */
export const grantReason = (
  { who, level, by, actions, statements }: OutsideGrant,
  code: string,
  called: string,
): Reason => ({
  code,
  subject: `${by.label}${who} ${level}`,
  message: `${called} can ${VERBS[level]} by ${by.called}`,
  evidence: { actions, statements },
});

/** What to say of grants under conditions that nobody here can know. */
export const sayUndecided = ({ who, level, dependsOn }: OutsideGrant): string =>
  `whether ${who === '*' ? 'everybody' : who} can ${VERBS[level]} depends on ${dependsOn.join(', ')}`;
