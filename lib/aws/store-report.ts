import { PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { ownEndpoint } from './facts/calls/s3.ts';

type Config = Pick<S3ClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'>;

/** Puts a report of Docker Bench into a bucket. Rejects as S3 does. */
export async function storeReport(
  Bucket: string,
  Key: string,
  Body: string,
  config: Config = {},
): Promise<void> {
  const client = new S3Client({ ...config, forcePathStyle: ownEndpoint(config.endpoint) !== undefined });
  await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
}
