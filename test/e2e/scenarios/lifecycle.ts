import assert from 'node:assert/strict';
import { DeleteClusterCommand, DeleteServiceCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { CLUSTER, register } from '../account.ts';
import { arnOf } from '../aws.ts';
import { untilIdle } from '../deployed.ts';
import { inventory } from '../inventory.ts';
import type { World } from '../world.ts';

/** A second deployment over the first changes nothing that people rely on. */
export async function redeploy({ check, cdk, outputs, tables, aws }: World): Promise<void> {
  await check('a second deployment keeps outputs and findings, and the monitor goes on', async () => {
    const before = (await tables.everything()).length;
    assert.deepEqual(await cdk.deploy(), outputs);
    assert.ok((await tables.everything()).length >= before);
    await register(aws.ecs, 'later', { privileged: true });
    const later = arnOf('ecs', 'task-definition/later');
    await tables.rowThat(later, 'task-definition-privileged', { status: 'OPEN', severity: 'LOW' });
  });
}

/** What is in the account after the stack is gone and was not there before. Nothing else may be. */
const REMAINS: readonly string[] = [];

/** Kinds of things that the stack has; an inventory that misses one would see nothing left of it. */
const KINDS = [
  'alarm',
  'dashboard',
  'event source',
  'function',
  'key',
  'log group',
  'queue',
  'role',
  'rule',
  'schedule',
  'table',
  'topic',
];

/** Removes the stack; `before` is what was in the account after bootstrapping. */
export async function destroy(
  { check, cdk, aws, outputs, findings, ops }: World,
  before: readonly string[],
): Promise<void> {
  await findings.close();
  await ops.close();
  const { serviceArns = [] } = await aws.ecs.send(
    new ListServicesCommand({ cluster: CLUSTER, maxResults: 100 }),
  );
  for (const service of serviceArns)
    await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service, force: true }));
  await aws.ecs.send(new DeleteClusterCommand({ cluster: CLUSTER }));
  // A function that logs after its log group was deleted makes it anew.
  await untilIdle(aws, outputs);
  await check('after destroying the stack, exactly what is listed remains', async () => {
    const added = async (): Promise<readonly string[]> =>
      (await inventory(aws)).filter((each) => !before.includes(each));
    const there = await added();
    assert.deepEqual(
      KINDS.filter((kind) => !there.some((each) => each.startsWith(`${kind} `))),
      [],
    );
    await cdk.destroy();
    assert.deepEqual(await added(), REMAINS);
  });
}
