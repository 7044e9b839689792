import {
  GetBucketAclCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  type ListBucketsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import type { Call } from './call.ts';

/** The endpoint of one's own that calls go to: it has one name for all buckets and accounts. */
export const ownEndpoint = (endpoint: unknown): string | undefined =>
  typeof endpoint === 'string' ? endpoint : process.env['AWS_ENDPOINT_URL'] || undefined;

/** The calls of S3 on buckets; a bucket may lie in another region than its trail. IAM's names of some actions are others. */
export function s3Calls(config: S3ClientConfig, call: Call) {
  const client = new S3Client({
    ...config,
    followRegionRedirects: true,
    forcePathStyle: ownEndpoint(config.endpoint) !== undefined,
  });
  return {
    listBuckets: (input: ListBucketsCommandInput) =>
      call('s3:ListAllMyBuckets', () => client.send(new ListBucketsCommand(input))),
    listObjects: (input: ListObjectsV2CommandInput) =>
      call('s3:ListBucket', () => client.send(new ListObjectsV2Command(input))),
    /** An object as text; of one that has grown since no more than `most` bytes. */
    getText: (Bucket: string, Key: string, most: number) =>
      call('s3:GetObject', async () => {
        const answer = await client.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=0-${most}` }));
        return { ...answer, text: (await answer.Body?.transformToString('utf8')) ?? '' };
      }).then(({ text }) => text),
    getPublicAccessBlock: (Bucket: string) =>
      call('s3:GetBucketPublicAccessBlock', () => client.send(new GetPublicAccessBlockCommand({ Bucket }))),
    getBucketPolicy: (Bucket: string) =>
      call('s3:GetBucketPolicy', () => client.send(new GetBucketPolicyCommand({ Bucket }))),
    getBucketPolicyStatus: (Bucket: string) =>
      call('s3:GetBucketPolicyStatus', () => client.send(new GetBucketPolicyStatusCommand({ Bucket }))),
    getBucketAcl: (Bucket: string) =>
      call('s3:GetBucketAcl', () => client.send(new GetBucketAclCommand({ Bucket }))),
    getBucketOwnershipControls: (Bucket: string) =>
      call('s3:GetBucketOwnershipControls', () =>
        client.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      ),
    getBucketVersioning: (Bucket: string) =>
      call('s3:GetBucketVersioning', () => client.send(new GetBucketVersioningCommand({ Bucket }))),
    getObjectLockConfiguration: (Bucket: string) =>
      call('s3:GetBucketObjectLockConfiguration', () =>
        client.send(new GetObjectLockConfigurationCommand({ Bucket })),
      ),
  };
}
