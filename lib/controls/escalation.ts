import type { PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { everywhere } from '#policy/everywhere.ts';
import { type Holder, keysRead, mayDo, type Values } from '#policy/holder.ts';
import { parsePolicy } from '#policy/parse.ts';
import type { Power } from '#policy/powers.ts';
import { somewhere } from '#policy/somewhere.ts';
import { isAdministrator, TO_ANY_POWER } from './ecs-powers.ts';
import { holdingOf } from './holding.ts';

/** A way to start a task of one's own making with a role that one passes. */
export interface Way {
  readonly says: string;
  readonly powers: readonly Power[];
}

/** They take the role themselves: as an override, or with the image. */
const BY_CALL = [
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:CreateExpressGatewayService',
  'ecs:UpdateExpressGatewayService',
];
/** They take a definition, which says the role. */
const BY_DEFINITION: readonly (readonly [string, readonly string[]])[] = [
  ['ecs:RegisterTaskDefinition', ['ecs:CreateService', 'ecs:UpdateService', 'ecs:CreateTaskSet']],
  ['ecs:RegisterDaemonTaskDefinition', ['ecs:CreateDaemon', 'ecs:UpdateDaemon']],
];

/** The first way there is, the shortest before others; undefined: somebody cannot start tasks of their own making. */
export function wayOf(holder: Holder): Way | undefined {
  const [direct] = somewhere(holder, BY_CALL);
  if (direct) return { says: direct.action, powers: [direct] };
  for (const [register, starts] of BY_DEFINITION) {
    const [start] = somewhere(holder, starts);
    const [registers] = start ? somewhere(holder, [register]) : [];
    if (start && registers) return { says: `${register} with ${start.action}`, powers: [registers, start] };
  }
  return undefined;
}

const TO_TASKS: Values = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

/** PassRole to tasks on whichever role there is or will be. */
export const passesAny = (holder: Holder): readonly Power[] => everywhere(holder, ['iam:PassRole'], TO_TASKS);

/** PassRole to tasks on one role. */
export function passes(holder: Holder, { arn, tags }: PrincipalRecord): Power | undefined {
  const byKey = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  const tagged = keysRead(holder.policies).flatMap((key): [string, string | null][] => {
    const tag = /:resourcetag\/(.+)$/i.exec(key)?.[1];
    return tag === undefined ? [] : [[key, byKey.get(tag.toLowerCase()) ?? null]];
  });
  const answer = mayDo(holder, 'iam:PassRole', arn, { ...TO_TASKS, ...Object.fromEntries(tagged) });
  return answer.decision === 'DENIED' ? undefined : { action: 'iam:PassRole', ...answer };
}

/** What makes whoever has it as mighty as they like. */
const MIGHTS = {
  everything: 'may do everything in the account',
  policies: 'may give itself any policy',
  roles: 'may take any role',
} as const;
export type Might = keyof typeof MIGHTS;

export const sayMight = (might: Might): string => MIGHTS[might];

/** Whether somebody takes any role that leaves it to the account who takes it, as most do. */
function takesAny(holder: Holder): boolean {
  const Principal = { AWS: holder.place.account };
  const trusting = { Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' } };
  const parsed = parsePolicy(trusting, 'trust policy', 'trust');
  const trust = 'policy' in parsed ? parsed.policy : undefined;
  const policies = { ...holder.policies, ...(trust && { trust }) };
  return everywhere({ ...holder, policies }, ['sts:AssumeRole']).length > 0;
}

const remembered = new WeakMap<Holder, readonly Might[]>();

function mightsOf(holder: Holder): readonly Might[] {
  const known = remembered.get(holder);
  if (known) return known;
  const mights = isAdministrator(holder)
    ? (['everything', 'policies', 'roles'] as const)
    : ([
        ...(everywhere(holder, TO_ANY_POWER).length > 0 ? (['policies'] as const) : []),
        ...(takesAny(holder) ? (['roles'] as const) : []),
      ] as const);
  remembered.set(holder, mights);
  return mights;
}

/** What a role has that somebody lacks; why that is not known, where something of the role was not read. */
export function gainBy(role: PrincipalRecord, holder: Holder, now: Instant): Might | 'unread' | undefined {
  const holding = holdingOf(role, now);
  if (holding.limitUnread) return 'unread';
  const own = mightsOf(holder);
  const gain = mightsOf(holding.holder).find((might) => !own.includes(might));
  return gain ?? (holding.unread.length > 0 ? 'unread' : undefined);
}
