import { createHash } from 'node:crypto';
import type { Image, ImageScan, ImageUser, PlatformScan, Vulnerability } from '#domain/image.ts';
import type { HistoryStep, ImageConfig, ImageContent, PlatformImage } from '#domain/image-content.ts';
import { clusterArn, familyArn, imageArn, type Place, repositoryArn, serviceArn } from '#domain/resource.ts';

const HOME: Place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const REPOSITORY = repositoryArn(HOME, 'team/api');

export const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
export const DIGEST = sha256('an image');
export const IMAGE = imageArn(REPOSITORY, DIGEST);

/** Family `web`, run by service `shop/web` inside. */
const imageUser = (says: Partial<ImageUser> = {}): ImageUser => ({
  family: familyArn(HOME, 'web'),
  runBy: [serviceArn(HOME, 'shop', 'web')],
  exposure: 'internal',
  platforms: ['linux/amd64'],
  tags: ['1'],
  ...says,
});
export const onInternet = imageUser({ exposure: 'internet' });
export const standalone = imageUser({ runBy: [clusterArn(HOME, 'batch')], exposure: 'unknown' });

/** An image pushed ten days before `NOW` of these tests, run by family `web`. */
export const image = (says: Partial<Image> = {}): Image => ({
  arn: IMAGE,
  repository: 'team/api',
  digest: DIGEST,
  tags: ['1'],
  pushedAt: '2026-04-04T12:00:00.000Z',
  status: 'ACTIVE',
  users: [imageUser()],
  ...says,
});

export const step = (kind: HistoryStep['kind'], says: Partial<HistoryStep> = {}): HistoryStep => ({
  kind,
  packageManager: false,
  empty: false,
  ...says,
});

/** One layer, copied from a build, built ten days ago. */
export const config = (says: Partial<ImageConfig> = {}): ImageConfig => ({
  os: 'linux',
  architecture: 'amd64',
  user: '1000',
  created: '2026-04-04T11:00:00.000Z',
  diffIds: [sha256('layer 1')],
  history: [step('copy')],
  shell: false,
  distributionLabels: [],
  labelledBase: {},
  ...says,
});

export const platform = (says: Partial<PlatformImage> = {}): PlatformImage => ({
  digest: DIGEST,
  base: {},
  config: config(),
  ...says,
});

export const content = (
  platforms: ImageContent['platforms'] = [platform()],
  says: Partial<ImageContent> = {},
): ImageContent => ({
  kind: platforms.length > 1 ? 'index' : 'image',
  base: {},
  platforms,
  digests: [DIGEST, ...platforms.map(({ digest }) => digest)],
  ...says,
});

export const platformScan = (says: Partial<PlatformScan> = {}): PlatformScan => ({
  digest: DIGEST,
  status: 'ACTIVE',
  enhanced: true,
  vulnerabilities: [],
  ...says,
});

export const scan = (...platforms: ImageScan['platforms']): ImageScan => ({ platforms });

/** A critical vulnerability of openssl with an update, known for 30 days. */
export const vulnerability = (says: Partial<Vulnerability> = {}): Vulnerability => ({
  id: 'CVE-2026-0001',
  package: 'openssl',
  severity: 'CRITICAL',
  fix: 'available',
  exploit: false,
  firstSeenAt: '2026-03-15T12:00:00.000Z',
  status: 'ACTIVE',
  ...says,
});
