import type { Command, Invocation } from '#cli/command.ts';
import { EXIT, type ExitCode, UsageError } from '#cli/exit-code.ts';
import { allRows, type DeployedFindings, deployedFindings, rowsNamed } from '#cli/findings/deployed.ts';
import { decideOn } from '#cli/findings/suppress.ts';
import { jsonText } from '#cli/format/json.ts';
import { printAll, sinkTo } from '#cli/format/sink.ts';
import { visible } from '#cli/format/visible.ts';
import type { Io } from '#cli/io.ts';
import { statusesIn } from '#cli/statuses.ts';
import type { FindingRow, FindingStatus } from '#domain/finding.ts';
import { didYouMean } from '#domain/nearest.ts';
import { rank } from '#domain/severity.ts';
import { FINDING_SHAPE } from './replay-shapes.ts';

const STATUSES: readonly FindingStatus[] = ['OPEN', 'SUPPRESSED', 'RESOLVED'];

type Action = (deployed: DeployedFindings, invocation: Invocation, io: Io) => Promise<ExitCode>;

const ACTIONS: Readonly<Record<string, Action>> = {
  list,
  show,
  suppress: decideOn('suppress'),
  unsuppress: decideOn('unsuppress'),
  export: exportAll,
};

export const findingsCommand: Command = {
  name: 'findings',
  summary: 'what a deployed monitor found: list, show, suppress, export',
  usage: [
    'findings list',
    'findings show FINDING',
    'findings suppress ID --reason R --owner O --until DAY',
    'findings unsuppress FINDING',
    'findings export',
  ],
  about: `Reads the findings table of a deployed monitor, which it finds by the outputs of
the stack (--stack), or that of --table. It never writes to it.

list: open findings, the worst first; --status suppressed, resolved or all.
Exits 1 when a listed finding is open at or above --fail-on.
show: one finding by its id, or all of a resource by its ARN, in full.
suppress: nobody is told of one finding, named by its id or by an ARN and a
control, until a day or until it gets worse. The monitor's own function notes it
under your name, as AWS STS knows you; the row and its history show it.
unsuppress: ends that before its time.
export: every row, also of what is resolved, as the table is read; use -o ndjson
or csv for many.

JSON: an array of the table's rows; ndjson: one a line.`,
  examples: [
    'ecs-warden findings list --region eu-west-1',
    "ecs-warden findings list --table my-findings -o json | jq -r '.[].resourceArn'",
    'ecs-warden findings show 0123456789abcdef0123',
    'ecs-warden findings suppress 0123456789abcdef0123 --reason "vendor image, OPS-12" \\\n      --owner team-shop --until 2027-01-31',
    'ecs-warden findings export -o csv > findings.csv',
  ],
  run: async (invocation, io) => {
    const [word] = invocation.operands;
    const names = Object.keys(ACTIONS);
    const action = word !== undefined && names.includes(word) ? ACTIONS[word] : undefined;
    if (!action)
      throw new UsageError(
        word === undefined
          ? `findings needs one of: ${names.join(', ')}`
          : `findings has no ${visible(word)}: ${names.join(', ')}${didYouMean(word, names)}`,
      );
    return action(await deployedFindings(invocation, io), invocation, io);
  },
};

async function list(deployed: DeployedFindings, invocation: Invocation, io: Io): Promise<ExitCode> {
  noMore(invocation, 1);
  const shown = statusesIn(invocation.status, STATUSES) ?? ['OPEN'];
  const rows: FindingRow[] = [];
  for await (const row of allRows(await deployed.table())) if (shown.includes(row.status)) rows.push(row);
  const ordered = rows.toSorted(
    (a, b) =>
      STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
      rank(a.severity) - rank(b.severity) ||
      (keyOf(a) < keyOf(b) ? -1 : 1),
  );
  await printAll(ordered, FINDING_SHAPE, { io, ...invocation });
  const isFailing = rows.some(
    ({ status, severity }) => status === 'OPEN' && rank(severity) <= rank(invocation.failOn),
  );
  return isFailing ? EXIT.findings : EXIT.clean;
}

const keyOf = ({ resourceArn, controlId }: FindingRow): string => `${resourceArn} ${controlId}`;

async function show(deployed: DeployedFindings, invocation: Invocation, io: Io): Promise<ExitCode> {
  const { operands, format } = invocation;
  const wanted = operands[1];
  if (wanted === undefined) throw new UsageError('findings show needs the id of a finding or an ARN');
  noMore(invocation, 2);
  const rows = await rowsNamed(wanted, await deployed.table());
  if (rows.length === 0) throw new UsageError(`there is no finding ${visible(wanted)} in this table`);
  // In a table's few columns much of a finding would be missing; whoever wants to see one wants all of it.
  if (format === 'table') for (const row of rows) await io.stdout.write(`${jsonText(row)}\n`);
  else await printAll(rows, FINDING_SHAPE, { io, ...invocation });
  return EXIT.clean;
}

async function exportAll(deployed: DeployedFindings, invocation: Invocation, io: Io): Promise<ExitCode> {
  noMore(invocation, 1);
  const shown = statusesIn(invocation.status, STATUSES) ?? STATUSES;
  const sink = sinkTo(FINDING_SHAPE, { io, ...invocation });
  for await (const row of allRows(await deployed.table())) {
    if (shown.includes(row.status)) await sink.put(row);
    if (io.stdout.closed) break;
  }
  await sink.end();
  return EXIT.clean;
}

function noMore({ operands }: Invocation, most: number): void {
  const more = operands[most];
  if (more !== undefined) throw new UsageError(`findings ${operands[0]} takes no ${visible(more)}`);
}
