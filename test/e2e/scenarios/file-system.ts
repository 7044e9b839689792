import assert from 'node:assert/strict';
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { imageOfApp, startService } from '../account.ts';
import { announceCall } from '../announce.ts';
import { arnOf } from '../aws.ts';
import { ACCOUNT } from '../environment.ts';
import type { World } from '../world.ts';

const EFS = '/2015-02-01';

/** A file system is found by the family that mounts it, and judged again when its policy or an access point changes. */
export async function fileSystem({ check, aws, tables }: World): Promise<void> {
  const created = await aws.rest(
    'elasticfilesystem',
    'POST',
    `${EFS}/file-systems`,
    JSON.stringify({ CreationToken: 'e2e', Encrypted: true }),
  );
  const id = String(created['FileSystemId']);
  const arn = arnOf('elasticfilesystem', `file-system/${id}`);
  const family = arnOf('ecs', 'task-definition/files');
  const register = async (transitEncryption: 'ENABLED' | 'DISABLED'): Promise<void> => {
    await aws.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'files',
        networkMode: 'awsvpc',
        volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: id, transitEncryption } }],
        containerDefinitions: [
          {
            name: 'app',
            image: imageOfApp,
            memory: 128,
            user: '1000',
            mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
          },
        ],
      }),
    );
  };

  await check(
    'a family that mounts a file system without TLS, and the file system without policy',
    async () => {
      await register('DISABLED');
      await startService(aws.ecs, 'files', 'files:1');
      await tables.rowThat(family, 'task-definition-efs-transit-encryption', {
        status: 'OPEN',
        severity: 'HIGH',
      });
      const row = await tables.rowThat(arn, 'efs-policy', { status: 'OPEN', severity: 'MEDIUM' });
      assert.equal(row.reasons[0]?.code, 'no-policy');
      assert.equal(await tables.row(arn, 'efs-encryption'), undefined);
    },
  );
  await check('an event of its policy judges it again', async () => {
    await putPolicy(aws, id, [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'elasticfilesystem:ClientMount',
        Resource: '*',
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
    await tables.rowThat(arn, 'efs-policy', { status: 'RESOLVED', resolution: 'FIXED' });
    await putPolicy(aws, id, [
      { Effect: 'Allow', Principal: '*', Action: 'elasticfilesystem:*', Resource: '*' },
    ]);
    const row = await tables.rowThat(arn, 'efs-policy', { status: 'OPEN', severity: 'HIGH' });
    assert.equal(row.changes.at(-1)?.eventName, 'PutFileSystemPolicy');
  });
}

async function putPolicy(aws: World['aws'], id: string, Statement: readonly object[]): Promise<void> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const body = JSON.stringify({ Policy, BypassPolicyLockoutSafetyCheck: true });
  await aws.rest('elasticfilesystem', 'PUT', `${EFS}/file-systems/${id}/policy`, body);
  await announceCall(aws, 'elasticfilesystem', 'PutFileSystemPolicy', { fileSystemId: id, policy: Policy });
}
