import type { ReadContext } from '#domain/ports.ts';
import type { Reading, Unavailable } from '#domain/reading.ts';
import type { TemplateAccount, Written } from '#template/account.ts';

/** Reads one fact of a resource from the template that declares it. */
export type Reader<T> = (written: Written, account: TemplateAccount, context: ReadContext) => Reading<T>;

/** What no template says, or this one leaves to others: in the account already, or known only once it runs. */
export const outside = (what: string): Unavailable => ({ unavailable: 'unsupported', what });
