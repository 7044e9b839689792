import { Sha256 } from '@aws-crypto/sha256-js';
import { STSClient } from '@aws-sdk/client-sts';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import { BODY, type Bound, type CallerProof, signedHeaders } from './identity-request.ts';

/**
 * Proves who we are to whoever gets the proof, for one request. Nothing is sent. Rejects as the SDK does when there are
 * no credentials.
 */
export async function proveCaller(
  bound: Bound,
  credentials: SignatureV4Init['credentials'] = new STSClient({ region: bound.region }).config.credentials,
): Promise<CallerProof> {
  const { region } = bound;
  const signer = new SignatureV4({
    credentials,
    region,
    service: 'sts',
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = signedHeaders(bound);
  const { headers: signed } = await signer.sign({
    method: 'POST',
    protocol: 'https:',
    hostname: headers['host'] ?? '',
    path: '/',
    headers: { ...headers },
    body: BODY,
  });
  const token = signed['x-amz-security-token'];
  return {
    authorization: signed['authorization'] ?? '',
    date: signed['x-amz-date'] ?? '',
    ...(token !== undefined && { token }),
  };
}
