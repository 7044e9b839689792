import type { DeclaredBase } from '#domain/image-content.ts';
import { text } from '#domain/json.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/** The kinds of manifest that are asked for: OCI's and Docker's, of an index and of an image. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;
const CONFIG_TYPES: readonly unknown[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** What a manifest says. */
export type Manifest =
  | { readonly kind: 'index'; readonly base: DeclaredBase; readonly children: readonly Child[] }
  | {
      readonly kind: 'image';
      readonly base: DeclaredBase;
      readonly config: Blob;
      readonly layers: readonly Blob[];
    }
  | { readonly kind: 'artifact' };

/** One image of an index. */
export interface Child {
  readonly digest: string;
  /** `linux/arm64`. */
  readonly platform: string;
  /** The image that it attests to, where it is a build attestation and no image. */
  readonly attests?: string;
}

export interface Blob {
  readonly digest: string;
  readonly size: number;
  /** The type of the statement in it, where it is one (`https://slsa.dev/provenance/v0.2`). */
  readonly predicate?: string;
}

/** Images in one index beyond these are not looked at; official images have about a dozen. */
const MAX_CHILDREN = 100;

/** A manifest from its text; undefined for what is none that we know (schema 1, say). Never throws. */
export function toManifest(json: string): Manifest | undefined {
  const fields = parsed(json);
  if (!fields) return undefined;
  const base = baseIn(fields['annotations']);
  if (Array.isArray(fields['manifests']))
    return {
      kind: 'index',
      base,
      children: objectsOf(fields['manifests']).slice(0, MAX_CHILDREN).flatMap(toChild),
    };
  const config = toBlob(fields['config']);
  if (!config) return undefined;
  if (!CONFIG_TYPES.includes(fieldsOf(fields['config'])?.['mediaType'])) return { kind: 'artifact' };
  return {
    kind: 'image',
    base,
    config,
    layers: objectsOf(fields['layers']).flatMap((each) => toBlob(each) ?? []),
  };
}

/** The object that a JSON text holds; undefined for anything else. */
export function parsed(json: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(json));
  } catch {
    return undefined;
  }
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const digestIn = (raw: unknown): string | undefined => {
  const digest = textOf(raw);
  return digest !== undefined && DIGEST.test(digest) ? digest : undefined;
};

/** BuildKit marks attestations by an annotation and the platform `unknown/unknown` (BuildKit docs, attestation-storage). */
function toChild(fields: Fields): readonly Child[] {
  const digest = digestIn(fields['digest']);
  if (digest === undefined) return [];
  const annotations = fieldsOf(fields['annotations']) ?? {};
  const os = text(fields['platform'], 'os') ?? '';
  const architecture = text(fields['platform'], 'architecture') ?? '';
  const isAttestation = annotations['vnd.docker.reference.type'] === 'attestation-manifest';
  const attests =
    isAttestation || os === 'unknown'
      ? (digestIn(annotations['vnd.docker.reference.digest']) ?? '')
      : undefined;
  return [{ digest, platform: `${os}/${architecture}`, ...(attests !== undefined && { attests }) }];
}

function toBlob(raw: unknown): Blob | undefined {
  const fields = fieldsOf(raw) ?? {};
  const digest = digestIn(fields['digest']);
  const { size } = fields;
  if (digest === undefined || typeof size !== 'number') return undefined;
  const predicate = text(fields['annotations'], 'in-toto.io/predicate-type');
  return { digest, size, ...(predicate !== undefined && { predicate }) };
}

/** The base that annotations or labels declare (OCI image specification, annotations). */
export function baseIn(raw: unknown): DeclaredBase {
  const fields = fieldsOf(raw) ?? {};
  const name = textOf(fields['org.opencontainers.image.base.name'])?.slice(0, 300);
  const digest = digestIn(fields['org.opencontainers.image.base.digest']);
  return { ...(name !== undefined && { name }), ...(digest !== undefined && { digest }) };
}
