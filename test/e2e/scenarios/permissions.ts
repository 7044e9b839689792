import assert from 'node:assert/strict';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { REGION } from '../environment.ts';
import type { World } from '../world.ts';
import { logs } from './secrets.ts';

/** With policies enforced, every function could do its work with its own role, and nothing more was tried. */
export async function permissions({ check, aws, emulator, tables }: World): Promise<void> {
  await check('policies are enforced: a user without any may not list clusters', async () => {
    await aws.query('iam', 'CreateUser', { UserName: 'nobody' });
    const xml = await aws.query('iam', 'CreateAccessKey', { UserName: 'nobody' });
    const [accessKeyId = '', secretAccessKey = ''] = ['AccessKeyId', 'SecretAccessKey'].map(
      (tag) => new RegExp(`<${tag}>([^<]+)<`).exec(xml)?.[1],
    );
    const client = new ECSClient({
      endpoint: emulator.endpoint,
      region: REGION,
      credentials: { accessKeyId, secretAccessKey },
    });
    await assert.rejects(client.send(new ListClustersCommand({})), { name: 'AccessDeniedException' });
    client.destroy();
  });
  await check('no function was denied anything', async () => {
    const denied = (await logs(aws)).filter((line) => /AccessDenied|not authorized/i.test(line));
    assert.equal(denied.length, 0, denied[0]?.slice(0, 600));
  });
  await check('every verdict could be judged', async () => {
    const unjudged = (await tables.everything()).filter((item) => /NOT_AVAILABLE|staleSince/.test(item));
    assert.equal(unjudged.length, 0, unjudged[0]?.slice(0, 3_000));
  });
}
