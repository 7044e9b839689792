import assert from 'node:assert/strict';
import { register, startService } from '../account.ts';
import { arnOf } from '../aws.ts';
import type { World } from '../world.ts';

const FAMILIES = 9;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How long after a change the finding is in the table, and the message with its subscriber. */
export async function latency({ check, say, aws, tables, findings }: World): Promise<void> {
  const names = Array.from({ length: FAMILIES }, (_, index) => `probe-${index}`);
  const toRow: number[] = [];
  const toMessage: number[] = [];
  await check(`${FAMILIES} families in use turn privileged, one after the other`, async () => {
    for (const name of names) {
      await register(aws.ecs, name, { privileged: false });
      await startService(aws.ecs, name, `${name}:1`);
    }
    for (const name of names) {
      const arn = arnOf('ecs', `task-definition/${name}`);
      const began = Date.now();
      await register(aws.ecs, name, { privileged: true });
      await tables.rowThat(arn, 'task-definition-privileged', { status: 'OPEN', severity: 'HIGH' });
      toRow.push(Date.now() - began);
      const { at } = await findings.next(`about ${name}`, ({ resource }) => resource?.arn === arn);
      toMessage.push(at - began);
    }
    assert.equal(toMessage.length, FAMILIES);
  });
  say(`  median from change to finding row ${median(toRow)} ms, to message ${median(toMessage)} ms`);
}
