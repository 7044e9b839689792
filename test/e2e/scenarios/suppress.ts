import assert from 'node:assert/strict';
import { join } from 'node:path';
import { register } from '../account.ts';
import { arnOf } from '../aws.ts';
import { output } from '../deployed.ts';
import { ACCOUNT, awsEnvironment } from '../environment.ts';
import { ROOT } from '../folders.ts';
import { run } from '../process.ts';
import type { World } from '../world.ts';

const CONTROL = 'task-definition-privileged';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const TIMEOUT_MS = 30_000;

/** A person suppresses one finding through the deployed function and ends that; both are noted under their name. */
export async function suppress({
  check,
  aws,
  tables,
  emulator,
  outputs,
  folder,
  signal,
}: World): Promise<void> {
  const family = arnOf('ecs', 'task-definition/legacy');
  let keys: readonly string[] = [];
  const findings = (...args: readonly string[]): Promise<string> =>
    run({
      command: process.execPath,
      args: [join(ROOT, 'bin/ecs-warden.ts'), 'findings', ...args],
      env: {
        ...awsEnvironment(emulator.endpoint, folder),
        AWS_ACCESS_KEY_ID: keys[0],
        AWS_SECRET_ACCESS_KEY: keys[1],
      },
      cwd: ROOT,
      timeoutMs: TIMEOUT_MS,
      signal,
    });

  await check(
    'a person with a few permissions suppresses a finding, under a name that is theirs',
    async () => {
      keys = await userWith(aws, outputs);
      await register(aws.ecs, 'legacy', { privileged: true });
      await tables.rowThat(family, CONTROL, { status: 'OPEN' });
      const why = ['--reason', 'vendor image, OPS-12', '--owner', 'team-shop', '--until', tomorrow()];
      const printed = await findings('suppress', family, CONTROL, ...why);
      assert.match(printed, /suppressed by arn:aws:iam::\d+:user\/alice/);
      const row = await tables.rowThat(family, CONTROL, { status: 'SUPPRESSED' });
      assert.deepEqual(row.suppression, {
        reason: 'vendor image, OPS-12',
        owner: 'team-shop',
        until: `${tomorrow()}T23:59:59.999Z`,
        by: ALICE,
      });
    },
  );
  await check('suppressing it twice is refused', async () => {
    const again = findings(
      'suppress',
      family,
      CONTROL,
      '--reason',
      'r',
      '--owner',
      'o',
      '--until',
      tomorrow(),
    );
    await assert.rejects(again, /suppressed until .* by team-shop \(vendor image, OPS-12\) already/);
  });
  await check('they end it, and history names them both times', async () => {
    await findings('unsuppress', family, CONTROL);
    await tables.rowThat(family, CONTROL, { status: 'OPEN' });
    await tables.historyThat(family, CONTROL, ['opened LOW', 'suppressed LOW', 'suppression ended LOW']);
    const entries = (await tables.everything()).filter((item) => item.includes(`"by":"${ALICE}"`));
    assert.ok(entries.some((entry) => entry.includes('"transition":"suppressed"')));
    assert.ok(entries.some((entry) => entry.includes('"transition":"suppression ended"')));
  });
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

/** The keys of a user who may do what docs/findings.md says that it takes, and nothing else. */
async function userWith({ query }: World['aws'], outputs: World['outputs']): Promise<readonly string[]> {
  const table = arnOf('dynamodb', `table/${output(outputs, 'FindingsTableName')}`);
  const invoked = arnOf('lambda', `function:${output(outputs, 'SuppressFunctionName')}`);
  const Statement = [
    { Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:Scan'], Resource: table },
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: invoked },
    { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: '*' },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  ];
  await query('iam', 'CreateUser', { UserName: 'alice' });
  await query('iam', 'PutUserPolicy', {
    UserName: 'alice',
    PolicyName: 'suppress',
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  const xml = await query('iam', 'CreateAccessKey', { UserName: 'alice' });
  return ['AccessKeyId', 'SecretAccessKey'].map((tag) => new RegExp(`<${tag}>([^<]+)<`).exec(xml)?.[1] ?? '');
}
