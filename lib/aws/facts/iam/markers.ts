import { pagesOf } from '#aws/facts/pool.ts';

/** How IAM pages its lists. */
interface Paged {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** All pages of a list of IAM. */
export const allOf = <Page extends Paged, T>(
  read: (on: { readonly Marker?: string }) => Promise<Page>,
  itemsOf: (page: Page) => readonly T[] | undefined,
): Promise<readonly T[]> =>
  pagesOf(async (token) => {
    const page = await read(token === undefined ? {} : { Marker: token });
    return { items: itemsOf(page) ?? [], next: page.IsTruncated === true ? page.Marker : undefined };
  });
