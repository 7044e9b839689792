import type { LiveAccount } from '#aws/facts/account.ts';
import type { Arn } from '#domain/arn.ts';
import type { ImageConfig, PlatformImage, Provenance } from '#domain/image-content.ts';
import { toImageConfig, toProvenance } from '#domain/normalise/image-config.ts';
import type { Child, Manifest } from '#domain/normalise/manifest.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { blobOf } from './blob.ts';
import { manifestsOf } from './manifests.ts';

const unreadable = (what: string): Unavailable => ({ unavailable: 'unreadable', what });

/** The configuration of one platform's image, by its manifest; remembered, as a digest never means anything else. */
export async function configOf(
  repository: Arn,
  manifest: Manifest | Unavailable | undefined,
  account: LiveAccount,
): Promise<ImageConfig | Unavailable> {
  if (manifest === undefined) return unreadable('the image is not in its repository');
  if (isUnavailable(manifest)) return manifest;
  if (manifest.kind !== 'image') return unreadable(`an ${manifest.kind} where an image should be`);
  const known = account.configs.get(manifest.config.digest);
  if (known) return known;
  const blob = await blobOf(repository, manifest.config, account);
  if (isUnavailable(blob)) return blob;
  const config = toImageConfig(blob);
  if (!config) return unreadable("the image's configuration");
  account.configs.put(manifest.config.digest, config);
  return config;
}

/** The images of an index that are wanted, with what their build attestations say. */
export async function platformsOf(
  repository: Arn,
  children: readonly Child[],
  wanted: readonly Child[],
  account: LiveAccount,
): Promise<readonly (PlatformImage | (Unavailable & { readonly digest: string }))[]> {
  const attestations = children.filter(({ attests }) => wanted.some(({ digest }) => digest === attests));
  const names = [...wanted, ...attestations].map(({ digest }) => ({ imageDigest: digest }));
  const manifests = await manifestsOf(repository, names, account);
  if (isUnavailable(manifests)) return wanted.map(({ digest }) => ({ ...manifests, digest }));
  const platforms: (PlatformImage | (Unavailable & { readonly digest: string }))[] = [];
  for (const { digest } of wanted) {
    const statement = attestations.find(({ attests }) => attests === digest);
    const provenance = await provenanceOf(
      repository,
      manifests.get(statement?.digest ?? '')?.manifest,
      account,
    );
    platforms.push(
      await platformOf(repository, digest, manifests.get(digest)?.manifest, account, provenance),
    );
  }
  return platforms;
}

export async function platformOf(
  repository: Arn,
  digest: string,
  manifest: Manifest | Unavailable | undefined,
  account: LiveAccount,
  provenance?: Provenance,
): Promise<PlatformImage | (Unavailable & { readonly digest: string })> {
  const config = await configOf(repository, manifest, account);
  if (isUnavailable(config)) return { ...config, digest };
  const base = manifest && 'base' in manifest ? manifest.base : {};
  return { digest, base, config, ...(provenance && { provenance }) };
}

/** A provenance that cannot be read is as good as none: other steps decide. */
async function provenanceOf(
  repository: Arn,
  manifest: Manifest | Unavailable | undefined,
  account: LiveAccount,
): Promise<Provenance | undefined> {
  if (manifest === undefined || isUnavailable(manifest) || manifest.kind === 'index') return undefined;
  const layers = manifest.kind === 'image' ? manifest.layers : [];
  const statement = layers.find(({ predicate }) => predicate?.startsWith('https://slsa.dev/provenance/'));
  if (!statement) return undefined;
  const known = account.provenances.get(statement.digest);
  if (known) return known;
  const blob = await blobOf(repository, statement, account);
  const provenance = isUnavailable(blob) ? undefined : toProvenance(blob);
  if (provenance) account.provenances.put(statement.digest, provenance);
  return provenance;
}
