import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import { at, text } from '#domain/json.ts';
import {
  BODY,
  BOUND_HEADER,
  type Bound,
  type CallerProof,
  signedHeaders,
  stsHost,
} from './identity-request.ts';

/** Who called, as STS names them: a user, a role with its session, or the account's root. */
export type Caller = { readonly arn: string; readonly account: string } | { readonly unproven: string };

export interface CallerOptions {
  /** Where STS answers; by default its host in the region. */
  readonly endpoint?: string | undefined;
  readonly now: () => number;
}

/** A signature is good for this long, in milliseconds: STS itself allows for clocks that are five minutes apart. */
const FRESH_MS = 5 * 60_000;
const TIMEOUT_MS = 5_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=[\w-]{1,128}\/\d{8}\/([a-z0-9-]{1,32})\/sts\/aws4_request, SignedHeaders=([a-z0-9;-]{1,256}), Signature=[0-9a-f]{64}$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const TOKEN = /^[\w+/=.-]{1,8192}$/;

/** Reads a proof out of a message that anybody may have written; undefined: there is none of that form. */
export function proofIn(value: unknown): CallerProof | undefined {
  const authorization = text(value, 'authorization');
  const date = text(value, 'date');
  const token = text(value, 'token');
  if (authorization === undefined || date === undefined) return undefined;
  if (at(value, 'token') !== undefined && (token === undefined || !TOKEN.test(token))) return undefined;
  return AUTHORIZATION.test(authorization) && DATE.test(date)
    ? { authorization, date, ...(token !== undefined && { token }) }
    : undefined;
}

/**
 * Asks STS who signed a proof. `unproven` says why nobody is believed to have: a signature for something else, of
 * another time, or that STS does not know. Rejects when STS cannot be reached: then nobody knows.
 */
export async function callerOf(
  proof: CallerProof,
  bound: Bound,
  { endpoint = `https://${stsHost(bound.region)}`, now }: CallerOptions,
): Promise<Caller> {
  const wrong = faultIn(proof, bound, now());
  if (wrong !== undefined) return { unproven: wrong };
  const { status, body: xml } = await post(endpoint, {
    // The host too: wherever STS answers (a local emulator), it is its own name that was signed.
    ...signedHeaders(bound),
    authorization: proof.authorization,
    'x-amz-date': proof.date,
    ...(proof.token !== undefined && { 'x-amz-security-token': proof.token }),
  });
  if (status >= 500) throw new Error(`STS answered with ${status}`);
  const arn = elementOf(xml, 'Arn');
  const account = elementOf(xml, 'Account');
  if (status === 200 && arn !== undefined && account !== undefined) return { arn, account };
  return { unproven: `STS does not accept the signature (${elementOf(xml, 'Code') ?? status})` };
}

/** `fetch` would put the host of the URL in place of the one that was signed. */
async function post(
  endpoint: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  const send = endpoint.startsWith('http:') ? http.request : https.request;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(endpoint, {
      method: 'POST',
      headers: { ...headers, 'content-length': BODY.length },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
      .on('response', resolve)
      .on('error', reject)
      .end(BODY);
  });
  return { status: response.statusCode ?? 0, body: await textOf(response) };
}

/** What is wrong with a proof before anybody is asked: an unsigned header would let it stand for another request. */
function faultIn(
  { authorization, date, token }: CallerProof,
  { region }: Bound,
  now: number,
): string | undefined {
  const [, signedFor, names = ''] = AUTHORIZATION.exec(authorization) ?? [];
  const wanted = ['content-type', 'host', 'x-amz-date', BOUND_HEADER];
  if (token !== undefined) wanted.push('x-amz-security-token');
  if (signedFor !== region) return `it is signed for another region than ${region}`;
  if (names !== wanted.toSorted().join(';')) return 'it does not sign what it is to prove';
  const [, year, month, day, hour, minute, second] = DATE.exec(date) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Math.abs(now - signedAt) <= FRESH_MS
    ? undefined
    : 'it is not of the last five minutes (is your clock right?)';
}

/** STS names nothing in it that XML would have to escape. */
const elementOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<>&]{1,2048})</${name}>`).exec(xml)?.[1];
