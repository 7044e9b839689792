import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SdkFactsOptions, sdkFacts } from '#aws/facts/sdk-facts.ts';
import { factSpec, type ReadFactName } from '#domain/facts.ts';
import { imageUsers } from '#domain/image.ts';
import { toImage } from '#domain/normalise/image.ts';
import { toService } from '#domain/normalise/service.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { sha256 } from '../../support/images.ts';
import { ACCOUNT, FAMILY, json, PRESENT, REPOSITORY, SERVICE, service } from './account.ts';
import { type Answers, type Endpoint, startEndpoint } from './endpoint.ts';
import {
  AMD64,
  ARM64,
  CONFIG,
  describeImages,
  IMAGE_ALONE,
  IMAGE_OF_INDEX,
  IMAGES,
  INDEX,
  manifest,
  OWN_ECR,
  runs,
  SINGLE,
} from './images.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const NOW = '2026-04-14T14:02:48.000Z';
const REVISION = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service-revision/shop/web/1`;
const source = (options: Partial<SdkFactsOptions> = {}) =>
  sdkFacts({
    partition: 'aws',
    account: ACCOUNT,
    regions: ['eu-west-1'],
    ...options,
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
    },
  });
const asked = (): readonly string[] => endpoint.requests.map(({ action }) => action);

const signed = { ...DEFAULT_SETTINGS.parameters, signing: { required: true } };
const based = (...approvedBaseImages: readonly string[]) => ({
  ...DEFAULT_SETTINGS.parameters,
  approvedBaseImages,
});

/** A look at an image, as far as the facts before this one are concerned. */
async function read(
  fact: ReadFactName,
  arn: string,
  { answers = {}, facts = source(), ...more }: Partial<ReadContext> & Partial<Situation> = {},
) {
  endpoint.reset({ ...PRESENT, ...IMAGES, ...answers });
  const resource = resourceOf(arn);
  if (!resource) throw new Error(`no resource: ${arn}`);
  const users = [runs(arn)];
  const image = toImage(arn, {}, imageUsers(users, NOW));
  const known = { service: toService(service()), image };
  const context: ReadContext = { users, now: NOW, known, ...more };
  const content = fact === 'imageScan' ? await facts.read('imageContent', resource, context) : undefined;
  const before = endpoint.requests.length;
  const reading = await facts.read(fact, resource, {
    ...context,
    known: { ...known, ...more.known, ...(content && 'value' in content && { imageContent: content.value }) },
  });
  return { reading, calls: asked().slice(before) };
}

interface Situation {
  readonly name: string;
  readonly fact: ReadFactName;
  readonly arn: string;
  readonly answers: Answers;
  readonly context: Partial<ReadContext>;
  readonly facts: ReturnType<typeof source>;
  readonly reading: unknown;
}
const value = (match: unknown): unknown => ({ value: match });
const some = (match: object): unknown => expect.objectContaining(match);
const DELETED = { unavailable: 'unreadable', what: 'the image is no longer in its repository' };
const running = (more: object) => ({ known: { service: toService(service(more)) } });
const revisions = { currentServiceRevisions: [{ arn: REVISION }], runningCount: 1 };
const app = (digest: string, revision = 7) => ({
  definition: `${FAMILY}:${revision}`,
  container: 'app',
  digest,
});
const tasks = (containers: readonly object[], more: object = {}): Answers => ({
  'ecs:DescribeTasks': json({
    tasks: [{ taskDefinitionArn: `${FAMILY}:5`, lastStatus: 'RUNNING', containers, ...more }],
  }),
});

const web = toTaskDefinition({
  family: 'web',
  containerDefinitions: [{ name: 'app', image: `${OWN_ECR}/team/api:1` }],
});
/** Family `web`, one container without a user, of which service `shop/web` runs these digests. */
const familyOf = (digests: readonly string[]) => ({
  known: {
    family: {
      revisions: [{ arn: `${FAMILY}:7`, revision: 7, latest: true, users: [SERVICE], description: web }],
      users: [
        {
          arn: SERVICE,
          revisions: [7],
          exposure: 'internal' as const,
          capacity: [],
          exec: false,
          images: digests.map((digest) => ({ revision: 7, container: 'app', digest })),
          imagesKnown: true,
        },
      ],
      usage: 'used' as const,
    },
  },
});

const SITUATIONS: readonly (Partial<Situation> & Pick<Situation, 'name' | 'fact' | 'reading'>)[] = [
  {
    name: 'as its revisions resolved them',
    fact: 'runningImages',
    arn: SERVICE,
    context: running(revisions),
    reading: some({ value: { images: [app(sha256(INDEX))], complete: true } }),
  },
  {
    name: 'by its tasks, where a revision says no digest',
    fact: 'runningImages',
    arn: SERVICE,
    context: running(revisions),
    answers: {
      'ecs:DescribeServiceRevisions': json({
        serviceRevisions: [
          {
            serviceRevisionArn: REVISION,
            taskDefinition: `${FAMILY}:7`,
            containerImages: [{ containerName: 'app' }],
          },
        ],
      }),
      ...tasks([{ name: 'app', imageDigest: sha256('a') }]),
    },
    reading: value({ images: [app(sha256('a'), 5)], complete: true }),
  },
  {
    name: 'by its tasks, where it has no revisions (CODE_DEPLOY, EXTERNAL); one that is being pulled has none yet',
    fact: 'runningImages',
    arn: SERVICE,
    context: running({ runningCount: 2 }),
    answers: tasks([{ name: 'app', imageDigest: sha256('a') }, { name: 'late' }]),
    reading: value({ images: [app(sha256('a'), 5)], complete: false }),
  },
  {
    name: 'by its tasks, where the endpoint knows no revisions',
    fact: 'runningImages',
    arn: SERVICE,
    context: running(revisions),
    answers: {
      'ecs:DescribeServiceRevisions': { error: 'UnknownOperationException' },
      ...tasks([{ name: 'app', imageDigest: sha256('a') }]),
    },
    reading: value({ images: [app(sha256('a'), 5)], complete: true }),
  },
  {
    name: 'revisions that may not be read are not guessed',
    fact: 'runningImages',
    arn: SERVICE,
    context: running(revisions),
    answers: { 'ecs:DescribeServiceRevisions': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'ecs:DescribeServiceRevisions' },
  },
  {
    name: 'none where no task runs',
    fact: 'runningImages',
    arn: SERVICE,
    context: running({ ...revisions, runningCount: 0 }),
    reading: value({ images: [], complete: true }),
  },
  {
    name: 'a tag, what is in it, and that the running digest is there',
    fact: 'familyImages',
    arn: FAMILY,
    context: familyOf([sha256(AMD64)]),
    reading: value({
      named: {
        [`${REPOSITORY}:1`]: {
          arn: IMAGE_OF_INDEX,
          digests: [sha256(INDEX), sha256(AMD64), sha256(ARM64)],
        },
      },
      running: { [`${REPOSITORY}@${sha256(AMD64)}`]: 'there' },
      users: { [`${REPOSITORY}@${sha256(AMD64)}`]: ['app'] },
    }),
  },
  {
    name: 'a running digest that is gone, and since when its tag names another',
    fact: 'familyImages',
    arn: FAMILY,
    context: familyOf([sha256('deleted')]),
    reading: value(
      some({
        named: { [`${REPOSITORY}:1`]: some({ pushedAt: '2026-03-31T23:33:20.000Z' }) },
        running: { [`${REPOSITORY}@${sha256('deleted')}`]: 'gone' },
      }),
    ),
  },
  {
    name: 'nothing runs: the image by its tag decides on its user, each platform',
    fact: 'familyImages',
    arn: FAMILY,
    context: familyOf([]),
    reading: value(some({ running: {}, users: { [IMAGE_OF_INDEX]: ['app', 'app'] } })),
  },
  {
    name: 'a repository that is gone, with all that runs from it',
    fact: 'familyImages',
    arn: FAMILY,
    context: familyOf([sha256(AMD64)]),
    answers: { 'ecr:BatchGetImage': { error: 'RepositoryNotFoundException' } },
    reading: value(
      some({
        named: { [`${REPOSITORY}:1`]: 'gone' },
        running: { [`${REPOSITORY}@${sha256(AMD64)}`]: 'gone' },
      }),
    ),
  },
  {
    name: 'a repository that may not be read says so of each name',
    fact: 'familyImages',
    arn: FAMILY,
    context: familyOf([sha256(AMD64)]),
    answers: { 'ecr:BatchGetImage': { error: 'AccessDeniedException' } },
    reading: value(
      some({ named: { [`${REPOSITORY}:1`]: { unavailable: 'denied', what: 'ecr:BatchGetImage' } } }),
    ),
  },
  {
    name: 'its tag names the index that it is in',
    fact: 'imageSuccessors',
    arn: `${REPOSITORY}@${sha256(AMD64)}`,
    reading: value({
      '1': { arn: IMAGE_OF_INDEX, digests: [sha256(INDEX), sha256(AMD64), sha256(ARM64)] },
    }),
  },
  {
    name: 'its tag names another one, since when is read too',
    fact: 'imageSuccessors',
    arn: IMAGE_ALONE,
    reading: value({ '1': some({ arn: IMAGE_OF_INDEX, pushedAt: '2026-03-31T23:33:20.000Z' }) }),
  },
  {
    name: 'its tag is gone',
    fact: 'imageSuccessors',
    arn: IMAGE_ALONE,
    answers: { 'ecr:BatchGetImage': json({ images: [], failures: [] }) },
    reading: value({ '1': 'gone' }),
  },
  {
    name: 'what its tags name may not be read',
    fact: 'imageSuccessors',
    arn: IMAGE_ALONE,
    answers: { 'ecr:BatchGetImage': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'ecr:BatchGetImage' },
  },
  {
    name: 'an image in use',
    fact: 'image',
    reading: some({
      value: some({
        repository: 'team/api',
        digest: sha256(INDEX),
        tags: ['1'],
        pushedAt: '2026-03-31T23:33:20.000Z',
        users: [some({ family: FAMILY, exposure: 'internal', platforms: ['linux/amd64'] })],
      }),
    }),
  },
  {
    name: 'an image that nobody runs is none of ours',
    fact: 'image',
    context: { users: [] },
    reading: { missing: true },
  },
  {
    name: 'an index that holds it does not run it',
    fact: 'image',
    context: { users: [{ ...runs(IMAGE_ALONE), user: IMAGE_OF_INDEX }] },
    reading: { missing: true },
  },
  {
    name: 'deleted while it runs: its findings stay',
    fact: 'image',
    answers: { 'ecr:DescribeImages': { error: 'ImageNotFoundException' } },
    reading: DELETED,
  },
  {
    name: 'its repository deleted while it runs',
    fact: 'image',
    answers: { 'ecr:DescribeImages': { error: 'RepositoryNotFoundException' } },
    reading: DELETED,
  },
  {
    name: 'the platform of an index that runs, with its build attestation',
    fact: 'imageContent',
    reading: value(
      some({
        kind: 'index',
        digests: [sha256(INDEX), sha256(AMD64), sha256(ARM64)],
        platforms: [
          some({
            digest: sha256(AMD64),
            config: some({ user: 'app', diffIds: [sha256('layer')] }),
            provenance: { images: [] },
          }),
        ],
      }),
    ),
  },
  {
    name: 'a single image',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    reading: value(some({ kind: 'image', platforms: [some({ digest: sha256(SINGLE) })] })),
  },
  {
    name: 'a configuration that was tampered with on its way',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: { [`GET /blob/${sha256(CONFIG)}`]: { raw: CONFIG.replace('app', 'root'), status: 200 } },
    reading: value(some({ platforms: [some({ what: 'a part of the image (its digest is another)' })] })),
  },
  {
    name: 'a configuration that cannot be fetched',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: { [`GET /blob/${sha256(CONFIG)}`]: { raw: '', status: 403 } },
    reading: value(some({ platforms: [some({ what: 'a part of the image (its download failed)' })] })),
  },
  {
    name: 'more than the manifest says is not read to its end',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: { [`GET /blob/${sha256(CONFIG)}`]: { raw: 'x'.repeat(2_000_000), status: 200 } },
    reading: value(some({ platforms: [some({ what: 'a part of the image (its download failed)' })] })),
  },
  {
    name: 'a configuration that says itself that it is too large is not asked for',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: {
      'ecr:BatchGetImage': json({
        images: [
          {
            imageId: { imageDigest: sha256(SINGLE) },
            imageManifest: SINGLE.replace(/"size":\d+/, '"size":99999999'),
          },
        ],
      }),
    },
    reading: value(some({ platforms: [some({ what: 'a part of the image (larger than 1 MiB)' })] })),
  },
  {
    name: 'layers that may not be read',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: { 'ecr:GetDownloadUrlForLayer': { error: 'AccessDeniedException' } },
    reading: value(
      some({ platforms: [some({ unavailable: 'denied', what: 'ecr:GetDownloadUrlForLayer' })] }),
    ),
  },
  {
    name: 'an artifact',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: {
      'ecr:BatchGetImage': json({
        images: [
          {
            imageId: { imageDigest: sha256(SINGLE) },
            imageManifest: manifest({
              config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: sha256('h'), size: 1 },
            }),
          },
        ],
      }),
    },
    reading: value(some({ kind: 'artifact' })),
  },
  {
    name: 'no such image',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: { 'ecr:BatchGetImage': json({ images: [], failures: [{ failureCode: 'ImageNotFound' }] }) },
    reading: DELETED,
  },
  {
    name: 'a manifest of the first schema',
    fact: 'imageContent',
    arn: IMAGE_ALONE,
    answers: {
      'ecr:BatchGetImage': json({
        images: [{ imageId: { imageDigest: sha256(SINGLE) }, imageManifest: '{"schemaVersion":1}' }],
      }),
    },
    reading: { unavailable: 'unreadable', what: "the image's manifest" },
  },
  {
    name: 'of an index, the image that runs is scanned',
    fact: 'imageScan',
    reading: value({ platforms: [some({ digest: sha256(AMD64), status: 'ACTIVE', enhanced: true })] }),
  },
  {
    name: 'never scanned',
    fact: 'imageScan',
    answers: { 'ecr:DescribeImageScanFindings': { error: 'ScanNotFoundException' } },
    reading: value({ platforms: [some({ status: undefined, vulnerabilities: [] })] }),
  },
  {
    name: 'findings over several pages',
    fact: 'imageScan',
    answers: {
      'ecr:DescribeImageScanFindings': ({ input }) =>
        json({
          imageScanStatus: { status: 'COMPLETE' },
          imageScanFindings: {
            imageScanCompletedAt: 1_775_000_000,
            findings: [{ name: input['nextToken'] === undefined ? 'CVE-1' : 'CVE-2', severity: 'HIGH' }],
          },
          ...(input['nextToken'] === undefined && { nextToken: 'more' }),
        }),
    },
    reading: value({
      platforms: [
        some({
          completedAt: '2026-03-31T23:33:20.000Z',
          enhanced: false,
          vulnerabilities: [some({ id: 'CVE-1' }), some({ id: 'CVE-2' })],
        }),
      ],
    }),
  },
  {
    name: 'a scan that may not be read says so by itself',
    fact: 'imageScan',
    answers: { 'ecr:DescribeImageScanFindings': { error: 'AccessDeniedException' } },
    reading: value({
      platforms: [{ unavailable: 'denied', what: 'ecr:DescribeImageScanFindings', digest: sha256(AMD64) }],
    }),
  },
  {
    name: 'an image that is gone has no scan',
    fact: 'imageScan',
    answers: { 'ecr:DescribeImageScanFindings': { error: 'ImageNotFoundException' } },
    reading: value({ platforms: [some({ ...DELETED })] }),
  },
  {
    name: 'none without a setting, and nothing is asked',
    fact: 'approvedBases',
    reading: value({ bases: [], unread: [] }),
  },
  {
    name: 'by tag',
    fact: 'approvedBases',
    context: { parameters: based(`${OWN_ECR}/team/api:base`) },
    reading: some({
      value: {
        bases: [
          { reference: `${OWN_ECR}/team/api:base`, digest: sha256(SINGLE), chains: [[sha256('layer')]] },
        ],
        unread: [],
      },
    }),
  },
  {
    name: 'every image of a repository, those of an index by platform',
    fact: 'approvedBases',
    context: { parameters: based(`${OWN_ECR}/team/api`) },
    reading: some({
      value: some({
        bases: expect.arrayContaining([
          some({ digest: sha256(SINGLE), chains: [[sha256('layer')]] }),
          some({ digest: sha256(INDEX), chains: [[sha256('layer')], [sha256('layer')]] }),
        ]) as unknown,
      }),
    }),
  },
  {
    name: 'a tag that is not there',
    fact: 'approvedBases',
    context: { parameters: based(`${OWN_ECR}/team/api:none`) },
    reading: some({ value: { bases: [], unread: [some({ reference: `${OWN_ECR}/team/api:none` })] } }),
  },
  {
    name: "another account's that may not be read",
    fact: 'approvedBases',
    context: { parameters: based('999988887777.dkr.ecr.eu-west-1.amazonaws.com/base:1') },
    answers: { 'ecr:BatchGetImage': { error: 'AccessDeniedException' } },
    reading: some({
      value: { bases: [], unread: [some({ why: { unavailable: 'denied', what: 'ecr:BatchGetImage' } })] },
    }),
  },
  {
    name: 'nothing is asked where none is required',
    fact: 'imageSignatures',
    context: { parameters: DEFAULT_SETTINGS.parameters },
    reading: value({ read: false, signing: [], referrers: [], signatureTag: false }),
  },
  {
    name: 'managed signing, referrers and the tag of cosign',
    fact: 'imageSignatures',
    context: { parameters: signed },
    reading: value({
      read: true,
      signing: [{ profile: 'p', status: 'COMPLETE' }],
      referrers: ['application/spdx+json'],
      signatureTag: false,
    }),
  },
  {
    name: 'the tag of cosign is there',
    fact: 'imageSignatures',
    context: { parameters: signed },
    answers: { 'ecr:DescribeImages': json({ imageDetails: [{ imageDigest: sha256('signature') }] }) },
    reading: value(some({ signatureTag: true })),
  },
];

/** Which IAM action allows a call that has none of its own (ECR API reference, ListImageReferrers). */
const allowing = (call: string): string => (call === 'ecr:ListImageReferrers' ? 'ecr:BatchGetImage' : call);

describe('each fact of images', () => {
  test.each(SITUATIONS)('$fact: $name', async ({ fact, arn = IMAGE_OF_INDEX, answers, context, reading }) => {
    const found = await read(fact, arn, { ...(answers && { answers }), ...context });
    expect(found.reading).toEqual(reading);
    expect(JSON.stringify(found.reading)).not.toContain('never-to-be-seen');
  });

  test.each([...new Set(SITUATIONS.map(({ fact }) => fact))])(
    '%s makes the calls it declares, and no others',
    async (fact) => {
      const seen = new Set<string>();
      for (const { arn = IMAGE_OF_INDEX, answers, context } of SITUATIONS.filter(
        (each) => each.fact === fact,
      )) {
        const { calls } = await read(fact, arn, { ...(answers && { answers }), ...context });
        for (const call of calls) seen.add(allowing(call));
      }
      expect([...seen].sort()).toEqual(factSpec(fact).actions.toSorted());
    },
  );
});

describe('images are read together and once', () => {
  test('that a running image was deleted is seen, though what is behind its digest is remembered', async () => {
    const facts = source();
    await read('imageContent', IMAGE_ALONE, { facts });
    const { reading } = await read('familyImages', FAMILY, {
      facts,
      ...familyOf([sha256(SINGLE)]),
      answers: { 'ecr:BatchGetImage': json({ images: [] }) },
    });
    expect(reading).toMatchObject({ value: { running: { [IMAGE_ALONE]: 'gone' } } });
  });

  test('what is behind a digest is fetched once', async () => {
    const facts = source();
    await read('imageContent', IMAGE_OF_INDEX, { facts });
    expect((await read('imageContent', IMAGE_OF_INDEX, { facts })).calls).toEqual([]);
  });

  test('those of a repository that a sweep goes on to are described by one call', async () => {
    const facts = source({ clock: { now: () => NOW } });
    facts.expect?.([IMAGE_OF_INDEX, IMAGE_ALONE, SERVICE]);
    const first = await read('image', IMAGE_OF_INDEX, { facts, freshFrom: NOW });
    const second = await read('image', IMAGE_ALONE, { facts, freshFrom: NOW });
    expect([first.calls, second.calls]).toEqual([['ecr:DescribeImages'], []]);
    expect(second.reading).toMatchObject({ value: { digest: sha256(SINGLE) } });
    const contents = await read('imageContent', IMAGE_ALONE, { facts });
    expect(contents.calls.filter((call) => call === 'ecr:BatchGetImage')).toHaveLength(1);
  });

  test('one that was deleted does not hide the others of its repository', async () => {
    const facts = source({ clock: { now: () => NOW } });
    const gone = `${REPOSITORY}@${sha256('gone')}`;
    facts.expect?.([gone, IMAGE_ALONE]);
    const answers: Answers = { 'ecr:DescribeImages': describeImages };
    expect((await read('image', gone, { facts, freshFrom: NOW, answers })).reading).toEqual(DELETED);
    expect((await read('image', IMAGE_ALONE, { facts, freshFrom: NOW, answers })).reading).toHaveProperty(
      'value',
    );
  });

  test('service revisions of a group are described together', async () => {
    const facts = source({ clock: { now: () => NOW } });
    endpoint.reset({ ...PRESENT, ...IMAGES });
    await facts.list('AWS::ECS::Service');
    const { calls } = await read('runningImages', SERVICE, {
      facts,
      freshFrom: NOW,
      ...running(revisions),
      answers: { 'ecs:DescribeServices': json({ services: [service(revisions)] }) },
    });
    expect(calls.filter((call) => call === 'ecs:DescribeServiceRevisions')).toHaveLength(1);
  });
});
