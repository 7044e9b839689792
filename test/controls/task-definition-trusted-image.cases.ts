import type { PullThroughCache, PullThroughRule } from '#domain/repository.ts';
import { container, family, familyOf, OWN_ECR, revision, taskDefinition } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const OTHER = '210987654321';
const OTHER_ECR = `${OTHER}.dkr.ecr.eu-west-1.amazonaws.com`;
const NO_RULES: PullThroughCache = { 'eu-west-1': [], 'us-east-1': [] };
const DENIED = { unavailable: 'denied', what: 'ecr:DescribePullThroughCacheRules' } as const;

const runs = (
  image: string,
  cache: PullThroughCache = NO_RULES,
  parameters: Given['parameters'] = {},
): Given => ({
  facts: { family: familyOf(container('web', { image })), pullThroughCache: cache },
  parameters,
});
const cached = (image: string, ...rules: PullThroughRule[]): Given => runs(image, { 'eu-west-1': rules });

const HUB: PullThroughRule = { prefix: 'hub', upstreamUrl: 'registry-1.docker.io', upstream: 'docker-hub' };
const QUAY: PullThroughRule = { prefix: 'hub/quay/', upstreamUrl: 'quay.io', upstream: 'quay' };
const ROOT_HUB: PullThroughRule = { ...HUB, prefix: 'ROOT' };
const fromEcr = (account: string): PullThroughRule => ({
  prefix: 'shared',
  upstreamUrl: `${account}.dkr.ecr.us-east-1.amazonaws.com`,
  upstream: 'ecr',
});

export default {
  passes: {
    'private ECR of the account': runs(`${OWN_ECR}/team/api:1`),
    'in another region': runs('123456789012.dkr.ecr.us-east-1.amazonaws.com/api'),
    'by the FIPS endpoint': runs('123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/api:1'),
    'by the dual-stack endpoint': runs('123456789012.dkr-ecr.eu-west-1.on.aws/api:1'),
    'by digest': runs(`${OWN_ECR}/api@sha256:${'a'.repeat(64)}`),
    'ECR of a listed account': runs(`${OTHER_ECR}/base`, NO_RULES, { trustedAccounts: [OTHER] }),
    'a listed registry': runs('ghcr.io/acme/api', NO_RULES, { trustedRegistries: ['ghcr.io'] }),
    'a listed path': runs('ghcr.io/acme/tools/api', NO_RULES, { trustedRegistries: ['ghcr.io/acme/'] }),
    'a listed path with a wildcard': runs('public.ecr.aws/acme-eu/api', NO_RULES, {
      trustedRegistries: ['public.ecr.aws/acme-*'],
    }),
    'a listed registry, whatever its case': runs('GHCR.io/acme/api', NO_RULES, {
      trustedRegistries: ['Ghcr.IO/acme'],
    }),
    'Docker Hub, when listed by its own name': runs('nginx', NO_RULES, {
      trustedRegistries: ['docker.io/library'],
    }),
    'a cache of a listed registry': {
      ...cached(`${OWN_ECR}/hub/library/nginx`, HUB),
      parameters: { trustedRegistries: ['docker.io/library'] },
    },
    'a cache of the own ECR in another region': cached(`${OWN_ECR}/shared/api`, fromEcr('123456789012')),
    'a cache of the ECR of a listed account': {
      ...cached(`${OWN_ECR}/shared/api`, fromEcr(OTHER)),
      parameters: { trustedAccounts: [OTHER] },
    },
    'a cache that adds a listed path upstream': {
      ...cached(`${OWN_ECR}/gh/api`, { prefix: 'gh', upstreamUrl: 'ghcr.io', upstreamPrefix: 'acme' }),
      parameters: { trustedRegistries: ['ghcr.io/acme/api'] },
    },
    'a cache of the whole registry, by the full path': {
      ...cached(`${OWN_ECR}/team/api`, { prefix: 'ROOT', upstreamUrl: 'https://quay.io/' }),
      parameters: { trustedRegistries: ['quay.io/team/api'] },
    },
    'a repository that only looks like one below a cache': cached(`${OWN_ECR}/hubble/api`, HUB),
    'rules of another region do not matter': runs(`${OWN_ECR}/hub/nginx`, {
      'eu-west-1': [],
      'us-east-1': [HUB],
    }),
    'ECR of a listed account needs no rules of ours': {
      facts: { family: familyOf(container('web', { image: `${OTHER_ECR}/base` })), pullThroughCache: DENIED },
      parameters: { trustedAccounts: [OTHER] },
    },
    'China, by its own suffix': {
      ...runs('123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/api', { 'cn-north-1': [] }),
      arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/web',
    },
  },
  fails: {
    'a Docker Hub short name': {
      ...runs('nginx'),
      reasons: ['unknown-registry web docker.io/library/nginx'],
      severity: 'HIGH',
    },
    'Docker Hub by each of its names is one registry': {
      facts: {
        family: familyOf(
          container('a', { image: 'acme/api' }),
          container('b', { image: 'docker.io/acme/api:2' }),
          container('c', { image: 'index.docker.io/acme/api' }),
        ),
        pullThroughCache: NO_RULES,
      },
      reasons: ['a', 'b', 'c'].map((name) => `unknown-registry ${name} docker.io/acme/api`),
      severity: 'HIGH',
    },
    'one stranger among trusted images fails the family': {
      facts: {
        family: familyOf(container('web'), container('side', { image: 'quay.io/who/knows:1' })),
        pullThroughCache: NO_RULES,
      },
      reasons: ['unknown-registry side quay.io/who/knows'],
      severity: 'HIGH',
    },
    "Docker's images on ECR Public are not AWS's": {
      ...runs('public.ecr.aws/docker/library/alpine:latest'),
      reasons: ['unknown-registry web public.ecr.aws/docker/library/alpine'],
      severity: 'HIGH',
    },
    'a sidecar that AWS publishes': {
      ...runs('public.ecr.aws/xray/aws-xray-daemon:3.x'),
      reasons: ['aws-published web public.ecr.aws/xray/aws-xray-daemon'],
      severity: 'MEDIUM',
    },
    "an alias of AWS in somebody else's registry": {
      ...runs('quay.io/xray/aws-xray-daemon'),
      reasons: ['unknown-registry web quay.io/xray/aws-xray-daemon'],
      severity: 'HIGH',
    },
    "a log router from AWS's own account": {
      ...runs('906394416424.dkr.ecr.eu-west-1.amazonaws.com/aws-for-fluent-bit:stable'),
      reasons: ['aws-published web 906394416424.dkr.ecr.eu-west-1.amazonaws.com/aws-for-fluent-bit'],
      severity: 'MEDIUM',
    },
    'an alias that only begins like one of AWS': {
      ...runs('public.ecr.aws/xray-evil/aws-xray-daemon'),
      reasons: ['unknown-registry web public.ecr.aws/xray-evil/aws-xray-daemon'],
      severity: 'HIGH',
    },
    'ECR of an account that is not listed': {
      ...runs(`${OTHER_ECR}/base`),
      reasons: [`unlisted-account web ${OTHER_ECR}/base`],
      severity: 'MEDIUM',
    },
    'a host that only begins like ECR': {
      ...runs(`${OWN_ECR}.evil.com/api`),
      reasons: [`unknown-registry web ${OWN_ECR}.evil.com/api`],
      severity: 'HIGH',
    },
    'a host that only ends like ECR': {
      ...runs(`evil.${OWN_ECR}/api`),
      reasons: [`unknown-registry web evil.${OWN_ECR}/api`],
      severity: 'HIGH',
    },
    "an ECR host with another partition's suffix": {
      ...runs('123456789012.dkr.ecr.cn-north-1.amazonaws.com/api'),
      reasons: ['unknown-registry web 123456789012.dkr.ecr.cn-north-1.amazonaws.com/api'],
      severity: 'HIGH',
    },
    'a registry that only begins like a listed one': {
      ...runs('ghcr.io.evil.com/acme/api', NO_RULES, { trustedRegistries: ['ghcr.io'] }),
      reasons: ['unknown-registry web ghcr.io.evil.com/acme/api'],
      severity: 'HIGH',
    },
    'a path that only begins like a listed one': {
      ...runs('ghcr.io/acme-evil/api', NO_RULES, { trustedRegistries: ['ghcr.io/acme'] }),
      reasons: ['unknown-registry web ghcr.io/acme-evil/api'],
      severity: 'HIGH',
    },
    'a listed path does not list what lies above it': {
      ...runs('ghcr.io/acme', NO_RULES, { trustedRegistries: ['ghcr.io/acme/*'] }),
      reasons: ['unknown-registry web ghcr.io/acme'],
      severity: 'HIGH',
    },
    'a wildcard that stays within its part': {
      ...runs('ghcr.io/evil/acme', NO_RULES, { trustedRegistries: ['ghcr.io/*acme'] }),
      reasons: ['unknown-registry web ghcr.io/evil/acme'],
      severity: 'HIGH',
    },
    'a cache of Docker Hub in the own ECR': {
      ...cached(`${OWN_ECR}/hub/library/nginx:1`, HUB),
      reasons: [`untrusted-upstream web ${OWN_ECR}/hub/library/nginx from docker.io`],
      severity: 'MEDIUM',
    },
    'listing the own account does not trust what its caches fetch': {
      ...cached(`${OWN_ECR}/hub/library/nginx`, HUB),
      parameters: { trustedAccounts: ['123456789012'] },
      reasons: [`untrusted-upstream web ${OWN_ECR}/hub/library/nginx from docker.io`],
      severity: 'MEDIUM',
    },
    'the longest prefix decides, with or without a slash at its end': {
      ...cached(`${OWN_ECR}/hub/quay/acme/api`, HUB, QUAY),
      parameters: { trustedRegistries: ['docker.io'] },
      reasons: [`untrusted-upstream web ${OWN_ECR}/hub/quay/acme/api from quay.io`],
      severity: 'MEDIUM',
    },
    'a rule for the whole registry covers all': {
      ...cached(`${OWN_ECR}/team/api`, ROOT_HUB),
      reasons: [`untrusted-upstream web ${OWN_ECR}/team/api from docker.io`],
      severity: 'MEDIUM',
    },
    'a cache of the ECR of an unlisted account': {
      ...cached(`${OWN_ECR}/shared/api`, fromEcr(OTHER)),
      reasons: [`untrusted-upstream web ${OWN_ECR}/shared/api from ${OTHER}.dkr.ecr.us-east-1.amazonaws.com`],
      severity: 'MEDIUM',
    },
    'the path that a rule adds upstream is what must be trusted': {
      ...cached(`${OWN_ECR}/gh/api`, { prefix: 'gh', upstreamUrl: 'ghcr.io', upstreamPrefix: 'evil' }),
      parameters: { trustedRegistries: ['ghcr.io/acme'] },
      reasons: [`untrusted-upstream web ${OWN_ECR}/gh/api from ghcr.io`],
      severity: 'MEDIUM',
    },
    'rules that cannot be read do not hide a stranger': {
      facts: {
        family: familyOf(container('web'), container('side', { image: 'nginx' })),
        pullThroughCache: DENIED,
      },
      reasons: ['unknown-registry side docker.io/library/nginx'],
      severity: 'HIGH',
    },
    'a new tag of the same image is the same reason': {
      facts: {
        family: family([
          revision(2, taskDefinition([container('web', { image: 'nginx:2' })])),
          revision(1, taskDefinition([container('web', { image: 'nginx:1' })])),
        ]),
        pullThroughCache: NO_RULES,
      },
      reasons: ['unknown-registry web docker.io/library/nginx'],
      severity: 'HIGH',
    },
    'Windows and Fargate make no difference': {
      facts: {
        family: family([
          revision(
            1,
            taskDefinition([container('web', { image: 'nginx' })], {
              operatingSystem: 'WINDOWS_SERVER_2022_CORE',
              requiresCompatibilities: ['FARGATE'],
            }),
          ),
        ]),
        pullThroughCache: NO_RULES,
      },
      reasons: ['unknown-registry web docker.io/library/nginx'],
      severity: 'HIGH',
    },
    "AWS's own account is known in a file too": {
      ...runs('840364872350.dkr.ecr.us-east-1.amazonaws.com/aws-appmesh-envoy:v1'),
      arn: 'template.yaml#Web',
      reasons: ['aws-published web 840364872350.dkr.ecr.us-east-1.amazonaws.com/aws-appmesh-envoy'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {},
  notAvailable: {
    'an unresolved image': {
      facts: {
        family: familyOf(container('web', { image: { unreadable: 'Ref ImageUri' } })),
        pullThroughCache: NO_RULES,
      },
      why: /web: image cannot be read.*Ref ImageUri/,
    },
    'a placeholder that nothing can be pulled by': { ...runs('<image>'), why: /no image reference/ },
    'another placeholder': { ...runs('REPOSITORY_URI'), why: /no image reference/ },
    'text with a line break': { ...runs('nginx\nquay.io/evil'), why: /no image reference/ },
    'no image at all': {
      facts: { family: familyOf(container('web', { image: undefined })), pullThroughCache: NO_RULES },
      why: /names no image/,
    },
    'the rules of the registry may not be read': {
      facts: { family: familyOf(container('web')), pullThroughCache: DENIED },
      why: /access denied: ecr:DescribePullThroughCacheRules/,
    },
    'the rules of one region may not be read': {
      ...runs(`${OWN_ECR}/api`, { 'eu-west-1': { ...DENIED, unavailable: 'throttled' } }),
      why: /throttled/,
    },
    'the rules of its region are missing': { ...runs(`${OWN_ECR}/api`, {}), why: /eu-west-1 were not read/ },
    'an upstream that is no registry': {
      ...cached(`${OWN_ECR}/odd/api`, { prefix: 'odd', upstreamUrl: 'not a host' }),
      why: /cache odd is no registry/,
    },
    'in a file, whose account nobody knows': {
      ...runs(`${OWN_ECR}/api`),
      arn: 'template.yaml#Web',
      why: /whether 123456789012 is the account/,
    },
  },
  worse: {
    before: {
      facts: {
        family: familyOf(container('web', { image: `${OTHER_ECR}/base` }), container('side')),
        pullThroughCache: NO_RULES,
      },
    },
    after: {
      facts: {
        family: familyOf(
          container('web', { image: `${OTHER_ECR}/base` }),
          container('side', { image: 'docker.io/evil/miner' }),
        ),
        pullThroughCache: NO_RULES,
      },
    },
  },
} satisfies Cases;
