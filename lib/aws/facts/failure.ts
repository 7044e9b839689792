import type { Unavailable } from '#domain/reading.ts';
import { CallFailed } from './calls/call.ts';

/** What a failed call means for who wanted to read. */
export type Failure = Unavailable | { readonly missing: true };

// Error codes: "Common errors" of each service's API reference, the SDK's own lists (@smithy/core retry
// service-error-classification), and `ClientException` of ECS, which has no code of its own for "no such definition".
const DENIED =
  /^(AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|OptInRequired|SubscriptionRequired)/;
const MISSING = /NotFound(Exception|Fault)?$|^NoSuchEntity|^QueueDoesNotExist|NonExistentQueue$/;
const UNSUPPORTED =
  /^(UnknownOperation|UnsupportedOperation|UnsupportedFeature|InvalidAction|NotImplemented)/;
const THROTTLED =
  /Throttl|^TooManyRequests|^RequestLimitExceeded|^SlowDown|^BandwidthLimitExceeded|^PriorRequestNotComplete/;
const TRANSIENT =
  /^(TimeoutError|RequestTimeout|ServerException|ServiceUnavailable|InternalFailure|InternalError)/;
const NETWORK =
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ECONNABORTED)$/;
/** Who we are could not be told: a fault of the set-up, which no reading can express. */
const CREDENTIALS =
  /^(CredentialsProvider|TokenProvider|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|IncompleteSignature|RequestExpired|AuthFailure)/;

/** The reading a failed call amounts to. Throws what is no answer of the account: faults of ours, and credentials that are not valid. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof CallFailed)) throw error;
  const { action, cause } = error;
  const { name, code, status } = shapeOf(cause);
  if (CREDENTIALS.test(name)) throw cause;
  const isNetwork = NETWORK.test(code) || TRANSIENT.test(name);
  if (status === undefined && !isNetwork) throw cause;
  if (DENIED.test(name) || status === 403) return { unavailable: 'denied', what: action };
  if (MISSING.test(name) || isUnableToDescribe(name, cause)) return { missing: true };
  if (UNSUPPORTED.test(name) || status === 501 || isNotAws(name, status))
    return { unavailable: 'unsupported', what: action };
  if (THROTTLED.test(name) || isNetwork || status === 429 || (status ?? 0) >= 500)
    return { unavailable: 'throttled', what: action };
  return { unavailable: 'unreadable', what: `${action} (${/^\w{1,60}$/.test(name) ? name : 'error'})` };
}

/** ECS's whole answer for a definition that is not there (seen in issues of many tools): `Unable to describe task definition.` */
const isUnableToDescribe = (name: string, cause: unknown): boolean =>
  name === 'ClientException' &&
  cause instanceof Error &&
  /unable to describe|not found|does not exist/i.test(cause.message);

/** Emulators answer a page of HTML where they do not know the call; AWS's own faults are in the service's format. */
const isNotAws = (name: string, status: number | undefined): boolean =>
  status === 500 && name === 'SyntaxError';

function shapeOf(error: unknown): {
  readonly name: string;
  readonly code: string;
  readonly status: number | undefined;
} {
  const name = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return { name, code, status: typeof status === 'number' ? status : undefined };
}

/** The error code of a failed call; of anything else an empty text. */
export const errorNameOf = (error: unknown): string =>
  error instanceof CallFailed ? shapeOf(error.cause).name : '';

/** Runs what calls AWS; a failed call becomes a reading. */
export async function settle<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    return failureOf(error);
  }
}

/** What a call answers; undefined when what it asks for is not there. */
export async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if ('missing' in failureOf(error)) return undefined;
    throw error;
  }
}
