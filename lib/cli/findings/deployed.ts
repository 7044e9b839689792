import type { Invocation } from '#cli/command.ts';
import { UsageError } from '#cli/exit-code.ts';
import type { FindingsTable, Io, StackOutputs } from '#cli/io.ts';
import { DEFAULT_STACK } from '#cli/options.ts';
import { readSettings } from '#cli/settings.ts';
import { parseArn } from '#domain/arn.ts';
import type { FindingRow } from '#domain/finding.ts';

/** The findings of a deployed monitor; neither is looked for before it is asked for. */
export interface DeployedFindings {
  readonly table: () => Promise<FindingsTable>;
  /** The name of the function that decides on one of them. */
  readonly suppressFunction: () => Promise<string>;
  /** That of the command line, else that of the settings. */
  readonly region: string | undefined;
}

/** Found by the table that is named, else by the stack. */
export async function deployedFindings(
  { table, stack, regions, config }: Invocation,
  io: Io,
): Promise<DeployedFindings> {
  if (regions.length > 1) throw new UsageError('a table lies in one --region');
  const { adapters } = io;
  const region = regions[0] ?? (await readSettings(config, io)).homeRegion;
  const asked = stack !== undefined || table === undefined ? { stack: stack ?? DEFAULT_STACK } : { table };
  let known: Promise<StackOutputs> | undefined;
  const output = async (name: string): Promise<string> => {
    known ??= adapters.stackOutputs(asked, region);
    const value = (await known)[name];
    if (value !== undefined) return value;
    const named = 'stack' in asked ? `the stack ${asked.stack}` : `the stack of the table ${asked.table}`;
    throw new UsageError(`${named} has no output ${name}: it is no monitor, or of an older version`);
  };
  return {
    region,
    table: async () => adapters.findingsTable(table ?? (await output('FindingsTableName')), region),
    suppressFunction: () => output('SuppressFunctionName'),
  };
}

export async function* allRows({ findings }: FindingsTable): AsyncGenerator<FindingRow> {
  let page: string | undefined;
  do {
    const { items, next } = await findings(page);
    yield* items;
    page = next;
  } while (page !== undefined);
}

/** The rows that an operand names: one by its id, all of a resource by its ARN. */
export async function rowsNamed(wanted: string, table: FindingsTable): Promise<readonly FindingRow[]> {
  if (parseArn(wanted)) return table.findingsOf(wanted);
  for await (const row of allRows(table)) if (row.findingId === wanted) return [row];
  return [];
}
