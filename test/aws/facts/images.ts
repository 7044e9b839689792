import type { Edge } from '#domain/use.ts';
import { sha256 } from '../../support/images.ts';
import { ACCOUNT, FAMILY, json, REPOSITORY, SERVICE } from './account.ts';
import type { Answers, Request } from './endpoint.ts';

/** A repository with an index of two platforms, a build attestation and a single image, as ECR answers. */

export const CONFIG = JSON.stringify({
  os: 'linux',
  architecture: 'amd64',
  created: '2026-04-01T00:00:00Z',
  config: { User: 'app', Env: ['TOKEN=never-to-be-seen'], Labels: {} },
  rootfs: { type: 'layers', diff_ids: [sha256('layer')] },
  history: [{ created_by: 'COPY /app /app # buildkit' }],
});
export const STATEMENT = JSON.stringify({
  predicateType: 'https://slsa.dev/provenance/v0.2',
  predicate: {
    buildType: 'https://mobyproject.org/buildkit@v1',
    materials: [{ uri: 'pkg:docker/docker/dockerfile@1' }],
  },
});

const OCI = 'application/vnd.oci.image';
const blob = (text: string, mediaType: string, more: object = {}) => ({
  mediaType,
  digest: sha256(text),
  size: Buffer.byteLength(text),
  ...more,
});
export const manifest = (more: object = {}): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: `${OCI}.manifest.v1+json`,
    config: blob(CONFIG, `${OCI}.config.v1+json`),
    layers: [],
    ...more,
  });
export const SINGLE = manifest();
const ATTESTATION = manifest({
  layers: [
    blob(STATEMENT, 'application/vnd.in-toto+json', {
      annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' },
    }),
  ],
});
export const AMD64 = manifest({ annotations: { platform: 'amd64' } });
export const ARM64 = manifest({ annotations: { platform: 'arm64' } });
const entry = (text: string, architecture: string, annotations: object = {}) => ({
  mediaType: `${OCI}.manifest.v1+json`,
  digest: sha256(text),
  size: text.length,
  platform: { os: architecture === 'unknown' ? 'unknown' : 'linux', architecture },
  annotations,
});
export const INDEX = JSON.stringify({
  schemaVersion: 2,
  mediaType: `${OCI}.index.v1+json`,
  manifests: [
    entry(AMD64, 'amd64'),
    entry(ARM64, 'arm64'),
    entry(ATTESTATION, 'unknown', {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': sha256(AMD64),
    }),
  ],
});

export const IMAGE_OF_INDEX = `${REPOSITORY}@${sha256(INDEX)}`;
export const IMAGE_ALONE = `${REPOSITORY}@${sha256(SINGLE)}`;
const KEPT = [SINGLE, INDEX, AMD64, ARM64, ATTESTATION];
const TAGS: Readonly<Record<string, string>> = { '1': INDEX, base: SINGLE };

/** Digests and tags that a request names. */
const named = ({
  input,
}: Request): readonly { readonly imageDigest?: string; readonly imageTag?: string }[] =>
  Array.isArray(input['imageIds']) ? input['imageIds'] : [];
const textFor = (id: ReturnType<typeof named>[number]): string | undefined =>
  id.imageTag === undefined ? KEPT.find((text) => sha256(text) === id.imageDigest) : TAGS[id.imageTag];

const batchGetImage = (request: Request) =>
  json({
    images: named(request).flatMap((id) => {
      const text = textFor(id);
      return text === undefined
        ? []
        : [{ imageId: { ...id, imageDigest: sha256(text) }, imageManifest: text }];
    }),
    failures: [],
  });

export const describeImages = (request: Request) => {
  const asked = named(request);
  const all = request.input['imageIds'] === undefined ? KEPT.slice(0, 2) : asked.map(textFor);
  return all.some((text) => text === undefined)
    ? { error: 'ImageNotFoundException' }
    : json({
        imageDetails: all.map((text = '') => ({
          imageDigest: sha256(text),
          imageTags: ['1'],
          imagePushedAt: 1_775_000_000,
          imageStatus: 'ACTIVE',
        })),
      });
};

export const IMAGES: Answers = {
  'ecr:BatchGetImage': batchGetImage,
  'ecr:DescribeImages': describeImages,
  'ecr:GetDownloadUrlForLayer': ({ input }) =>
    json({ downloadUrl: `{endpoint}/blob/${String(input['layerDigest'])}` }),
  [`GET /blob/${sha256(CONFIG)}`]: { raw: CONFIG, status: 200 },
  [`GET /blob/${sha256(STATEMENT)}`]: { raw: STATEMENT, status: 200 },
  'ecr:DescribeImageScanFindings': json({ imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: {} }),
  'ecr:DescribeImageSigningStatus': json({
    signingStatuses: [{ signingProfileArn: 'p', status: 'COMPLETE' }],
  }),
  'ecr:ListImageReferrers': json({ referrers: [{ artifactType: 'application/spdx+json' }] }),
  'ecs:DescribeServiceRevisions': ({ input }) =>
    json({
      serviceRevisions: (Array.isArray(input['serviceRevisionArns']) ? input['serviceRevisionArns'] : []).map(
        (serviceRevisionArn) => ({
          serviceRevisionArn,
          serviceArn: SERVICE,
          taskDefinition: `${FAMILY}:7`,
          containerImages: [{ containerName: 'app', image: 'x', imageDigest: sha256(INDEX) }],
        }),
      ),
    }),
};

export const runs = (image: string, ...features: readonly string[]): Edge => ({
  used: image,
  user: FAMILY,
  features: ['exposure:internal', 'platform:linux/amd64', 'tag:1', ...features],
  confirmedAt: '2026-04-14T14:02:48.000Z',
});
export const OWN_ECR = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
