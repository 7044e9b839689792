import assert from 'node:assert/strict';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { isMisreadByTheEmulator } from '../emulator-gaps.ts';
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
    const items = await tables.everything();
    assert.deepEqual(items.flatMap(unjudgedIn), []);
  });
}

type Verdicts = Readonly<Record<string, { readonly status: string; readonly staleSince?: string }>>;

/** Those of a state item. */
function verdictsIn(item: string): Verdicts {
  const { body } = JSON.parse(item) as { readonly body?: string };
  const { verdicts = {} } = JSON.parse(body ?? '{}') as { readonly verdicts?: Verdicts };
  return verdicts;
}

/** The verdicts of a state item, or the row, that could not be had or renewed. */
function unjudgedIn(item: string): readonly string[] {
  const { arn, controlId, staleSince, resourceArn } = JSON.parse(item) as Readonly<
    Record<string, string | undefined>
  >;
  const ofState = Object.entries(verdictsIn(item)).flatMap(([id, verdict]) =>
    verdict.status === 'NOT_AVAILABLE' || verdict.staleSince !== undefined ? [`${id} ${arn}`] : [],
  );
  const ofRow = staleSince === undefined ? [] : [`${controlId} ${resourceArn}`];
  return [...ofState, ...ofRow].filter((each) => !isMisreadByTheEmulator(each));
}
