const encoder = new TextEncoder();

/** Bytes that a value takes as JSON. */
export const jsonBytes = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;

/** Bytes that a text takes as a string within the JSON of an SNS message. */
export const textBytes = (text: string): number => jsonBytes(text);

/** Bytes that a value takes as JSON in a string within the JSON of an SNS message: its quotes are escaped once more. */
export const bodyBytes = (value: unknown): number => textBytes(JSON.stringify(value));

/** The first items that together cost at most `budget`. */
export function takeWithin<T>(items: readonly T[], budget: number, cost: (item: T) => number): readonly T[] {
  let left = budget;
  const end = items.findIndex((item) => (left -= cost(item)) < 0);
  return end === -1 ? items : items.slice(0, end);
}

/** How many of each key, most first. */
export function countBy<T>(
  items: readonly T[],
  key: (item: T) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** `1 fault`, `3 faults`, `1,204 resources`. */
export const plural = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** With commas between thousands. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
