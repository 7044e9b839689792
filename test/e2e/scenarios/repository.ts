import assert from 'node:assert/strict';
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import { arnOf } from '../aws.ts';
import { untilIdle } from '../deployed.ts';
import { ACTOR, type World } from '../world.ts';

const CONTROL = 'repository-tag-immutability';

/** Repositories are created, changed and deleted. */
export async function repository({ check, aws, outputs, tables }: World): Promise<void> {
  const api = arnOf('ecr', 'repository/shop/api');

  await check('a new repository with mutable tags is a finding of its creator', async () => {
    await aws.ecr.send(new CreateRepositoryCommand({ repositoryName: 'shop/api' }));
    const row = await tables.rowThat(api, CONTROL, { status: 'OPEN', severity: 'MEDIUM' });
    assert.deepEqual(
      row.changes.map(({ eventName, actor }) => [eventName, actor]),
      [['CreateRepository', ACTOR]],
    );
  });
  await check('immutable tags resolve it', async () => {
    // A look that is to confirm the creation may see this before its event, and would name whoever created it.
    await untilIdle(aws, outputs);
    await aws.ecr.send(
      new PutImageTagMutabilityCommand({ repositoryName: 'shop/api', imageTagMutability: 'IMMUTABLE' }),
    );
    const row = await tables.rowThat(api, CONTROL, { status: 'RESOLVED', resolution: 'FIXED' });
    // Its creation in the same second may still be among the changes: event times are whole seconds.
    assert.equal(row.changes.at(-1)?.eventName, 'PutImageTagMutability');
    assert.equal(row.changes.at(-1)?.actor, ACTOR);
  });
  await check('mutable tags open it again, and deletion resolves it', async () => {
    await aws.ecr.send(
      new PutImageTagMutabilityCommand({ repositoryName: 'shop/api', imageTagMutability: 'MUTABLE' }),
    );
    await tables.rowThat(api, CONTROL, { status: 'OPEN' });
    await aws.ecr.send(new DeleteRepositoryCommand({ repositoryName: 'shop/api', force: true }));
    await tables.rowThat(api, CONTROL, { status: 'RESOLVED', resolution: 'DELETED' });
    await tables.historyThat(api, CONTROL, [
      'opened MEDIUM',
      'resolved MEDIUM',
      'reopened MEDIUM',
      'resolved MEDIUM',
    ]);
  });
}
