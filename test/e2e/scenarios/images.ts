import assert from 'node:assert/strict';
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { startService } from '../account.ts';
import { announce } from '../announce.ts';
import { arnOf } from '../aws.ts';
import { digestIn, imageIn, push, putScan } from '../images.ts';
import type { World } from '../world.ts';

const REPOSITORY = 'shop/scanned';
const CVE = 'CVE-2022-3602';

/** An image that runs is judged by its digest; the end of a scan is an event of ECR or Inspector alone. */
export async function images({ check, aws, tables }: World): Promise<void> {
  const image = `${arnOf('ecr', `repository/${REPOSITORY}`)}@${digestIn(REPOSITORY)}`;

  await check('an image that runs and was never scanned is a finding of its digest', async () => {
    await push(aws, REPOSITORY);
    await aws.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'scanned',
        networkMode: 'awsvpc',
        containerDefinitions: [{ name: 'app', image: imageIn(REPOSITORY), memory: 128, user: '1000' }],
      }),
    );
    await startService(aws.ecs, 'scanned', 'scanned:1');
    const row = await tables.rowThat(image, 'image-scan-current', { status: 'OPEN', severity: 'MEDIUM' });
    assert.equal(row.reasons[0]?.code, 'not-scanned');
  });
  await check(
    'the end of its scan is looked at: it is scanned, and has a critical vulnerability',
    async () => {
      await putScan(aws, REPOSITORY, [CVE]);
      await announce(aws, {
        Source: 'aws.inspector2',
        DetailType: 'Inspector2 Scan',
        Detail: {
          'scan-status': 'INITIAL_SCAN_COMPLETE',
          'repository-name': arnOf('ecr', `repository/${REPOSITORY}`),
          'image-digest': digestIn(REPOSITORY),
          'finding-severity-counts': { CRITICAL: 1, HIGH: 0, MEDIUM: 0, TOTAL: 1 },
        },
      });
      await tables.rowThat(image, 'image-scan-current', { status: 'RESOLVED', resolution: 'FIXED' });
      const row = await tables.rowThat(image, 'image-vulnerabilities', { status: 'OPEN', severity: 'HIGH' });
      assert.equal(row.reasons[0]?.subject, `${CVE} openssl`);
    },
  );
  await check('a later scan without it resolves it', async () => {
    await putScan(aws, REPOSITORY);
    await announce(aws, {
      Source: 'aws.ecr',
      DetailType: 'ECR Image Scan',
      Detail: {
        'scan-status': 'COMPLETE',
        'repository-name': REPOSITORY,
        'image-digest': digestIn(REPOSITORY),
        'image-tags': ['v1'],
      },
    });
    await tables.rowThat(image, 'image-vulnerabilities', { status: 'RESOLVED', resolution: 'FIXED' });
  });
}
