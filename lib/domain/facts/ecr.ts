import type { EcrAccess } from '#domain/ecr-access.ts';
import type { EncryptionKey } from '#domain/encryption-key.ts';
import type { FamilyImages } from '#domain/family-images.ts';
import type { Image, ImageScan, ImageSuccessors } from '#domain/image.ts';
import type { ApprovedBases, ImageContent, ImageSignatures } from '#domain/image-content.ts';
import type {
  ImageRepositories,
  LifecyclePolicy,
  PullThroughCache,
  Repository,
  RepositoryScanning,
  SensitiveRepositories,
  TagsInUse,
} from '#domain/repository.ts';
import type { FactSpec } from './spec.ts';

/** What is read of repositories and registries. */
export interface EcrFacts {
  readonly repository: Repository;
  readonly encryptionKey: EncryptionKey;
  readonly repositoryScanning: RepositoryScanning;
  readonly lifecyclePolicy: LifecyclePolicy;
  readonly pullThroughCache: PullThroughCache;
  readonly imageRepositories: ImageRepositories;
  readonly tagsInUse: TagsInUse;
  readonly sensitiveRepositories: SensitiveRepositories;
  readonly ecrAccess: EcrAccess;
  readonly image: Image;
  readonly imageContent: ImageContent;
  readonly imageSuccessors: ImageSuccessors;
  readonly imageScan: ImageScan;
  readonly approvedBases: ApprovedBases;
  readonly imageSignatures: ImageSignatures;
  readonly familyImages: FamilyImages;
}

export const ECR_FACTS = {
  repository: {
    actions: ['ecr:DescribeRepositories', 'ecr:ListTagsForResource'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  encryptionKey: {
    actions: ['kms:DescribeKey', 'kms:GetKeyRotationStatus'],
    bulk: [],
    needs: ['repository'],
    reads: ['AWS::KMS::Key'],
    readsUsers: false,
    identifies: false,
  },
  repositoryScanning: {
    actions: ['ecr:BatchGetRepositoryScanningConfiguration'],
    bulk: [],
    needs: ['repository'],
    reads: ['AWS::ECR::Registry'],
    readsUsers: false,
    identifies: false,
  },
  lifecyclePolicy: {
    actions: ['ecr:GetLifecyclePolicy'],
    bulk: [],
    needs: ['repository'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  pullThroughCache: {
    actions: ['ecr:DescribePullThroughCacheRules'],
    bulk: [],
    needs: ['family'],
    reads: ['AWS::ECR::Registry'],
    readsUsers: false,
    identifies: false,
  },
  ecrAccess: {
    actions: [
      'ecr:GetRepositoryPolicy',
      'ecr:GetRegistryPolicy',
      'ecr:DescribeRegistry',
      'ecr:DescribeRepositoryCreationTemplates',
    ],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: false,
    // Templates say how they encrypt.
    shape: 2,
  },
  image: {
    actions: ['ecr:DescribeImages'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: true,
    identifies: true,
  },
  imageContent: {
    actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    bulk: [],
    needs: ['image'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  imageSuccessors: {
    actions: ['ecr:BatchGetImage', 'ecr:DescribeImages'],
    bulk: [],
    needs: ['image'],
    // A push makes no look: what it shows counts only after a day, and then the sweep sees it.
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  imageScan: {
    actions: ['ecr:DescribeImageScanFindings'],
    bulk: [],
    needs: ['image', 'imageContent'],
    // Of an index its images are scanned: events name those.
    reads: ['AWS::ECR::Image'],
    readsUsers: false,
    identifies: false,
  },
  approvedBases: {
    actions: ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  imageSignatures: {
    // ListImageReferrers has no action of its own: BatchGetImage allows it (ECR API reference).
    actions: ['ecr:DescribeImageSigningStatus', 'ecr:BatchGetImage', 'ecr:DescribeImages'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  imageRepositories: {
    actions: ['ecr:DescribeRepositories'],
    bulk: [],
    needs: ['family'],
    reads: ['AWS::ECR::Repository'],
    readsUsers: false,
    identifies: false,
  },
  familyImages: {
    actions: ['ecr:BatchGetImage', 'ecr:DescribeImages', 'ecr:GetDownloadUrlForLayer'],
    bulk: [],
    needs: ['family'],
    // A push, a deletion or the end of a repository changes what names stand for.
    reads: ['AWS::ECR::Repository', 'AWS::ECR::Image'],
    readsUsers: false,
    identifies: false,
  },
  sensitiveRepositories: {
    actions: [],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: true,
    identifies: false,
  },
  tagsInUse: { actions: [], bulk: [], needs: [], reads: [], readsUsers: true, identifies: false },
} as const satisfies Record<keyof EcrFacts, FactSpec>;
