import { plain } from '#domain/json.ts';
import { everywhere } from '#policy/everywhere.ts';
import { type Holder, mayDo } from '#policy/holder.ts';
import { NOBODY, NOWHERE, type Power, tellingStatements } from '#policy/powers.ts';
import { actionsOf } from '#policy/services/catalogue.ts';
import { somewhere } from '#policy/somewhere.ts';

/** Calls of the agent on container instances and of ECS itself: they administer nothing. */
const OF_AGENTS: ReadonlySet<string> = new Set([
  'ecs:AllowVendedLogDeliveryForResource',
  'ecs:DiscoverPollEndpoint',
  'ecs:Poll',
  'ecs:PutSystemLogEvents',
  'ecs:StartTelemetrySession',
  'ecs:SubmitAttachmentStateChanges',
  'ecs:SubmitContainerStateChange',
  'ecs:SubmitTaskStateChange',
]);

/** Every action that changes something of ECS. */
export const ECS_WRITES: readonly string[] = actionsOf('ecs', { levels: ['Write'] }).filter(
  (action) => !OF_AGENTS.has(action),
);

const remembered = new WeakMap<Holder, readonly Power[]>();

/** The ECS writes that somebody may do on every resource. */
export function ecsEverywhere(holder: Holder): readonly Power[] {
  const powers = remembered.get(holder) ?? everywhere(holder, ECS_WRITES);
  remembered.set(holder, powers);
  return powers;
}

/** All but a tenth is all: one Deny among sixty does not make a power minimal. */
export const isAllOfEcs = (powers: readonly Power[]): boolean => powers.length >= ECS_WRITES.length * 0.9;

/** Each gives somebody who has it on every resource whatever else they want. */
export const TO_ANY_POWER: readonly string[] = [
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
];

const administrators = new WeakMap<Holder, boolean>();

/** Whether somebody may do everything: all of ECS, what nobody has heard of, and giving power to themselves. */
export function isAdministrator(holder: Holder): boolean {
  const known = administrators.get(holder) ?? mayDoEverything(holder);
  administrators.set(holder, known);
  return known;
}

function mayDoEverything(holder: Holder): boolean {
  if (!isAllOfEcs(ecsEverywhere(holder)) || everywhere(holder, TO_ANY_POWER).length === 0) return false;
  const { partition, account } = holder.place;
  const resources = ['*', `arn:${partition}:${NOBODY}:${NOWHERE}:${account}:${NOBODY}`];
  return resources.some((resource) => mayDo(holder, `${NOBODY}:DoAnything`, resource).decision !== 'DENIED');
}

/** The fewest statements that give powers, for evidence: policy, Sid and place. */
export const statementsBehind = (powers: readonly Power[]): readonly string[] =>
  tellingStatements(powers).map(
    ({ statement: { policy, sid, index } }) =>
      `${plain(policy)} statement ${index}${sid === undefined || sid === '' ? '' : ` "${plain(sid)}"`}`,
  );

/** What powers still depend on, as evidence: conditions on who asks, from where, when or how. */
export const conditionsOf = (powers: readonly Power[]): readonly string[] =>
  [...new Set(powers.flatMap(({ dependsOn }) => dependsOn))].toSorted();

/** What starts tasks, with a role that the call or the definition that it names brings. */
const RUNS: readonly string[] = [
  'ecs:CreateDaemon',
  'ecs:CreateExpressGatewayService',
  'ecs:CreateService',
  'ecs:CreateTaskSet',
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:UpdateDaemon',
  'ecs:UpdateExpressGatewayService',
  'ecs:UpdateService',
];

/** What starts tasks and may be done at all. */
export const runsOf = (holder: Holder): readonly Power[] => somewhere(holder, RUNS);
