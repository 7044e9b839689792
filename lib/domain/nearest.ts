/** The known word that a misspelt one most likely means: at most a third of its letters differ. Undefined: none is near. */
function nearest(word: string, known: readonly string[]): string | undefined {
  // Longer than any key or id of ours: not a slip of the pen, and comparing would cost its square.
  if (word.length === 0 || word.length > 100) return undefined;
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.ceil(candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** `; did you mean X`, or nothing when no known word is near. */
export const didYouMean = (word: unknown, known: readonly string[]): string => {
  const guess = typeof word === 'string' ? nearest(word, known) : undefined;
  return guess === undefined ? '' : `; did you mean ${guess}`;
};

/** Levenshtein's distance: letters to insert, delete or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replace = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
