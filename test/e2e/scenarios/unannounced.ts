import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { DeleteServiceCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { CLUSTER, register, startService } from '../account.ts';
import { announce } from '../announce.ts';
import { arnOf } from '../aws.ts';
import { invoke } from '../deployed.ts';
import { openGroup, SUBNET } from '../network.ts';
import type { World } from '../world.ts';

/** Long enough for any event to have arrived. */
const QUIET_MS = 2_000;

/** What no CloudTrail event announced is found by a service's own event, or by the sweep. */
export async function unannounced({ check, aws, tables, outputs }: World): Promise<void> {
  await check('an event that the service itself sends leads to a look', async () => {
    const web = arnOf('ecs', `service/${CLUSTER}/web`);
    const networkConfiguration = {
      awsvpcConfiguration: {
        subnets: [SUBNET],
        securityGroups: [await openGroup(aws, 'unannounced')],
        assignPublicIp: 'ENABLED' as const,
      },
    };
    await aws.quiet.ecs.send(
      new UpdateServiceCommand({ cluster: CLUSTER, service: 'web', networkConfiguration }),
    );
    const detail = {
      eventType: 'INFO',
      eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
      deploymentId: 'ecs-svc/1',
      updatedAt: new Date().toISOString(),
      reason: 'ECS deployment ecs-svc/1 completed.',
    };
    await announce(aws, {
      Source: 'aws.ecs',
      DetailType: 'ECS Deployment State Change',
      Resources: [web],
      Detail: detail,
    });
    await tables.rowThat(web, 'service-public-ip', { status: 'OPEN', severity: 'HIGH' });
  });
  await check('the sweep finds what no event announced', async () => {
    const arn = arnOf('ecr', 'repository/shop/unseen');
    await aws.quiet.ecr.send(new CreateRepositoryCommand({ repositoryName: 'shop/unseen' }));
    await pause(QUIET_MS);
    assert.equal(await tables.row(arn, 'repository-tag-immutability'), undefined);
    await invoke(aws, outputs, 'Sweep');
    const row = await tables.rowThat(arn, 'repository-tag-immutability', { status: 'OPEN' });
    assert.deepEqual(row.changes, [], 'nobody is named');
  });
  await check('what a sweep saw a service run is unused once the service is deleted', async () => {
    const family = arnOf('ecs', 'task-definition/swept');
    await register(aws.quiet.ecs, 'swept', { privileged: true });
    await startService(aws.quiet.ecs, 'swept', 'swept:1');
    await invoke(aws, outputs, 'Sweep');
    await tables.rowThat(family, 'task-definition-privileged', { status: 'OPEN', severity: 'HIGH' });
    await aws.ecs.send(new DeleteServiceCommand({ cluster: CLUSTER, service: 'swept', force: true }));
    await tables.rowThat(family, 'task-definition-privileged', { status: 'OPEN', severity: 'LOW' });
  });
}
