import type { LiveAccount } from '#aws/facts/account.ts';
import { after, type Instant } from '#domain/instant.ts';

/** What does not change with the resource that is looked at may be a minute old: looks of a burst share it. */
const LATELY_MS = 60_000;

export const lately = ({ clock }: Pick<LiveAccount, 'clock'>): { readonly freshFrom: Instant } => ({
  freshFrom: after(clock.now(), -LATELY_MS),
});
