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

/** What ECR does by itself, and the parts of a push that PutImage ends: a push would be judged once a layer. */
const NOT_ALONE: readonly EcrCall[] = ['PolicyExecutionEvent', 'ReplicateImage'];
/** Calls that people and pipelines make to change something. */
export const ECR_CHANGES: readonly EcrCall[] = ECR_CALLS.filter(
  (name) => ECR_IGNORED[name] !== LAYER && !NOT_ALONE.includes(name),
);
