import { didYouMean } from '#domain/nearest.ts';
import { UsageError } from './exit-code.ts';
import { visible } from './format/visible.ts';

/** What `--status` names, `all` being every one; undefined where it is not given. Throws a UsageError for what is none. */
export function statusesIn<S extends string>(
  given: string | undefined,
  known: readonly S[],
): readonly S[] | undefined {
  if (given === undefined) return undefined;
  if (given.toLowerCase() === 'all') return known;
  return given.split(',').map((word) => {
    const status = known.find((each) => each === word.trim().toUpperCase().replaceAll('-', '_'));
    if (status) return status;
    const names = ['all', ...known.map((each) => each.toLowerCase().replaceAll('_', '-'))];
    throw new UsageError(
      `--status ${visible(word)} is no status: ${names.join(', ')}${didYouMean(word.toLowerCase(), names)}`,
    );
  });
}
