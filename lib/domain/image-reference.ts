import { partitionOf } from './partition.ts';

/** Where the image of a container comes from, read as Docker reads it. */
export interface ImageReference {
  /** Host, with its port if it names one, in lower case; `docker.io` for Docker Hub by any of its names. */
  readonly registry: string;
  /** The path in the registry; official images of Docker Hub are under `library/`. */
  readonly repository: string;
  /** Absent without a digest too: then Docker pulls `latest`. */
  readonly tag?: string;
  /** `sha256:…`; it decides, a tag beside it does not. */
  readonly digest?: string;
  /** Set when the registry is an account's private ECR. */
  readonly privateEcr?: { readonly account: string; readonly region: string };
}

/** ECS takes 255 characters besides a digest; room is left so that a long name is still told by its registry. */
const MAX_LENGTH = 1024;

const DOCKER_HUB: readonly string[] = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

// The grammar of distribution/reference, which Docker reads images with, less the digests that ECS does not take.
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-f0-9:]+\\])(?::\\d+)?$`);
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^(${PART}(?:/${PART})*)(?::(\\w[\\w.-]{0,127}))?(?:@(sha256:[0-9a-fA-F]{64}))?$`);
/** A bare image id is no name. */
const IMAGE_ID = /^[a-f0-9]{64}$/;

/** Reads an image as Docker does; undefined for what Docker could not pull. Never throws. */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > MAX_LENGTH || IMAGE_ID.test(text)) return undefined;
  const { host, path } = splitHost(text);
  const [, repository, tag, digest] = PATH.exec(path) ?? [];
  if (repository === undefined || !REGISTRY.test(host)) return undefined;
  const hub = DOCKER_HUB.includes(host);
  const privateEcr = privateEcrOf(host);
  return {
    registry: hub ? 'docker.io' : host,
    repository: hub && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(privateEcr && { privateEcr }),
  };
}

/** The first part is a host if it could not be a part of a path; without one the image is Docker Hub's. */
function splitHost(text: string): { readonly host: string; readonly path: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isHost = /[.:A-Z]/.test(first) || first === 'localhost';
  return isHost
    ? { host: first.toLowerCase(), path: text.slice(slash + 1) }
    : { host: 'docker.io', path: text };
}

/**
 * The account and region of a private ECR host, `<account>.dkr.ecr.<region>.<suffix of its partition>`, or
 * `<account>.dkr-ecr.<region>.on.aws` for both IP versions; each with `-fips`. A suffix that is not the region's
 * own is somebody else's host.
 */
function privateEcrOf(host: string): ImageReference['privateEcr'] {
  const match = /^(\d{12})\.dkr([.-])ecr(?:-fips)?\.([a-z0-9-]+)\.(.+)$/.exec(host);
  const [, account = '', joint, region = '', suffix] = match ?? [];
  const partition = partitionOf(region);
  if (!match || !partition) return undefined;
  const dualStack = partition.id === 'aws' ? 'on.aws' : undefined;
  return suffix === (joint === '.' ? partition.dnsSuffix : dualStack) ? { account, region } : undefined;
}
