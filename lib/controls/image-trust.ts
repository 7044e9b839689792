import { rulesIn, upstreamOf } from '#controls/pull-through.ts';
import type { ImageReference } from '#domain/image-reference.ts';
import type { Unavailable } from '#domain/reading.ts';
import { coveringRule, type PullThroughCache } from '#domain/repository.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import { matchesGlob } from '#domain/suppression.ts';
import { isAccountKnown } from '#domain/undeployed.ts';

/** What trust in an image is decided by. */
export interface TrustBasis extends Pick<Parameters, 'trustedRegistries' | 'trustedAccounts'> {
  /** The account that runs the image; of files it is not known. */
  readonly account: string;
  readonly cache: PullThroughCache | Unavailable;
}

/** Whether an image comes from where the operator trusts; `says` completes "container web runs x, …". */
export type Trust =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'unknown'; readonly why: string }
  | {
      readonly kind: 'untrusted';
      readonly code: string;
      readonly severity: Severity;
      readonly says: string;
      /** The image that a pull-through cache fetches, when that is what is not trusted. */
      readonly upstream?: ImageReference;
    };

const TRUSTED: Trust = { kind: 'trusted' };

/** Decides by the operator's lists, then by who owns the registry. */
export function trustIn(image: ImageReference, basis: TrustBasis): Trust {
  const { privateEcr } = image;
  if (basis.trustedRegistries.some((pattern) => isWithin(image, pattern))) return TRUSTED;
  if (!privateEcr) return isPublishedByAws(image) ? PUBLISHED_BY_AWS : UNKNOWN_REGISTRY;
  // Before the list of accounts: naming one's own account there says nothing of what its caches fetch.
  if (privateEcr.account === basis.account) return trustInOwn(image, privateEcr.region, basis);
  if (basis.trustedAccounts.includes(privateEcr.account)) return TRUSTED;
  if (AWS_ACCOUNTS.has(privateEcr.account)) return PUBLISHED_BY_AWS;
  if (!isAccountKnown(basis.account))
    return { kind: 'unknown', why: `whether ${privateEcr.account} is the account that runs it is not known` };
  const says = `which belongs to account ${privateEcr.account} that is not listed as trusted`;
  return { kind: 'untrusted', code: 'unlisted-account', severity: 'MEDIUM', says };
}

/** The account's own ECR is trusted, except for what a pull-through cache brings in from where it is not. */
function trustInOwn(image: ImageReference, region: string, basis: TrustBasis): Trust {
  const rules = rulesIn(basis.cache, region);
  if (typeof rules === 'string') return { kind: 'unknown', why: rules };
  const rule = coveringRule(rules, image.repository);
  if (!rule) return TRUSTED;
  const upstream = upstreamOf(rule, image.repository);
  if (!upstream)
    return { kind: 'unknown', why: `the upstream of pull-through cache ${rule.prefix} is no registry` };
  if (upstream.privateEcr?.account === basis.account || trustIn(upstream, basis).kind === 'trusted')
    return TRUSTED;
  const says = `which a pull-through cache fetches from ${upstream.registry}/${upstream.repository}`;
  return { kind: 'untrusted', code: 'untrusted-upstream', severity: 'MEDIUM', says, upstream };
}

/** Whether an image lies under `host` or `host/path`, part by part; `*` stands for characters within a part. */
function isWithin({ registry, repository }: ImageReference, pattern: string): boolean {
  const [host = '', ...path] = pattern.replace(/\/+$/, '').split('/');
  const parts = repository.split('/');
  return (
    matchesGlob(host.toLowerCase(), registry) &&
    path.length <= parts.length &&
    path.every((glob, index) => matchesGlob(glob, parts[index] ?? ''))
  );
}

const UNKNOWN_REGISTRY: Trust = {
  kind: 'untrusted',
  code: 'unknown-registry',
  severity: 'HIGH',
  says: 'which is in no trusted registry',
};

const PUBLISHED_BY_AWS: Trust = {
  kind: 'untrusted',
  code: 'aws-published',
  severity: 'MEDIUM',
  says: 'which AWS publishes and your own registry does not hold',
};

/**
 * Aliases under which AWS itself publishes sidecars in ECR Public, as its guides name them: Distro for
 * OpenTelemetry and Fluent Bit (AmazonECS developerguide, trace-data-containerdefinitions), X-Ray (xray devguide,
 * xray-daemon-ecs), CloudWatch agent (CDK applicationsignals), Envoy for App Mesh (app-mesh userguide, envoy).
 * Others share ECR Public with everybody: `docker/library` is Docker's.
 */
const AWS_ALIASES: readonly string[] = ['aws-observability', 'xray', 'cloudwatch-agent', 'appmesh'];

/** Accounts whose private ECR AWS publishes from: App Mesh (app-mesh userguide, envoy), FireLens (CloudWatch guide, deploy-container-insights-ECS-logs). */
const AWS_ACCOUNTS: ReadonlySet<string> = new Set([
  '840364872350',
  '772975370895',
  '856666278305',
  '906394416424',
]);

const isPublishedByAws = ({ registry, repository }: ImageReference): boolean =>
  registry === 'public.ecr.aws' && AWS_ALIASES.includes(repository.split('/', 1)[0] ?? '');
