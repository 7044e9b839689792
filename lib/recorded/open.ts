import type { Arn } from '#domain/arn.ts';
import type { FactSource } from '#domain/ports.ts';
import type { Place } from '#domain/resource.ts';
import { recordedAccount } from './account.ts';
import { type AccountChanges, parseAccount } from './account-file.ts';
import { recordedFacts } from './recording.ts';

/** An account file of either kind, ready to be looked at. */
interface OpenedAccount extends FactSource {
  /** Changes the account; only one of AWS's own answers can be changed, a recording stays what was read. */
  apply?(changes: AccountChanges): void;
}

/** An account and what of it the file can tell. */
export interface Opened {
  readonly account: OpenedAccount;
  /** Where a recording was made; empty for the other kind, whose ARNs alone tell. */
  readonly places: readonly Place[];
  /** Whether the file can tell of a resource: one left out of a recording may well exist. */
  covers(arn: Arn): boolean;
}

/** Opens an account file. Never throws; the error repeats no value of the file. */
export function openAccountFile(text: string): Opened | { readonly error: string } {
  const parsed = parseAccount(text);
  if ('error' in parsed) return parsed;
  if ('account' in parsed)
    return { account: recordedAccount(parsed.account), places: [], covers: () => true };
  const { recording } = parsed;
  return {
    account: recordedFacts(recording),
    places: recording.areas.flatMap(({ place }) => place ?? []),
    covers: (arn) => !recording.partial || Object.hasOwn(recording.facts, arn),
  };
}
