import assert from 'node:assert/strict';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { arnOf } from '../aws.ts';
import { untilIdle } from '../deployed.ts';
import { ACTOR, type World } from '../world.ts';

const CONTROL = 'repository-encryption-cmk';

/** What happens to a key is judged at the repositories that it encrypts. */
export async function keys({ check, aws, outputs, tables, findings }: World): Promise<void> {
  const repository = arnOf('ecr', 'repository/shop/sensitive');
  const kms = (call: string, body: object) => aws.json('kms', `TrentService.${call}`, body);

  await check(
    'a disabled key is a finding of the sensitive repository that uses it, told at once',
    async () => {
      const { KeyMetadata } = await kms('CreateKey', {});
      const { KeyId, Arn } = KeyMetadata as { readonly KeyId: string; readonly Arn: string };
      await kms('EnableKeyRotation', { KeyId });
      await aws.ecr.send(
        new CreateRepositoryCommand({
          repositoryName: 'shop/sensitive',
          imageTagMutability: 'IMMUTABLE',
          encryptionConfiguration: { encryptionType: 'KMS', kmsKey: Arn },
          tags: [{ Key: 'DataClassification', Value: 'restricted' }],
        }),
      );
      // A look that is to confirm the creation may see what comes next before its event.
      await tables.rowThat(repository, 'repository-lifecycle', { status: 'OPEN' });
      await untilIdle(aws, outputs);
      assert.equal(await tables.row(repository, CONTROL), undefined);
      await kms('DisableKey', { KeyId });
      const row = await tables.rowThat(repository, CONTROL, { status: 'OPEN', severity: 'HIGH' });
      assert.equal(row.reasons[0]?.code, 'key-disabled');
      assert.deepEqual(
        row.changes.map(({ eventName, actor }) => [eventName, actor]),
        [['DisableKey', ACTOR]],
      );
      await findings.next('the key is disabled', ({ resource }) => resource?.arn === repository);
      await kms('EnableKey', { KeyId });
      await tables.rowThat(repository, CONTROL, { status: 'RESOLVED', resolution: 'FIXED' });
      await kms('ScheduleKeyDeletion', { KeyId });
      const again = await tables.rowThat(repository, CONTROL, { status: 'OPEN', severity: 'HIGH' });
      assert.equal(again.reasons[0]?.code, 'key-to-be-deleted');
    },
  );
}
