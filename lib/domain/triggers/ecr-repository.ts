import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { objects } from '#domain/json.ts';
import { andThen, type Found, malformed, type Trigger, together } from '#domain/trigger.ts';
import type { EcrCall, EcrNative } from './ecr-events.ts';
import { changedImages } from './ecr-image.ts';
import { repositoryNamed, repositoryOf } from './ecr-names.ts';
import { saidIn } from './names.ts';

const repository = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(repositoryOf(event), (arn) => [arn]);

/** The repository of changed images; none, when no image was changed after all. */
const repositoryOfImages = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(changedImages(event), () => repository(event));

/** Enhanced scanning says so of many repositories at once. */
const rescanned = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(saidIn(objects(event.detail, 'repositories'), 'repository-arn'), (arns) =>
    arns.length > 0
      ? together(arns.map((arn) => repositoryNamed(event, arn)))
      : malformed('it names no repository'),
  );

const type = 'AWS::ECR::Repository';

export const REPOSITORY_TRIGGERS: readonly Trigger<EcrCall, EcrNative>[] = [
  {
    resourceType: type,
    calls: ['CreateRepository'],
    locate: repository,
    alters: ['repository', 'encryptionKey', 'repositoryScanning', 'lifecyclePolicy', 'ecrAccess'],
    creates: () => true,
  },
  {
    resourceType: type,
    calls: ['DeleteRepository'],
    locate: repository,
    alters: ['repository'],
    deletes: true,
  },
  { resourceType: type, calls: ['PutImageTagMutability'], locate: repository, alters: ['repository'] },
  {
    resourceType: type,
    calls: ['PutImageScanningConfiguration'],
    locate: repository,
    alters: ['repositoryScanning'],
  },
  {
    resourceType: type,
    calls: ['PutLifecyclePolicy', 'DeleteLifecyclePolicy'],
    locate: repository,
    alters: ['lifecyclePolicy'],
  },
  {
    resourceType: type,
    calls: ['SetRepositoryPolicy', 'DeleteRepositoryPolicy'],
    locate: repository,
    alters: ['ecrAccess'],
  },
  {
    resourceType: type,
    calls: ['PolicyExecutionEvent'],
    locate: repository,
    alters: [],
  },
  {
    // A tag may mark it sensitive: then its key is judged, and nothing else for it (see ecs-tag.ts).
    resourceType: type,
    calls: ['TagResource', 'UntagResource'],
    locate: repository,
    alters: ['encryptionKey'],
  },
  {
    // What a repository holds alters none of its settings.
    resourceType: type,
    calls: ['PutImage', 'BatchDeleteImage', 'StartImageScan', 'UpdateImageStorageClass'],
    native: [
      'ECR Image Action',
      'ECR Image Scan',
      'ECR Pull Through Cache Action',
      'ECR Referrer Action',
      'ECR Replication Action',
    ],
    locate: repositoryOfImages,
    alters: [],
  },
  {
    resourceType: type,
    native: ['ECR Scan Resource Change'],
    locate: rescanned,
    alters: ['repositoryScanning'],
  },
];
