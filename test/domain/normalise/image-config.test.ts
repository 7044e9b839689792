import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toImageConfig, toProvenance } from '#domain/normalise/image-config.ts';
import { toHistoryStep } from '#domain/normalise/image-history.ts';
import { toManifest } from '#domain/normalise/manifest.ts';
import { hostileJson } from '../../support/hostile-json.ts';
import { sha256 } from '../../support/images.ts';

const NAMES = [
  'manifests',
  'config',
  'annotations',
  'platform',
  'digest',
  'layers',
  'rootfs',
  'diff_ids',
  'history',
  'created_by',
  'predicate',
  'buildType',
  'materials',
  'uri',
];

const configOf = (says: object) =>
  toImageConfig(JSON.stringify({ rootfs: { diff_ids: ['sha256:1'] }, ...says }));

describe("an image's configuration", () => {
  it('keeps what verdicts need, and no environment, command or label', () => {
    const config = configOf({
      os: 'Linux',
      architecture: 'arm64',
      created: '2026-01-02T03:04:05.123456789Z',
      config: {
        User: '1000:1000',
        Env: ['PASSWORD=hunter2'],
        Cmd: ['/app', '--password=hunter2'],
        Labels: { secret: 'hunter2' },
      },
      history: [{ created_by: 'RUN curl -u me:hunter2 x' }],
    });
    expect(config).toEqual({
      os: 'linux',
      architecture: 'arm64',
      user: '1000:1000',
      created: '2026-01-02T03:04:05.123Z',
      diffIds: ['sha256:1'],
      history: [{ kind: 'run', packageManager: false, empty: false }],
      shell: false,
      distributionLabels: [],
      labelledBase: {},
    });
    expect(JSON.stringify(config)).not.toContain('hunter2');
  });

  test.each<[string, object, boolean]>([
    ['a shell by its entry point', { Entrypoint: ['/bin/sh', '-c'] }, true],
    ['a shell by its command', { Cmd: ['bash'] }, true],
    ['busybox', { Cmd: ['/bin/busybox', 'httpd'] }, true],
    ['a program', { Entrypoint: ['/app'], Cmd: ['sh'] }, false],
    ['nothing', {}, false],
  ])('starts %s: %j is %s', (_name, config, shell) => {
    expect(configOf({ config })?.shell).toBe(shell);
  });

  test.each([
    [{ 'org.opencontainers.image.ref.name': 'ubuntu' }, ['ubuntu']],
    [{ 'com.redhat.component': 'ubi9-container' }, ['ubi9']],
    [{ 'org.label-schema.name': 'CentOS Base Image' }, ['centos']],
    [{ 'org.opencontainers.image.title': 'payments' }, []],
    [{ maintainer: 'debian' }, []],
  ])('of the labels %j it names %j', (Labels, expected) => {
    expect(configOf({ config: { Labels } })?.distributionLabels).toEqual(expected);
  });

  it('is none without layers, or where it is no JSON', () => {
    expect(toImageConfig('{}')).toBeUndefined();
    expect(toImageConfig('not json')).toBeUndefined();
  });
});

test.each<[string, string, string?]>([
  ['COPY /app /app # buildkit', 'copy'],
  ['/bin/sh -c #(nop) COPY file:9f1 in /app ', 'copy'],
  ['/bin/sh -c #(nop) ADD file:9f1 in / ', 'import'],
  ['ADD alpine-minirootfs-3.20.0-x86_64.tar.gz / # buildkit', 'import', 'alpine'],
  ['ADD app.tar.gz /srv # buildkit', 'copy'],
  ['COPY --from=build /rootfs / # buildkit', 'import', 'a root file system'],
  ["# debian.sh --arch 'amd64' out/ 'bookworm' '@1'", 'import', 'debian'],
  ['bazel build @distroless//base', 'import', 'distroless'],
  ['apko', 'import', 'apko'],
  ['jib-maven-plugin:3.4.0', 'import', 'jib'],
  ['RUN /bin/sh -c make # buildkit', 'run'],
  ['/bin/sh -c make', 'run'],
  ['|1 A=b /bin/sh -c make', 'run'],
  ['CMD ["/app"]', 'other'],
  ['', 'other'],
])('history: %j is %s', (created_by, kind, family) => {
  const step = toHistoryStep({ created_by });
  expect([step.kind, step.family]).toEqual([kind, family]);
});

test.each(['RUN apk add --no-cache curl', '/bin/sh -c apt-get -y install curl', 'RUN dnf install x'])(
  'history: %j runs a package manager',
  (created_by) => {
    expect(toHistoryStep({ created_by }).packageManager).toBe(true);
  },
);

describe('a build attestation', () => {
  const statement = (predicate: object) => toProvenance(JSON.stringify({ predicate }));
  const buildType = 'https://mobyproject.org/buildkit@v1';
  test.each<[string, object, readonly string[] | undefined]>([
    ['names no image', { buildType, materials: [] }, []],
    ['names only what builds', { buildType, materials: [{ uri: 'pkg:docker/docker/dockerfile@1.4' }] }, []],
    [
      'names a base',
      { buildType, materials: [{ uri: 'pkg:docker/alpine@3' }, { uri: 'https://github.com/x/y.git' }] },
      ['pkg:docker/alpine@3'],
    ],
    [
      'of the newer form',
      {
        buildDefinition: {
          buildType: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
          resolvedDependencies: [{ uri: 'pkg:docker/alpine@3' }],
        },
      },
      ['pkg:docker/alpine@3'],
    ],
    ['of another builder says nothing', { buildType: 'https://example.com/x', materials: [] }, undefined],
    ['without materials says nothing', { buildType }, undefined],
    [
      'a name that only begins like a frontend',
      { buildType, materials: [{ uri: 'pkg:docker/docker/dockerfile-evil@1' }] },
      ['pkg:docker/docker/dockerfile-evil@1'],
    ],
  ])('%s', (_name, predicate, images) => {
    expect(statement(predicate)?.images).toEqual(images);
  });
});

describe('a manifest', () => {
  const child = (text: string, more: object) => ({ digest: sha256(text), size: 1, ...more });
  it('of an index tells attestations from images, also without their annotation', () => {
    const index = toManifest(
      JSON.stringify({
        manifests: [
          child('a', { platform: { os: 'linux', architecture: 'amd64' } }),
          child('b', { platform: { os: 'unknown', architecture: 'unknown' } }),
          { digest: 'sha256:short' },
          null,
        ],
      }),
    );
    expect(index).toEqual({
      kind: 'index',
      base: {},
      children: [
        { digest: sha256('a'), platform: 'linux/amd64' },
        { digest: sha256('b'), platform: 'unknown/unknown', attests: '' },
      ],
    });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(hostileJson(NAMES), (value) => {
        const text = JSON.stringify(value) ?? 'undefined';
        const inside = JSON.stringify({ rootfs: { diff_ids: [] }, config: value, history: [value] });
        expect(() => [toManifest(text), toProvenance(text), toImageConfig(text)]).not.toThrow();
        expect(toImageConfig(inside)).toHaveProperty('diffIds', []);
        expect(toManifest(JSON.stringify({ manifests: [value], annotations: value }))?.kind).toBe('index');
      }),
    );
  });
});
