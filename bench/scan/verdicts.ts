import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `family-3` or `service-4` or `team/app-5` → control or check → whether it failed. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Evaluated {
  readonly controlId: string;
  readonly status: string;
  readonly resource: { readonly arn: string };
}

/** The name of what an ARN is about, as both tools can be compared by: a family without its revision. */
const nameIn = (arn: string): string =>
  arn.replace(/^arn:aws:[^:]+:[^:]*:\d*:/, '').replace(/^(task-definition\/[^:]+):\d+$/, '$1');

function collect(rows: readonly (readonly [string, string, string])[]): Verdicts {
  const all = new Map<string, Map<string, string>>();
  for (const [arn, check, status] of rows) {
    const of = all.get(nameIn(arn)) ?? new Map<string, string>();
    of.set(check, status);
    all.set(nameIn(arn), of);
  }
  return all;
}

/** Of `scan --status all -o ndjson`. */
export const ourVerdicts = (ndjson: string): Verdicts =>
  collect(
    ndjson
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Evaluated)
      .map(({ resource, controlId, status }) => [resource.arn, controlId, status]),
  );

/** Of Prowler's CSV files in a folder; of a family those of its newest revision. */
export async function prowlerVerdicts(folder: string): Promise<Verdicts> {
  const rows: (readonly [string, string, string])[] = [];
  for await (const file of glob('*.csv', { cwd: folder })) {
    const [columns = [], ...lines] = cellsOf(await readFile(join(folder, file), 'utf8'));
    const at = (line: readonly string[], name: string): string => line[columns.indexOf(name)] ?? '';
    for (const line of lines) rows.push([at(line, 'RESOURCE_UID'), at(line, 'CHECK_ID'), at(line, 'STATUS')]);
  }
  const revision = (arn: string): number => Number(/:(\d+)$/.exec(arn)?.[1] ?? 0);
  return collect(rows.toSorted(([a], [b]) => revision(a) - revision(b)));
}

/** The lines of a CSV file that is separated by semicolons; quoted cells may hold line ends. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.trim().matchAll(/(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ';') lines.push([]);
  }
  return lines;
}
