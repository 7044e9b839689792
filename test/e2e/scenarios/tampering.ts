import assert from 'node:assert/strict';
import type { JsonAnswer } from '../aws.ts';
import { ACTOR, type World } from '../world.ts';

const CONTROL = 'trail-tampering';
const TRAIL = 'e2e-audit';
const BUCKET = 'e2e-audit-log';
/** One that brings no event of this test while it is off. */
const RULE = 'ecs-warden-kms-calls';

/** Somebody stops the trail, then disables a rule of the monitor itself. Leaves a trail that logs behind. */
export async function tampering({ check, aws, findings, tables }: World): Promise<void> {
  const trail = (call: string, body: object): Promise<JsonAnswer> =>
    aws.json('cloudtrail', `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${call}`, body);

  await check('a trail that is stopped is told at once, and who stopped it', async () => {
    await aws.rest('s3', 'PUT', `/${BUCKET}`);
    await trail('CreateTrail', { Name: TRAIL, S3BucketName: BUCKET, IsMultiRegionTrail: true });
    await trail('StartLogging', { Name: TRAIL });
    const stopped = Date.now();
    await trail('StopLogging', { Name: TRAIL });
    const { at, body } = await findings.next('a message of tampering', ({ parts = [] }) =>
      parts.some(({ controlId }) => controlId === CONTROL),
    );
    await trail('StartLogging', { Name: TRAIL });
    assert.equal(body.severity, 'CRITICAL');
    assert.equal(body.resource?.arn, ACTOR);
    assert.equal(body.changes?.at(-1)?.eventName, 'StopLogging');
    assert.ok(at - stopped < 10_000, `${at - stopped} ms`);
  });
  await check('a rule of the monitor that is disabled is told too', async () => {
    await aws.json('events', 'AWSEvents.DisableRule', { Name: RULE });
    const { body } = await findings.next(
      'a second message of tampering',
      ({ parts = [], changes = [] }) =>
        parts.some(({ controlId }) => controlId === CONTROL) && changes.at(-1)?.eventName === 'DisableRule',
    );
    await aws.json('events', 'AWSEvents.EnableRule', { Name: RULE });
    assert.equal(body.severity, 'CRITICAL');
    const row = await tables.rowThat(ACTOR, CONTROL, { status: 'OPEN', severity: 'CRITICAL' });
    assert.deepEqual(row.reasons.map(({ code, subject }) => `${code} ${subject}`).toSorted(), [
      `change-monitor rule/${RULE}`,
      `stop-trail ${TRAIL}`,
    ]);
  });
}
