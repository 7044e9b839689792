import { createHash } from 'node:crypto';
import type { LiveAccount } from '#aws/facts/account.ts';
import { settle } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import type { Blob } from '#domain/normalise/manifest.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { nameOf, placeOf } from '#domain/resource.ts';

/** Configurations and attestations have kilobytes; what is larger is not read (1 MiB). Layers are never read. */
const MAX_BYTES = 1_048_576;
const TIMEOUT_MS = 10_000;

const unreadable = (why: string): Unavailable => ({
  unavailable: 'unreadable',
  what: `a part of the image (${why})`,
});

/** A small blob of an image as text, by the address that ECR gives for it; its digest is checked. */
export async function blobOf(
  repository: Arn,
  { digest, size }: Blob,
  account: LiveAccount,
): Promise<string | Unavailable> {
  if (size > MAX_BYTES) return unreadable('larger than 1 MiB');
  const { region, account: registryId } = placeOf(repository);
  const repositoryName = nameOf({ type: 'AWS::ECR::Repository', arn: repository });
  const answer = await settle(async () =>
    (await account.ecr(region)).getDownloadUrlForLayer({ registryId, repositoryName, layerDigest: digest }),
  );
  if (isUnavailable(answer)) return answer;
  if ('missing' in answer || answer.downloadUrl === undefined) return unreadable('ECR does not have it');
  const bytes = await download(answer.downloadUrl);
  if (bytes === undefined) return unreadable('its download failed');
  const sum = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return sum === digest ? bytes.toString('utf8') : unreadable('its digest is another');
}

/** Undefined for every failure, also where there is more than was said: the address is temporary, the next look asks again. */
async function download(url: string): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || response.body === null) return undefined;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}
