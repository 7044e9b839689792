import assert from 'node:assert/strict';
import {
  CreateClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CLUSTER, pushApp, register, startService } from '../account.ts';
import { arnOf } from '../aws.ts';
import { SUBNET } from '../network.ts';
import { ACTOR, type World } from '../world.ts';

const CONTROL = 'task-definition-privileged';

/** A faulty task definition is registered, run by a service, mended and deleted. */
export async function taskDefinition({ check, aws, tables, findings }: World): Promise<void> {
  const family = arnOf('ecs', 'task-definition/web');
  const aboutWeb =
    (transition: string) =>
    ({ resource, parts }: (typeof findings.received)[number]['body']): boolean =>
      resource?.arn === family &&
      parts?.some((part) => part.controlId === CONTROL && part.transition === transition) === true;

  await check('a privileged task definition that nobody runs is a LOW finding', async () => {
    await aws.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
    await pushApp(aws);
    await register(aws.ecs, 'web', { privileged: true });
    const row = await tables.rowThat(family, CONTROL, { status: 'OPEN', severity: 'LOW' });
    assert.equal(row.reasons[0]?.subject, 'app');
    assert.equal(row.changes[0]?.eventName, 'RegisterTaskDefinition');
    assert.equal(row.changes[0]?.actor, ACTOR);
  });
  await check('run by a service it is HIGH, and subscribers are told once', async () => {
    await startService(aws.ecs, 'web', 'web:1');
    await tables.rowThat(family, CONTROL, { status: 'OPEN', severity: 'HIGH' });
    const { body } = await findings.next('web is privileged', ({ resource }) => resource?.arn === family);
    assert.equal(body.schema, 'ecs-warden.finding.v1');
    assert.equal(body.severity, 'HIGH');
  });
  await check('a mended revision in the service resolves it, and subscribers are told', async () => {
    await register(aws.ecs, 'web', { privileged: false });
    await aws.ecs.send(
      new UpdateServiceCommand({ cluster: CLUSTER, service: 'web', taskDefinition: 'web:2' }),
    );
    const row = await tables.rowThat(family, CONTROL, { status: 'RESOLVED' });
    assert.equal(row.resolution, 'FIXED');
    await findings.next('web is mended', aboutWeb('resolved'));
  });
  await check('no message came twice', () => {
    const ids = findings.received.map(({ body }) => body.messageId);
    assert.ok(ids.length >= 2);
    assert.deepEqual(ids, [...new Set(ids)]);
  });
  await check('history has every transition of the finding in order', async () => {
    await tables.historyThat(family, CONTROL, ['opened LOW', 'changed HIGH', 'resolved HIGH']);
  });
  await check('a standalone task makes a family used', async () => {
    const batch = arnOf('ecs', 'task-definition/batch');
    await register(aws.ecs, 'batch', { privileged: true });
    await tables.rowThat(batch, CONTROL, { status: 'OPEN', severity: 'LOW' });
    const network = { awsvpcConfiguration: { subnets: [SUBNET] } };
    await aws.ecs.send(
      new RunTaskCommand({ cluster: CLUSTER, taskDefinition: 'batch:1', networkConfiguration: network }),
    );
    await tables.rowThat(batch, CONTROL, { status: 'OPEN', severity: 'HIGH' });
  });
  await check('a deleted family has no open finding', async () => {
    const gone = arnOf('ecs', 'task-definition/gone');
    await register(aws.ecs, 'gone', { privileged: true });
    await tables.rowThat(gone, CONTROL, { status: 'OPEN' });
    await aws.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'gone:1' }));
    await tables.rowThat(gone, CONTROL, { status: 'RESOLVED', resolution: 'DELETED' });
  });
  await check('a deleted service leaves its family unused', async () => {
    const side = arnOf('ecs', 'task-definition/side');
    await register(aws.ecs, 'side', { privileged: true });
    await startService(aws.ecs, 'side', 'side:1');
    await tables.rowThat(side, CONTROL, { severity: 'HIGH' });
    await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'side', force: true }));
    await tables.rowThat(side, CONTROL, { severity: 'LOW' });
  });
}
