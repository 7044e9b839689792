import { contextOf } from './context.ts';
import { type Answer, decideByResource } from './decide.ts';
import type { Policy } from './document.ts';
import { accountsIn, type Home, type Outsider, organizationsIn, outsiders, type Who } from './outsiders.ts';

export type { Home } from './outsiders.ts';

/** What outsiders of one kind may do, as far as the policy of the resource has a say. */
export interface OutsideAccess {
  readonly who: Who;
  readonly action: string;
  /**
   * Keys of conditions of which an outsider cannot choose the value, and we do not know it (an external id, a tag of
   * the resource): access may be narrower than it looks. Empty: nothing stands in the way.
   */
  readonly dependsOn: readonly string[];
  /** The statements that allow it, and those that may deny it. */
  readonly statements: Answer['statements'];
}

/** What a caller sets as they like, or has if they care to; conditions on it keep nobody out. */
const AT_WILL =
  /^(aws:(userid|username|useragent|referer|securetransport|multifactorauthpresent|multifactorauthage|tokenissuetime|sourceidentity|viaawsservice|calledvia|calledviafirst|calledvialast|requestedregion|tagkeys|vpcsourceip|currenttime|epochtime|principaltag\/.*|requesttag\/.*)|sts:(rolesessionname|sourceidentity|transitivetagkeys))$/i;

/**
 * What everybody, other accounts and other organisations may do with a resource by its policy, or with a role by its
 * trust policy. Decided, not looked for: each kind of outsider asks for each action with what an outsider can have in
 * a request. Their own account is taken to allow it, for that is theirs to do.
 */
export function outsideAccess(
  policy: Policy,
  actions: readonly string[],
  home: Home,
): readonly OutsideAccess[] {
  return kinds(policy, home).flatMap((who) => {
    const asking = outsiders(who, policy, home);
    return actions.flatMap((action) => mostOf(who, action, asking, policy, home) ?? []);
  });
}

const kinds = (policy: Policy, home: Home): readonly Who[] => [
  { kind: 'everyone' },
  ...organizationsIn(policy)
    .filter((id) => id !== home.organizationId)
    .map((organizationId): Who => ({ kind: 'organization', organizationId })),
  ...accountsIn(policy)
    .filter((account) => account !== home.account)
    .map((account): Who => ({ kind: 'account', account })),
];

/** The most that one of them gets: with the fewest conditions left open. */
function mostOf(
  who: Who,
  action: string,
  asking: readonly Outsider[],
  policy: Policy,
  { resource }: Home,
): OutsideAccess | undefined {
  let most: OutsideAccess | undefined;
  for (const { principal, context } of asking) {
    const question = { principal, action, resource, context: contextOf(context) };
    const { decision, dependsOn, statements } = decideByResource(question, policy);
    const open = dependsOn.filter((key) => !AT_WILL.test(key));
    if (decision === 'DENIED' || (most && most.dependsOn.length <= open.length)) continue;
    most = { who, action, dependsOn: open, statements };
    if (open.length === 0) break;
  }
  return most;
}
