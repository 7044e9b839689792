import { setTimeout as pause } from 'node:timers/promises';
import type { Invocation } from '#cli/command.ts';
import { FINDING_SHAPE } from '#cli/commands/replay-shapes.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { printAll } from '#cli/format/sink.ts';
import { visible } from '#cli/format/visible.ts';
import type { FindingsTable, Io } from '#cli/io.ts';
import type { FindingRow } from '#domain/finding.ts';
import { readSuppressRequest, type SuppressRequest } from '#domain/suppress-request.ts';
import { type DeployedFindings, rowsNamed } from './deployed.ts';

/** How long the row may take to show a decision: a look at the resource comes between. */
const WAIT_MS = 20_000;
const POLL_MS = 250;

type Action = SuppressRequest['action'];

/** `findings suppress` and `findings unsuppress`: asks, waits until the row shows it, and prints the row. */
export const decideOn =
  (action: Action) =>
  async (deployed: DeployedFindings, invocation: Invocation, io: Io): Promise<ExitCode> => {
    namedBy(action, invocation);
    // Before anything is read: whoever forgot the reason shall not wait for an account.
    requestOf(action, invocation, { resourceArn: '-', controlId: '-', observedAt: '-' });
    const table = await deployed.table();
    const row = await rowToDecideOn(action, table, invocation);
    const request = requestOf(action, invocation, row);
    const asked = await io.adapters.decide(await deployed.suppressFunction(), request, deployed.region);
    if ('refused' in asked) throw new UsageError(`${row.findingId}: ${visible(asked.refused)}`);
    const after = await shown(row, table);
    await io.stderr.write(`${sayDone(action, row, asked.by)}\n`);
    if (!after) await io.stderr.write('its row will show that with the next look at the resource\n');
    await printAll([after ?? row], FINDING_SHAPE, { io, ...invocation });
    return EXIT.clean;
  };

const sayDone = (action: Action, { findingId }: FindingRow, by: string): string =>
  `${findingId} ${action === 'suppress' ? 'suppressed' : 'no longer suppressed'} by ${visible(by)}`;

function requestOf(
  action: Action,
  { reason, owner, until }: Invocation,
  { resourceArn, controlId, observedAt }: Pick<FindingRow, 'resourceArn' | 'controlId' | 'observedAt'>,
): SuppressRequest {
  const given = [reason, owner, until].some((each) => each !== undefined);
  if (action === 'unsuppress' && given)
    throw new UsageError('findings unsuppress takes no --reason, --owner or --until');
  const finding = { action, resourceArn, controlId };
  const asked = action === 'unsuppress' ? finding : { ...finding, observedAt, reason, owner, until };
  const read = readSuppressRequest(asked, new Date().toISOString());
  if ('request' in read) return read.request;
  throw new UsageError(`${visible(read.wrong)} (${EXAMPLE})`);
}

const EXAMPLE = '--reason "why, or a ticket" --owner team-a --until 2027-01-31';

/** The finding as it is named: by its id, or by an ARN and a control. */
function namedBy(
  action: Action,
  { operands }: Invocation,
): { readonly wanted: string; readonly controlId: string | undefined } {
  const [, wanted, controlId, more] = operands;
  if (wanted === undefined)
    throw new UsageError(`findings ${action} needs the id of a finding, or an ARN and a control`);
  if (more !== undefined) throw new UsageError(`findings ${action} takes no ${visible(more)}`);
  return { wanted, controlId };
}

async function rowToDecideOn(
  action: Action,
  table: FindingsTable,
  invocation: Invocation,
): Promise<FindingRow> {
  const { wanted, controlId } = namedBy(action, invocation);
  const rows = await rowsNamed(wanted, table);
  const fitting = controlId === undefined ? rows : rows.filter((row) => row.controlId === controlId);
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  const named = controlId === undefined ? visible(wanted) : `${visible(controlId)} on ${visible(wanted)}`;
  throw new UsageError(
    only
      ? `${named} has ${fitting.length} findings, name one: ${fitting.map((row) => row.controlId).join(', ')}`
      : `there is no finding ${named} in this table`,
  );
}

/** The row once it was written again; undefined where that takes too long. */
async function shown(
  { resourceArn, controlId, seq }: FindingRow,
  table: FindingsTable,
): Promise<FindingRow | undefined> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const row = (await table.findingsOf(resourceArn)).find((each) => each.controlId === controlId);
    if (row && row.seq !== seq) return row;
    if (Date.now() >= deadline) return undefined;
    await pause(POLL_MS);
  }
}
