import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerOf, proofIn } from '#aws/caller-proof/caller-of.ts';
import type { Bound, CallerProof } from '#aws/caller-proof/identity-request.ts';
import { proveCaller } from '#aws/caller-proof/prove-caller.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'top-secret' };
const BOUND: Bound = { region: 'eu-west-1', functionName: 'suppress', request: '{"action":"unsuppress"}' };
const ARN = 'arn:aws:sts::123456789012:assumed-role/admin/alice';

/** STS as far as it concerns us: it believes a signature that it can make itself out of the secret it knows. */
async function isSignedBy(
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string },
  message: IncomingMessage,
  body: string,
): Promise<boolean> {
  const { headers } = message;
  const authorization = headers.authorization ?? '';
  const names = (/SignedHeaders=([^,]+),/.exec(authorization)?.[1] ?? '').split(';');
  const signer = new SignatureV4({
    credentials: keys,
    region: 'eu-west-1',
    service: 'sts',
    sha256: Sha256,
    applyChecksum: false,
  });
  const host = 'sts.eu-west-1.amazonaws.com';
  const signed = await signer.sign(
    {
      method: message.method ?? '',
      protocol: 'https:',
      hostname: host,
      path: '/',
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
      body,
    },
    { signingDate: dateOf(String(headers['x-amz-date'])) },
  );
  return signed.headers['authorization'] === authorization;
}

const dateOf = (date: string): Date => new Date(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));

let sts: string;
let believes: Parameters<typeof isSignedBy>[0];
let answers: { status: number; body: string } | undefined;
const asked: string[] = [];
const server = createServer((message, response) => {
  const respond = async (): Promise<void> => {
    const body = await text(message);
    asked.push(`${message.method} ${message.url} ${body}`);
    const given = answers;
    if (given) return void response.writeHead(given.status).end(given.body);
    if (await isSignedBy(believes, message, body))
      response
        .writeHead(200)
        .end(`<R><Arn>${ARN}</Arn><UserId>AROA:alice</UserId><Account>123456789012</Account></R>`);
    else response.writeHead(403).end('<E><Error><Code>SignatureDoesNotMatch</Code></Error></E>');
  };
  void respond();
});
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  sts = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  believes = KEYS;
  answers = undefined;
  asked.length = 0;
});

const callerBy = (proof: CallerProof, bound = BOUND, now = Date.now()) =>
  callerOf(proof, bound, { endpoint: sts, now: () => now });

describe('who signed a proof', () => {
  test('is whoever STS says', async () => {
    const proof = await proveCaller(BOUND, KEYS);
    expect(proofIn(JSON.parse(JSON.stringify(proof)))).toEqual(proof);
    expect(await callerBy(proof)).toEqual({ arn: ARN, account: '123456789012' });
    expect(asked).toEqual(['POST / Action=GetCallerIdentity&Version=2011-06-15']);
  });

  test('also with the credentials of a session', async () => {
    believes = { ...KEYS, sessionToken: 'FwoG/+=' };
    const proof = await proveCaller(BOUND, believes);
    expect(proof.token).toBe('FwoG/+=');
    expect(await callerBy(proof)).toEqual({ arn: ARN, account: '123456789012' });
  });

  test('is nobody with another secret', async () => {
    believes = { ...KEYS, secretAccessKey: 'another' };
    expect(await callerBy(await proveCaller(BOUND, KEYS))).toEqual({
      unproven: 'STS does not accept the signature (SignatureDoesNotMatch)',
    });
  });

  test.each<[string, Bound]>([
    ['another request', { ...BOUND, request: '{"action":"suppress"}' }],
    ['another function', { ...BOUND, functionName: 'other' }],
  ])('is nobody when it was made for %s', async (_title, other) => {
    expect(await callerBy(await proveCaller(other, KEYS))).toEqual({
      unproven: expect.stringContaining('SignatureDoesNotMatch'),
    });
  });

  test('is nobody in another region, and STS is not asked', async () => {
    expect(await callerBy(await proveCaller({ ...BOUND, region: 'us-east-1' }, KEYS))).toEqual({
      unproven: 'it is signed for another region than eu-west-1',
    });
    expect(asked).toEqual([]);
  });

  test.each([-6, 6])('is nobody %i minutes from when it was made', async (minutes) => {
    expect(await callerBy(await proveCaller(BOUND, KEYS), BOUND, Date.now() + minutes * 60_000)).toEqual({
      unproven: expect.stringContaining('last five minutes'),
    });
    expect(asked).toEqual([]);
  });

  test('is nobody when it does not sign what ties it to the request: else it would stand for any', async () => {
    const signer = new SignatureV4({
      credentials: KEYS,
      region: 'eu-west-1',
      service: 'sts',
      sha256: Sha256,
      applyChecksum: false,
    });
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: 'https:',
      hostname: 'sts.eu-west-1.amazonaws.com',
      path: '/',
      headers: {
        host: 'sts.eu-west-1.amazonaws.com',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    const proof = { authorization: headers['authorization'] ?? '', date: headers['x-amz-date'] ?? '' };
    expect(await callerBy(proof)).toEqual({ unproven: 'it does not sign what it is to prove' });
    expect(asked).toEqual([]);
  });

  test.each<[string, { status: number; body: string }]>([
    ['an answer that names nobody', { status: 200, body: '<R></R>' }],
    ['an answer that is no XML', { status: 200, body: '{"Arn":"arn:aws:iam::123456789012:root"}' }],
    ['an expired token', { status: 403, body: '<Code>ExpiredToken</Code>' }],
  ])('is nobody by %s', async (_title, answer) => {
    answers = answer;
    expect(await callerBy(await proveCaller(BOUND, KEYS))).toEqual({ unproven: expect.any(String) });
  });

  test('cannot be told while STS is away, or sends elsewhere', async () => {
    const proof = await proveCaller(BOUND, KEYS);
    answers = { status: 503, body: '' };
    await expect(callerBy(proof)).rejects.toThrow('STS answered with 503');
    await expect(callerOf(proof, BOUND, { endpoint: 'http://127.0.0.1:1', now: Date.now })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});

describe('what somebody sends as a proof', () => {
  const GOOD = {
    authorization: `AWS4-HMAC-SHA256 Credential=A/20260414/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(64)}`,
    date: '20260414T080000Z',
  };
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'proof'],
    ['no date', { authorization: GOOD.authorization }],
    ['a date that is none', { ...GOOD, date: '2026-04-14' }],
    ['another algorithm', { ...GOOD, authorization: GOOD.authorization.replace('HMAC', 'NONE') }],
    ['another service', { ...GOOD, authorization: GOOD.authorization.replace('/sts/', '/s3/') }],
    ['a second header', { ...GOOD, authorization: `${GOOD.authorization}\r\nX-Amz-Target: x` }],
    ['a token that breaks the line', { ...GOOD, token: 'a\r\nhost: evil' }],
    ['a token that is no text', { ...GOOD, token: 1 }],
  ])('%s is none', (_title, value) => {
    expect(proofIn(value)).toBeUndefined();
  });
  test('of the right form is one', () => {
    expect(proofIn({ ...GOOD, more: 1 })).toEqual(GOOD);
  });
  test('any JSON is one or none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(proofIn(value)).toBeUndefined();
      }),
    );
  });
});
