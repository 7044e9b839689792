import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImageReference, parseImage } from '#domain/image-reference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('reads an image as Docker does', () => {
  test.each<[string, string, ImageReference]>([
    ['an official image', 'nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    [
      'with a tag',
      'nginx:1.27-alpine',
      { registry: 'docker.io', repository: 'library/nginx', tag: '1.27-alpine' },
    ],
    ['of a user', 'amazon/aws-xray-daemon', { registry: 'docker.io', repository: 'amazon/aws-xray-daemon' }],
    ['Docker Hub by name', 'docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    [
      'Docker Hub by its index',
      'index.docker.io/acme/api',
      { registry: 'docker.io', repository: 'acme/api' },
    ],
    [
      'Docker Hub by its host',
      'registry-1.docker.io/library/nginx',
      { registry: 'docker.io', repository: 'library/nginx' },
    ],
    ['a host', 'quay.io/acme/api:v1', { registry: 'quay.io', repository: 'acme/api', tag: 'v1' }],
    ['a host in upper case', 'GHCR.IO/acme/api', { registry: 'ghcr.io', repository: 'acme/api' }],
    ['upper case makes a host', 'Registry/acme', { registry: 'registry', repository: 'acme' }],
    ['a host with a port', 'registry:5000/api:1', { registry: 'registry:5000', repository: 'api', tag: '1' }],
    ['localhost', 'localhost/api', { registry: 'localhost', repository: 'api' }],
    ['an IPv6 host', '[::1]:5000/api', { registry: '[::1]:5000', repository: 'api' }],
    [
      'a path that is no host',
      'library/sub/nginx',
      { registry: 'docker.io', repository: 'library/sub/nginx' },
    ],
    ['a digest', `quay.io/api@${DIGEST}`, { registry: 'quay.io', repository: 'api', digest: DIGEST }],
    [
      'tag and digest',
      `quay.io/api:v1@${DIGEST}`,
      { registry: 'quay.io', repository: 'api', tag: 'v1', digest: DIGEST },
    ],
    ['separators', 'quay.io/a__b/c-d---e/f.g_h', { registry: 'quay.io', repository: 'a__b/c-d---e/f.g_h' }],
  ])('%s: %s', (_name, text, reference) => {
    expect(parseImage(text)).toEqual(reference);
  });
});

describe('knows private ECR', () => {
  test.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', 'eu-west-1'],
    ['123456789012.dkr-ecr-fips.us-east-1.on.aws', 'us-east-1'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
    ['123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
    ['123456789012.DKR.ECR.EU-WEST-1.AMAZONAWS.COM', 'eu-west-1'],
  ])('%s', (host, region) => {
    expect(parseImage(`${host}/team/api:1`)).toMatchObject({
      registry: host.toLowerCase(),
      repository: 'team/api',
      privateEcr: { account: '123456789012', region },
    });
  });
});

describe('takes nothing else for private ECR', () => {
  test.each([
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.com',
    'evil.123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    '12345678901.dkr.ecr.eu-west-1.amazonaws.com',
    '1234567890123.dkr.ecr.eu-west-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn',
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-west-1.on.aws',
    '123456789012.dkr-ecr.eu-west-1.amazonaws.com',
    '123456789012.dkr-ecr.cn-north-1.on.aws',
    '123456789012.dkr.ecr.evil.amazonaws.com',
    '123456789012.dkr.ecrx.eu-west-1.amazonaws.com',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com:443',
    'public.ecr.aws',
  ])('%s', (host) => {
    const reference = parseImage(`${host}/team/api`);
    expect(reference?.registry).toBe(host);
    expect(reference?.privateEcr).toBeUndefined();
  });
});

describe('refuses what Docker could not pull', () => {
  test.each([
    ['nothing', ''],
    ['a placeholder', '<image>'],
    ['upper case in the path', 'REPOSITORY_URI'],
    ['upper case behind the host', 'quay.io/Acme/api'],
    ['a line break', 'nginx\nevil'],
    ['a line break at the end', 'nginx\n'],
    ['a space', 'nginx latest'],
    ['a scheme', 'https://quay.io/acme/api'],
    ['an intrinsic', `\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/api`],
    ['no path', 'quay.io/'],
    ['an empty part', 'quay.io//api'],
    ['an empty tag', 'nginx:'],
    ['two tags', 'nginx:1:2'],
    ['a long tag', `nginx:${'a'.repeat(129)}`],
    ['a short digest', 'nginx@sha256:abc'],
    ['a digest of another kind', `nginx@md5:${'a'.repeat(64)}`],
    ['a bare image id', 'a'.repeat(64)],
    ['a host with an empty label', 'quay..io/api'],
    ['a host with user and password', 'me:secret@quay.io/api'],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('%s', (_name, text) => {
    expect(parseImage(text)).toBeUndefined();
  });
});

const part = fc.stringMatching(/^[a-z0-9]{1,6}([._-][a-z0-9]{1,6})?$/);
const host = fc.stringMatching(/^[a-z][a-z0-9]{0,6}\.[a-z]{2,4}(:[0-9]{2,4})?$/);
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

test('reads back what it was made of', () => {
  fc.assert(
    fc.property(
      host,
      path,
      fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined }),
      fc.boolean(),
      (registry, repository, tag, digested) => {
        const digest = digested ? DIGEST : undefined;
        const text = `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest ? `@${digest}` : ''}`;
        expect(parseImage(text)).toEqual({
          registry,
          repository,
          ...(tag !== undefined && { tag }),
          ...(digest !== undefined && { digest }),
        });
      },
    ),
  );
});

test('any text is read or refused, and a name that is read has no character to break a line with', () => {
  const odd = fc.constantFrom('a', '.', ':', '/', '@', '-', '_', 'A', '0', '\n', '[', ']', ' ');
  const oddText = fc.array(odd, { maxLength: 1024 }).map((each) => each.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), oddText), (text) => {
      const { registry = '', repository = '' } = parseImage(text) ?? {};
      expect(registry + repository).toMatch(/^[a-z0-9._:/[\]-]*$/);
    }),
    { numRuns: 2_000 },
  );
});
