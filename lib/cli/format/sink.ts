import type { Io } from '#cli/io.ts';
import type { Format } from '#cli/options.ts';
import { csvRow } from './csv.ts';
import { jsonLine, jsonText } from './json.ts';
import { type SarifResult, sarifText } from './sarif.ts';
import { type Column, tableLines } from './table.ts';

/** How the rows of a listing look in each format. */
export interface Shape<T> {
  readonly table: readonly Column<T>[];
  readonly csv: readonly Column<T>[];
  readonly json: (row: T) => unknown;
  /** A row as results of a SARIF log; absent: it is none. */
  readonly sarif?: (row: T) => readonly SarifResult[];
}

/** Takes rows one by one and prints them; only a table waits for the last. */
export interface Sink<T> {
  put(row: T): Promise<void>;
  end(): Promise<void>;
}

/** Where and how to print. */
export interface Printing {
  readonly io: Io;
  readonly format: Format;
  readonly color: boolean;
}

export function sinkTo<T>(shape: Shape<T>, printing: Printing): Sink<T> {
  const sinks = { table: tableSink, json: jsonSink, ndjson: ndjsonSink, csv: csvSink, sarif: sarifSink };
  return sinks[printing.format](shape, printing);
}

/** Prints a whole list. */
export async function printAll<T>(rows: readonly T[], shape: Shape<T>, printing: Printing): Promise<void> {
  const sink = sinkTo(shape, printing);
  for (const row of rows) await sink.put(row);
  await sink.end();
}

function tableSink<T>({ table }: Shape<T>, { io, color }: Printing): Sink<T> {
  const rows: T[] = [];
  return {
    put: (row) => {
      rows.push(row);
      return Promise.resolve();
    },
    end: async () => {
      if (rows.length === 0) return;
      await io.stdout.write(`${tableLines(rows, table, { columns: io.columns, color }).join('\n')}\n`);
    },
  };
}

function jsonSink<T>({ json }: Shape<T>, { io }: Printing): Sink<T> {
  let first = true;
  return {
    put: async (row) => {
      const text = jsonText(json(row)).replaceAll('\n', '\n  ');
      await io.stdout.write(`${first ? '[\n  ' : ',\n  '}${text}`);
      first = false;
    },
    end: () => io.stdout.write(first ? '[]\n' : '\n]\n'),
  };
}

const ndjsonSink = <T>({ json }: Shape<T>, { io }: Printing): Sink<T> => ({
  put: (row) => io.stdout.write(`${jsonLine(json(row))}\n`),
  end: () => Promise.resolve(),
});

function sarifSink<T>({ sarif }: Shape<T>, { io }: Printing): Sink<T> {
  const results: SarifResult[] = [];
  return {
    put: (row) => {
      results.push(...(sarif?.(row) ?? []));
      return Promise.resolve();
    },
    end: () => io.stdout.write(sarifText(results, io.adapters.version)),
  };
}

function csvSink<T>({ csv }: Shape<T>, { io }: Printing): Sink<T> {
  let begun = false;
  const head = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    await io.stdout.write(csvRow(csv.map(({ title }) => title)));
  };
  return {
    put: async (row) => {
      await head();
      await io.stdout.write(csvRow(csv.map(({ of }) => of(row))));
    },
    end: head,
  };
}
