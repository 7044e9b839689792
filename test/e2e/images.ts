import { createHash } from 'node:crypto';
import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import type { Aws } from './aws.ts';
import { ACCOUNT, REGION } from './environment.ts';

/** Images that the test pushes: small, but with all that a real one has besides layers that can be unpacked. */

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The parts of an image of a repository; each repository gets another one. */
function partsOf(repository: string): { readonly config: string; readonly manifest: string } {
  const layer = sha256(`layer of ${repository}`);
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { User: '1000', Entrypoint: ['/app'] },
    rootfs: { type: 'layers', diff_ids: [layer] },
    history: [{ created_by: `COPY app /app # ${repository}` }],
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      size: config.length,
      digest: sha256(config),
    },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', size: 1000, digest: layer }],
  });
  return { config, manifest };
}

/** The digest that the image of a repository has, pushed or not. */
export const digestIn = (repository: string): string => sha256(partsOf(repository).manifest);

/** As task definitions name it. */
export const imageIn = (repository: string): string =>
  `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repository}@${digestIn(repository)}`;

/** Creates a repository and pushes its image, as `docker push` does. */
export async function push(aws: Aws, repositoryName: string): Promise<void> {
  await aws.ecr.send(new CreateRepositoryCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }));
  const { config, manifest } = partsOf(repositoryName);
  await aws.rest('ecr', 'POST', `/v2/${repositoryName}/blobs/uploads/?digest=${sha256(config)}`, config);
  await aws.ecr.send(new PutImageCommand({ repositoryName, imageManifest: manifest, imageTag: 'v1' }));
}

/** What a scan of the image of a repository says from now on: complete, with critical vulnerabilities of these names. */
export async function putScan(
  aws: Aws,
  repositoryName: string,
  critical: readonly string[] = [],
): Promise<void> {
  const now = Date.now() / 1000;
  await aws.json('ecr', 'AmazonEC2ContainerRegistry_V20150921.E2EPutScan', {
    repositoryName,
    imageId: { imageDigest: digestIn(repositoryName) },
    imageScanStatus: { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
    imageScanFindings: {
      imageScanCompletedAt: now,
      enhancedFindings: critical.map((vulnerabilityId) => ({
        severity: 'CRITICAL',
        status: 'ACTIVE',
        fixAvailable: 'YES',
        firstObservedAt: now - 30 * 86_400,
        packageVulnerabilityDetails: {
          vulnerabilityId,
          vulnerablePackages: [{ name: 'openssl', fixedInVersion: '3.0.9' }],
        },
      })),
    },
  });
}
