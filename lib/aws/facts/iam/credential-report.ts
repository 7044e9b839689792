import { setTimeout as pause } from 'node:timers/promises';
import type { IamCalls } from '#aws/facts/calls/iam.ts';
import type { Credentials } from '#domain/credentials.ts';
import type { Instant } from '#domain/instant.ts';
import { toReportedCredentials } from '#domain/normalise/credential-report.ts';

/** Credentials and the moment that they are of. */
export interface Reported {
  readonly credentials: Credentials;
  readonly at: Instant;
}

/** A report takes seconds; whoever waits longer asks for each user instead. */
const ATTEMPTS = 10;
const PAUSE_MS = 1_000;

/**
 * What all users have, in two calls. IAM makes a new report every four hours at most (API reference): one that is older
 * than what is wanted is no answer, and each user is asked for.
 */
export async function credentialReport(
  iam: IamCalls,
  freshFrom: Instant | undefined,
): Promise<ReadonlyMap<string, Reported>> {
  for (let attempt = 1; (await iam.generateCredentialReport()).State !== 'COMPLETE'; attempt++) {
    if (attempt === ATTEMPTS) return new Map();
    await pause(PAUSE_MS);
  }
  const { Content, GeneratedTime } = await iam.getCredentialReport();
  const at = GeneratedTime?.toISOString() ?? '';
  if (Content === undefined || at < (freshFrom ?? at) || at === '') return new Map();
  const users = toReportedCredentials(new TextDecoder().decode(Content));
  return new Map([...users].map(([name, credentials]) => [name, { credentials, at }]));
}
