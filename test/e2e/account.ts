import { CreateServiceCommand, type ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { Aws } from './aws.ts';
import { imageIn, push, putScan } from './images.ts';
import { SUBNET } from './network.ts';
import { CANARY } from './world.ts';

/** What the scenarios build in the account. */

export const CLUSTER = 'shop';
/** The repository of the image that all families run. */
const APP = 'shop/app';
export const imageOfApp = imageIn(APP);

/** The image that everything runs, pushed and scanned. */
export async function pushApp(aws: Aws): Promise<void> {
  await push(aws, APP);
  await putScan(aws, APP);
}

/** Registers a revision with a secret in its environment and command, as careless people do. */
export async function register(
  ecs: ECSClient,
  family: string,
  { privileged }: { readonly privileged: boolean },
): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      requiresCompatibilities: ['EC2'],
      networkMode: 'awsvpc',
      containerDefinitions: [
        {
          name: 'app',
          image: imageOfApp,
          memory: 128,
          user: '1000',
          readonlyRootFilesystem: true,
          privileged,
          environment: [{ name: 'DB_PASSWORD', value: CANARY }],
          command: ['run', `--token=${CANARY}`],
        },
      ],
    }),
  );
}

export async function startService(ecs: ECSClient, name: string, taskDefinition: string): Promise<void> {
  await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: name,
      taskDefinition,
      desiredCount: 1,
      launchType: 'EC2',
      networkConfiguration: { awsvpcConfiguration: { subnets: [SUBNET], assignPublicIp: 'DISABLED' } },
    }),
  );
}
