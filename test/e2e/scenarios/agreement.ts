import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { behaviours } from '#controls/index.ts';
import type { FindingRow } from '#domain/finding.ts';
import { untilIdle } from '../deployed.ts';
import { isMisreadByTheEmulator } from '../emulator-gaps.ts';
import { awsEnvironment } from '../environment.ts';
import { ROOT } from '../folders.ts';
import type { World } from '../world.ts';

interface Evaluated {
  readonly controlId: string;
  readonly status: string;
  readonly severity: string;
  readonly resource: { readonly arn: string };
}

/** What the monitor found change by change is what a scan of the whole account finds now. */
export async function agreement({ check, aws, outputs, tables, emulator, folder }: World): Promise<void> {
  await check('the open findings are those that a scan of the account finds', async () => {
    await untilIdle(aws, outputs);
    const scanned = await scan(emulator.endpoint, folder);
    const unjudged = scanned.filter(({ status }) => status === 'NOT_AVAILABLE');
    assert.deepEqual(
      unjudged.map(named).filter((each) => !isMisreadByTheEmulator(each)),
      [],
    );
    const failed = scanned.filter(({ status }) => status === 'FAILED').map(named);
    // Only rows have a remediation; what the operator suppressed is still a failure to a scan.
    const rows = (await tables.everything())
      .map((item): FindingRow => JSON.parse(item))
      .filter(({ remediation, status }) => remediation !== undefined && status !== 'RESOLVED')
      .filter(({ controlId }) => !behaviours.some(({ id }) => id === controlId));
    const open = rows.map(({ controlId, severity, resourceArn }) =>
      named({ controlId, severity, resource: { arn: resourceArn } }),
    );
    // A scan does not see what ran earlier, what somebody did, nor what the monitor itself may not read.
    assert.ok(failed.length > 3);
    assert.deepEqual(open.toSorted(), failed.toSorted());
  });
}

const named = ({ controlId, severity, resource }: Omit<Evaluated, 'status'>): string =>
  `${severity} ${controlId} ${resource.arn}`;

/** `scan` as an operator runs it; it exits 1 when it finds something. */
async function scan(endpoint: string, folder: string): Promise<readonly Evaluated[]> {
  const args = [join(ROOT, 'bin/ecs-warden.ts'), 'scan', '--status=all', '--output=json'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: awsEnvironment(endpoint, folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.ok([0, 1, 2].includes(child.exitCode ?? -1), `scan ended with ${child.exitCode}: ${stderr}`);
  return JSON.parse(stdout);
}
