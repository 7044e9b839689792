/**
 * Every call of ECR that writes (IAM's service authorisation data; the backfill calls from the API model) and what
 * ECR does by itself, by name as CloudTrail records it.
 */
const ECR_CALLS = [
  'BatchDeleteImage',
  'BatchImportUpstreamImage',
  'CompleteLayerUpload',
  'CreatePullThroughCacheRule',
  'CreateRepository',
  'CreateRepositoryCreationTemplate',
  'DeleteLifecyclePolicy',
  'DeletePullThroughCacheRule',
  'DeleteRegistryPolicy',
  'DeleteRepository',
  'DeleteRepositoryCreationTemplate',
  'DeleteRepositoryPolicy',
  'DeleteSigningConfiguration',
  'DeregisterPullTimeUpdateExclusion',
  'InitiateLayerUpload',
  'PolicyExecutionEvent',
  'PutAccountSetting',
  'PutImage',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
  'PutLifecyclePolicy',
  'PutRegistryPolicy',
  'PutRegistryScanningConfiguration',
  'PutReplicationConfiguration',
  'PutSigningConfiguration',
  'RegisterPullTimeUpdateExclusion',
  'ReplicateImage',
  'SetRepositoryPolicy',
  'StartImageScan',
  'StartLifecyclePolicyPreview',
  'StartReplicationBackfill',
  'StopReplicationBackfill',
  'TagResource',
  'UntagResource',
  'UpdateImageStorageClass',
  'UpdatePullThroughCacheRule',
  'UpdateRepositoryCreationTemplate',
  'UploadLayerPart',
] as const;
export type EcrCall = (typeof ECR_CALLS)[number];

export type EcrNative =
  | 'ECR Image Action'
  | 'ECR Image Scan'
  | 'ECR Pull Through Cache Action'
  | 'ECR Referrer Action'
  | 'ECR Replication Action'
  | 'ECR Scan Resource Change';

const LAYER = 'a layer is no image yet; PutImage ends the push';
const COPY = 'each image copied arrives with an event of its own';

/** What changes nothing that is judged, and why. */
export const ECR_IGNORED: { readonly [Name in EcrCall | EcrNative]?: string } = {
  BatchImportUpstreamImage: COPY,
  CompleteLayerUpload: LAYER,
  InitiateLayerUpload: LAYER,
  ReplicateImage: COPY,
  StartLifecyclePolicyPreview: 'a preview deletes nothing',
  StartReplicationBackfill: COPY,
  StopReplicationBackfill: COPY,
  UploadLayerPart: LAYER,
};
