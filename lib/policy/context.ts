/** What a request's context holds under a key: one value, several (a multivalued key), or `null` for known to be absent. */
export type ContextValue = string | readonly string[] | null;

/** What is known of a request's context. Key names are compared without regard to case. */
export interface Context {
  readonly values: ReadonlyMap<string, ContextValue>;
  /** Keys that are not listed are absent; otherwise nothing is known of them. */
  readonly closed: boolean;
}

export const contextOf = (
  values: Readonly<Record<string, ContextValue>>,
  { closed = false }: { readonly closed?: boolean } = {},
): Context => ({
  values: new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value])),
  closed,
});

/** The value under a key: `undefined` when nothing is known of it. */
export function lookUp({ values, closed }: Context, key: string): ContextValue | undefined {
  const found = values.get(key.toLowerCase());
  if (found !== undefined) return found;
  return closed ? null : undefined;
}
