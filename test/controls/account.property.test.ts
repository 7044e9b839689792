import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import { type Evaluation, fingerprint } from '#domain/evaluation.ts';
import type { ResourceType } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { scan } from '#monitor/scan.ts';
import { recordedAccount } from '#recorded/account.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { NOW } from '../support/facts.ts';
import { hostileJson } from '../support/hostile-json.ts';
import { sha256 } from '../support/images.ts';

/**
 * An account with one resource of each kind besides task definitions, which have properties of their own
 * (families.property.test.ts), as AWS describes them: everything that controls look at, in forms that pass, fail and
 * cannot be read.
 */

const PLACE = 'eu-west-1:123456789012';
const ecs = (path: string): string => `arn:aws:ecs:${PLACE}:${path}`;
const ec2 = (path: string): string => `arn:aws:ec2:${PLACE}:${path}`;
const FAMILY = ecs('task-definition/web:1');
const SERVICE = ecs('service/shop/web');
const CLUSTER = ecs('cluster/shop');
const INSTANCE = ecs('container-instance/shop/c1');
const REPOSITORY = `arn:aws:ecr:${PLACE}:repository/team/api`;
const REGISTRY = `arn:aws:ecr:${PLACE}:registry`;
const FILES = `arn:aws:elasticfilesystem:${PLACE}:file-system/fs-0123456789abcdef0`;
const KEY = `arn:aws:kms:${PLACE}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const CONFIG = {
  os: 'linux',
  architecture: 'amd64',
  config: {},
  rootfs: { diff_ids: [sha256('l')] },
  history: [{ created_by: 'COPY a /a' }],
};
const MANIFEST = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256('c'), size: 9 },
  layers: [],
};
const IMAGE = `${REPOSITORY}@${sha256('image')}`;

const one = (...forms: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom<unknown>(...forms);
const some = (of: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(of, { requiredKeys: [] });

const network = one(
  { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' } },
  { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
  { awsvpcConfiguration: { assignPublicIp: 'maybe' } },
  'none',
);
const platform = one('LATEST', '1.3.0', '1.4.0', 7);
const statement = (Principal: unknown, Action: string) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
});
const policyOf = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const EVERYBODY = policyOf(statement('*', 'ecr:*'));

/** The facts of each resource by its ARN. */
const FACTS: Readonly<Record<string, fc.Arbitrary<object>>> = {
  [SERVICE]: fc.record({
    service: some({
      status: one('ACTIVE', 'DRAINING'),
      launchType: one('EC2', 'FARGATE', 'EXTERNAL', {}),
      networkConfiguration: network,
      platformVersion: platform,
      enableExecuteCommand: one(true, 'true', false),
      taskDefinition: fc.constant(FAMILY),
      clusterArn: fc.constant(CLUSTER),
      runningCount: one(1, 0, 'x'),
      deployments: fc.array(
        some({
          status: one('PRIMARY', 'ACTIVE'),
          desiredCount: one(1, 0),
          networkConfiguration: network,
          platformVersion: platform,
        }),
        { maxLength: 3 },
      ),
      tags: one([{ key: 'owner', value: 'a' }], null),
    }),
    tasks: one(
      [
        {
          taskDefinitionArn: FAMILY,
          lastStatus: 'RUNNING',
          containers: [{ name: 'app', imageDigest: sha256('image') }],
        },
      ],
      [],
    ),
  }),
  [CLUSTER]: fc.record({
    cluster: some({
      status: fc.constant('ACTIVE'),
      settings: one([{ name: 'containerInsights', value: 'enabled' }], [{ name: 'containerInsights' }], 'on'),
      configuration: one(
        { executeCommandConfiguration: { logging: 'NONE' } },
        {
          executeCommandConfiguration: {
            logging: 'OVERRIDE',
            logConfiguration: { cloudWatchLogGroupName: 'e' },
          },
        },
        { executeCommandConfiguration: { logging: 7 } },
        [],
      ),
    }),
  }),
  [INSTANCE]: fc.record({
    containerInstance: some({
      ec2InstanceId: one('i-1', 'mi-1'),
      status: one('ACTIVE', 'DRAINING'),
      agentConnected: one(true, false, 'no'),
      versionInfo: one({ agentVersion: '1.90.0' }, {}),
      registeredAt: one('2026-01-01T00:00:00Z', 3),
    }),
  }),
  [ec2('instance/i-1')]: fc.record({
    instance: some({
      InstanceId: fc.constant('i-1'),
      ImageId: fc.constant('ami-1'),
      MetadataOptions: one(
        { HttpTokens: 'required' },
        { HttpTokens: 'optional', HttpPutResponseHopLimit: 2 },
        { HttpEndpoint: 3 },
      ),
      Operator: one({ Managed: true }, { Managed: false }),
    }),
  }),
  ['arn:aws:ec2:eu-west-1::image/ami-1']: fc.record({
    image: some({ CreationDate: one('2026-04-01T00:00:00Z', '2024-01-01T00:00:00Z', 'x') }),
  }),
  [REPOSITORY]: fc.record(
    {
      repository: some({
        imageTagMutability: one('MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 9),
        imageTagMutabilityExclusionFilters: one([{ filter: 'dev*' }, { filter: 'v1' }], [{}], 'dev'),
        encryptionConfiguration: one(
          { encryptionType: 'AES256' },
          { encryptionType: 'KMS', kmsKey: KEY },
          'KMS',
        ),
      }),
      tags: one(
        [
          { Key: 'DataClassification', Value: 'secret' },
          { Key: 'b', Value: 'c' },
        ],
        [],
      ),
      scanningConfiguration: one(
        { scanFrequency: 'SCAN_ON_PUSH' },
        { scanFrequency: 'MANUAL' },
        {},
        { scanFrequency: 1 },
      ),
      lifecyclePolicy: one({ lifecyclePolicyText: '{"rules":[{}]}' }, { lifecyclePolicyText: '{' }),
      repositoryPolicy: one(
        { policyText: policyOf(statement({ AWS: 'arn:aws:iam::444455556666:root' }, 'ecr:BatchGetImage')) },
        { policyText: EVERYBODY },
        { policyText: '[]' },
      ),
    },
    { requiredKeys: ['repository'] },
  ),
  [REGISTRY]: fc.record(
    {
      pullThroughCacheRules: one([{ ecrRepositoryPrefix: 'cache' }], [{}], []),
      registryPolicy: one({ policyText: EVERYBODY }, { policyText: 'x' }),
      repositoryCreationTemplates: one(
        [{ prefix: 'a', encryptionConfiguration: { encryptionType: 'KMS' } }, { prefix: 'b' }],
        [{}],
      ),
      replicationConfiguration: one(
        { rules: [{ destinations: [{ registryId: '444455556666', region: 'eu-west-1' }] }] },
        {},
      ),
    },
    { requiredKeys: [] },
  ),
  [KEY]: fc.record(
    {
      key: some({
        KeyManager: one('CUSTOMER', 'AWS', 3),
        KeyState: one('Enabled', 'Disabled', 'New'),
        Origin: fc.constant('AWS_KMS'),
      }),
      rotation: one({ KeyRotationEnabled: false }, {}),
    },
    { requiredKeys: ['key'] },
  ),
  [IMAGE]: fc.record(
    {
      image: some({
        imageTags: one(['1'], [], 'x'),
        imagePushedAt: one('2026-04-01T00:00:00Z', '2020-01-01T00:00:00Z', {}),
      }),
      manifest: one(MANIFEST, { schemaVersion: 1 }, 'x'),
      config: one(
        CONFIG,
        { ...CONFIG, created: '2020-01-01T00:00:00Z' },
        { ...CONFIG, history: [{ created_by: 'RUN apk add' }] },
        {},
      ),
      scan: one(
        {},
        { imageScanStatus: { status: 'ACTIVE' }, imageScanFindings: {} },
        {
          imageScanStatus: { status: 'COMPLETE' },
          imageScanFindings: {
            imageScanCompletedAt: '2026-04-10T00:00:00Z',
            findings: [
              { name: 'CVE-1', severity: 'HIGH' },
              { name: 'CVE-2', severity: 'CRITICAL' },
            ],
          },
        },
        { imageScanStatus: { status: 'NEW' } },
      ),
    },
    { requiredKeys: ['image'] },
  ),
  [FILES]: fc.record(
    {
      fileSystem: some({ Encrypted: one(true, false, 'x'), LifeCycleState: fc.constant('available') }),
      policy: one(
        { Policy: policyOf(statement('*', 'elasticfilesystem:ClientMount')) },
        {
          Policy: policyOf({
            Effect: 'Deny',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        },
        { Policy: '7' },
      ),
    },
    { requiredKeys: ['fileSystem'] },
  ),
  [ec2('security-group/sg-1')]: fc.record({
    securityGroup: some({
      GroupId: fc.constant('sg-1'),
      VpcId: fc.constant('vpc-1'),
      IpPermissions: one(
        [
          {
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 22,
            IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '0.0.0.0/0' }],
          },
          { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
        ],
        [{ IpProtocol: 'tcp', FromPort: '22' }],
        [],
      ),
    }),
  }),
  [ec2('subnet/subnet-1')]: fc.record({
    subnet: some({ SubnetId: fc.constant('subnet-1'), VpcId: fc.constant('vpc-1') }),
  }),
};
/** What makes the others be judged: a family that runs the image and mounts the file system. */
const DEFINITION = {
  taskDefinition: {
    family: 'web',
    networkMode: 'bridge',
    volumes: [{ name: 'd', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } }],
    containerDefinitions: [{ name: 'app', image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api:1` }],
  },
};

type Resources = AccountFile['resources'];
const account = fc
  .record(FACTS as Record<string, fc.Arbitrary<Readonly<Record<string, unknown>>>>)
  .map((resources): Resources => ({ ...resources, [FAMILY]: DEFINITION }));

interface Said {
  readonly type: ResourceType;
  readonly status: Evaluation['status'];
  readonly reasons: readonly string[];
  readonly words: readonly string[];
}

/** What a scan says of an account, by resource and control; of what changes with the unit test's own text, nothing. */
async function said(resources: Resources): Promise<ReadonlyMap<string, Said>> {
  const found = new Map<string, Said>();
  const options = {
    areas: [{ facts: recordedAccount({ version: 1, resources }), covers: () => true }],
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
    clock: { now: () => NOW },
  };
  for await (const { resource, control, status, reasons, why } of scan(options))
    found.set(`${control.id} ${resource.arn}`, {
      type: resource.type,
      status,
      reasons: fingerprint(reasons),
      words: [
        ...reasons.flatMap(({ code, subject, message }) => [code, subject, message]),
        ...(why === undefined ? [] : [why]),
      ],
    });
  return found;
}

/** Every list in another order, and fields that nobody knows in every object. */
const stirred = (value: unknown, random: () => number): unknown => {
  if (Array.isArray(value))
    return value
      .map((item) => ({ item: stirred(item, random), at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    KEPT.has(name) ? each : stirred(each, random),
  ]);
  return { ...Object.fromEntries(entries), 'x-unknown': random() < 0.5 ? { deep: [1] } : null };
};
/** Texts of others, whose order or fields say something: an image's history is one. */
const KEPT: ReadonlySet<string> = new Set(['config', 'manifest']);

test('the order of lists, and fields nobody knows, change nothing of services, clusters, instances, repositories, images and file systems', async () => {
  const pairs = fc.tuple(account, fc.integer());
  const judged = new Set<ResourceType>();
  await fc.assert(
    fc.asyncProperty(pairs, async ([resources, seed]) => {
      let state = seed >>> 0;
      const random = (): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      };
      const other = Object.fromEntries(
        Object.entries(resources).map(([arn, facts]) => [
          arn,
          Object.fromEntries(
            Object.entries(facts ?? {}).map(([name, each]) => [
              name,
              KEPT.has(name) ? each : stirred(each, random),
            ]),
          ),
        ]),
      );
      const [before, after] = [await said(resources), await said(other)];
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [what, { type, status, reasons }] of before) {
        judged.add(type);
        expect({ what, status: after.get(what)?.status, reasons: after.get(what)?.reasons }).toEqual({
          what,
          status,
          reasons,
        });
      }
    }),
    { numRuns: 40 },
  );
  expect([...judged]).toEqual(
    expect.arrayContaining([
      'AWS::ECS::Service',
      'AWS::ECS::Cluster',
      'AWS::ECS::ContainerInstance',
      'AWS::ECR::Repository',
      'AWS::ECR::Registry',
      'AWS::ECR::Image',
      'AWS::EFS::FileSystem',
    ]),
  );
});

type Facts = Readonly<Record<string, unknown>>;
const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const withIn = (facts: Facts, name: string, change: (was: Facts) => Facts): Facts => {
  const was = facts[name];
  return { ...facts, [name]: change(isFacts(was) ? was : {}) };
};
const more = (was: unknown, item: unknown): readonly unknown[] => [...(Array.isArray(was) ? was : []), item];
/** A statement more; a policy that was none becomes one. */
const withStatement = (was: unknown, added: object): string => {
  let before: readonly object[] = [];
  try {
    before = (JSON.parse(String(was)) as { readonly Statement?: readonly object[] }).Statement ?? [];
  } catch {
    before = [];
  }
  return policyOf(...before, added);
};

/** One faulty part more of each kind of resource. */
const WORSE: Readonly<Record<string, (facts: Facts) => Facts>> = {
  [SERVICE]: (facts) =>
    withIn(facts, 'service', (service) => ({
      ...service,
      deployments: more(service['deployments'], {
        status: 'ACTIVE',
        desiredCount: 1,
        launchType: 'FARGATE',
        platformVersion: '1.2.0',
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' },
        },
      }),
    })),
  [REPOSITORY]: (facts) =>
    withIn(facts, 'repositoryPolicy', ({ policyText }) => ({
      policyText: withStatement(policyText, { Effect: 'Allow', Principal: '*', Action: 'ecr:*' }),
    })),
  [REGISTRY]: (facts) => ({
    ...facts,
    repositoryCreationTemplates: more(facts['repositoryCreationTemplates'], {
      prefix: 'faulty',
      repositoryPolicy: EVERYBODY,
      resourceTags: [{ Key: 'DataClassification', Value: 'secret' }],
    }),
  }),
  [FILES]: (facts) =>
    withIn(facts, 'policy', ({ Policy }) => ({
      Policy: withStatement(Policy, {
        Effect: 'Allow',
        Principal: '*',
        Action: 'elasticfilesystem:*',
        Resource: '*',
      }),
    })),
  [ec2('security-group/sg-1')]: (facts) =>
    withIn(facts, 'securityGroup', (group) => ({
      ...group,
      IpPermissions: more(group['IpPermissions'], { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    })),
  [IMAGE]: (facts) =>
    withIn(facts, 'scan', (was) =>
      withIn(was, 'imageScanFindings', (findings) => ({
        ...findings,
        findings: more(findings['findings'], { name: 'CVE-9', severity: 'CRITICAL' }),
      })),
    ),
};

test.each(Object.entries(WORSE))('%s: one faulty part more mends nothing', async (arn, worsen) => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(account, async (resources) => {
      const worse = { ...resources, [arn]: worsen(resources[arn] ?? {}) };
      const [before, after] = [await said(resources), await said(worse)];
      const mended = [...before].filter(
        ([what, { status }]) => status === 'FAILED' && after.get(what)?.status === 'PASSED',
      );
      expect(mended).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('no answer of AWS breaks a control: each says something of whatever it says', async () => {
  const names = [
    'name',
    'value',
    'status',
    'Statement',
    'Principal',
    'policyText',
    'awsvpcConfiguration',
    'prefix',
    'tags',
    'findings',
  ];
  const arns = Object.keys(FACTS);
  const hostile = fc.dictionary(
    fc.constantFrom(
      'service',
      'cluster',
      'containerInstance',
      'instance',
      'repository',
      'repositoryPolicy',
      'tags',
      'scan',
      'image',
      'manifest',
      'config',
      'fileSystem',
      'policy',
      'securityGroup',
      'repositoryCreationTemplates',
      'tasks',
    ),
    hostileJson(names),
  );
  await fc.assert(
    fc.asyncProperty(account, fc.constantFrom(...arns), hostile, async (resources, arn, facts) => {
      const broken = { ...resources, [arn]: { ...resources[arn], ...facts } };
      for (const { words, status } of (await said(broken)).values()) {
        expect(words).not.toContain('');
        expect(status).toMatch(/^(PASSED|FAILED|NOT_APPLICABLE|NOT_AVAILABLE)$/);
      }
    }),
    { numRuns: 80 },
  );
});
