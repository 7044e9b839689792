import { styleText } from 'node:util';
import { cutEnd, cutMiddle, visible, widthOf } from './visible.ts';
import { wrap } from './wrap.ts';

export type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold' | 'magenta';

/** One column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string;
  /** Where the terminal is too narrow: `wrap` goes on below; `middle` keeps both ends, for ARNs; else the end is cut. */
  readonly narrow?: 'wrap' | 'middle';
  /** Made narrower only after all others: what people copy. */
  readonly keep?: true;
  readonly style?: (row: T) => Style | undefined;
}

export interface TableOptions {
  /** Characters in a line; undefined: as many as it takes. */
  readonly columns?: number | undefined;
  readonly color: boolean;
}

const GAP = 2;
/** No column is made narrower than this. */
const NARROWEST = 10;
/** Characters of the longest cell, however wide the terminal. */
const LONGEST = 200;

/** Rows as lines of text that fit the terminal, each line beginning with our own first column; names of others in them are made harmless. */
export function tableLines<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  { columns: width, color }: TableOptions,
): readonly string[] {
  const texts = rows.map((row) => columns.map((column) => visible(column.of(row), LONGEST)));
  const natural = columns.map(({ title }, index) =>
    Math.max(title.length, ...texts.map((cells) => widthOf(cells[index] ?? ''))),
  );
  const widths = fit(natural, columns, width);
  const paint = (text: string, style: Style | undefined): string =>
    color && style !== undefined && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  const linesOf = (
    cells: readonly string[],
    styleOf: (column: Column<T>) => Style | undefined,
  ): readonly string[] => {
    const inCells = columns.map((column, index) => cellLines(cells[index] ?? '', column, widths[index] ?? 0));
    return Array.from({ length: Math.max(...inCells.map(({ length }) => length)) }, (_, line) =>
      columns
        .map((column, index) => {
          const text = inCells[index]?.[line] ?? '';
          return paint(text, styleOf(column)) + ' '.repeat((widths[index] ?? 0) - widthOf(text) + GAP);
        })
        .join('')
        .trimEnd(),
    );
  };
  const titles = columns.map(({ title }) => title);
  return [
    linesOf(titles, () => 'bold'),
    ...rows.map((row, index) => linesOf(texts[index] ?? [], ({ style }) => style?.(row))),
  ].flat();
}

function cellLines<T>(text: string, { narrow }: Column<T>, width: number): readonly string[] {
  if (narrow === 'wrap') return wrap(text, width);
  return [narrow === 'middle' ? cutMiddle(text, width) : cutEnd(text, width)];
}

/** Takes width from the widest column until all fit, or none can give any more; first from those not to be kept. */
function fit<T>(
  natural: readonly number[],
  columns: readonly Column<T>[],
  width: number | undefined,
): readonly number[] {
  const widths = [...natural];
  const room = (width ?? Number.POSITIVE_INFINITY) - GAP * (widths.length - 1);
  let over = widths.reduce((a, b) => a + b, 0) - room;
  for (const mayShrink of [({ keep }: Column<T>) => keep !== true, () => true]) {
    for (; over > 0; over -= 1) {
      const widest = Math.max(...widths.filter((_, index) => columns[index] && mayShrink(columns[index])));
      if (widest <= NARROWEST) break;
      const index = widths.findIndex((each, at) => each === widest && columns[at] && mayShrink(columns[at]));
      widths[index] = widest - 1;
    }
  }
  return widths;
}
