import type { TableNames } from '#domain/tables.ts';
import type { Aws } from './aws.ts';
import type { Outputs } from './cdk.ts';

/** An output of the stack. */
export function output(outputs: Outputs, name: string): string {
  const value = outputs[name];
  if (!value) throw new Error(`the stack has no output ${name}`);
  return value;
}

export const tableNames = (outputs: Outputs): TableNames => ({
  state: output(outputs, 'StateTableName'),
  findings: output(outputs, 'FindingsTableName'),
  edges: output(outputs, 'EdgesTableName'),
  history: output(outputs, 'HistoryTableName'),
});

/** Runs a function as its schedule does. */
export async function invoke({ rest }: Aws, outputs: Outputs, name: 'Sweep' | 'Tick'): Promise<void> {
  const path = `/2015-03-31/functions/${output(outputs, `${name}FunctionName`)}/invocations`;
  const answer = await rest('lambda', 'POST', path, '{}');
  if (answer?.['errorMessage'] !== undefined) throw new Error(`${name}: ${JSON.stringify(answer)}`);
}
