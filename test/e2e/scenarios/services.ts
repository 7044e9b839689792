import assert from 'node:assert/strict';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateClusterCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { imageOfApp } from '../account.ts';
import { arnOf } from '../aws.ts';
import { untilIdle } from '../deployed.ts';
import { openGroup, SUBNET } from '../network.ts';
import { ACTOR, type World } from '../world.ts';

const EXEC = 'cluster-exec-logging';
const CLUSTER = 'doors';

/** How services can be reached: a public address, and sessions that nobody logs. */
export async function services({ check, aws, outputs, tables, findings }: World): Promise<void> {
  const service = arnOf('ecs', `service/${CLUSTER}/door`);
  const cluster = arnOf('ecs', `cluster/${CLUSTER}`);
  const securityGroups = [await openGroup(aws, 'doors')];
  const network = (assignPublicIp: 'ENABLED' | 'DISABLED') => ({
    awsvpcConfiguration: { subnets: [SUBNET], securityGroups, assignPublicIp },
  });

  await check(
    'a service whose tasks get public addresses is a finding of whoever made it, told at once',
    async () => {
      await aws.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
      await aws.ecs.send(
        new RegisterTaskDefinitionCommand({
          family: 'door',
          networkMode: 'awsvpc',
          containerDefinitions: [{ name: 'app', image: imageOfApp, memory: 128, user: '1000' }],
        }),
      );
      await aws.ecs.send(
        new CreateServiceCommand({
          cluster: CLUSTER,
          serviceName: 'door',
          taskDefinition: 'door:1',
          desiredCount: 1,
          launchType: 'EC2',
          networkConfiguration: network('ENABLED'),
        }),
      );
      const row = await tables.rowThat(service, 'service-public-ip', { status: 'OPEN', severity: 'HIGH' });
      assert.deepEqual(
        row.changes.map(({ eventName, actor }) => [eventName, actor]),
        [['CreateService', ACTOR]],
      );
      await findings.next('public addresses', ({ resource }) => resource?.arn === service);
    },
  );
  await check(
    'sessions of ECS Exec that a cluster does not log are a finding once they can be opened',
    async () => {
      await aws.ecs.send(
        new UpdateClusterCommand({
          cluster: CLUSTER,
          configuration: { executeCommandConfiguration: { logging: 'NONE' } },
        }),
      );
      await untilIdle(aws, outputs);
      assert.equal(await tables.row(cluster, EXEC), undefined);
      await aws.ecs.send(
        new UpdateServiceCommand({
          cluster: CLUSTER,
          service: 'door',
          enableExecuteCommand: true,
          networkConfiguration: network('DISABLED'),
        }),
      );
      const row = await tables.rowThat(cluster, EXEC, { status: 'OPEN', severity: 'MEDIUM' });
      assert.equal(row.reasons[0]?.code, 'exec-not-logged');
      await tables.rowThat(service, 'service-public-ip', { status: 'RESOLVED', resolution: 'FIXED' });
    },
  );
  await check('logging them resolves it', async () => {
    const logConfiguration = { cloudWatchLogGroupName: 'exec', cloudWatchEncryptionEnabled: true };
    await aws.ecs.send(
      new UpdateClusterCommand({
        cluster: CLUSTER,
        configuration: { executeCommandConfiguration: { logging: 'OVERRIDE', logConfiguration } },
      }),
    );
    await tables.rowThat(cluster, EXEC, { status: 'RESOLVED', resolution: 'FIXED' });
    await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'door', force: true }));
    await aws.ecs.send(new DeleteClusterCommand({ cluster: CLUSTER }));
  });
}
