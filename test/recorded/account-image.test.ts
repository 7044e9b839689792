import { describe, expect, test } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import { toService } from '#domain/normalise/service.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { recordedAccount } from '#recorded/account.ts';
import { AMD64, ARM64, CONFIG, INDEX, runs, SINGLE, STATEMENT } from '../aws/facts/images.ts';
import { sha256 } from '../support/images.ts';

const REPOSITORY = 'arn:aws:ecr:eu-west-1:111122223333:repository/team/api';
const at = (text: string) => `${REPOSITORY}@${sha256(text)}`;
const ARN = at(SINGLE);
const SERVICE = 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web';
const FAMILY = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web';
const denied = { $unavailable: 'denied', what: 'x:Y' };
const OWN = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api';

const single = { image: { imageTags: ['1'] }, manifest: SINGLE, config: CONFIG };
const INDEXED = {
  [at(INDEX)]: { image: {}, manifest: JSON.parse(INDEX) as unknown },
  [at(AMD64)]: { manifest: AMD64, config: JSON.parse(CONFIG) as unknown, provenance: STATEMENT, scan: {} },
  [at(ARM64)]: { manifest: ARM64, config: CONFIG },
};

const INDEXED_BY_TAG = { ...INDEXED, [at(INDEX)]: { ...INDEXED[at(INDEX)], image: { imageTags: ['1'] } } };
/** Family `web`, one container without a user, of which service `shop/web` runs these digests. */
const familyOf = (digests: readonly string[]) => ({
  known: {
    family: {
      revisions: [
        {
          arn: `${FAMILY}:7`,
          revision: 7,
          latest: true,
          users: [SERVICE],
          description: toTaskDefinition({ containerDefinitions: [{ name: 'app', image: `${OWN}:1` }] }),
        },
      ],
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

async function read(
  fact: ReadFactName,
  resources: Record<string, Record<string, unknown>>,
  { arn = ARN, ...more }: Partial<ReadContext> & { readonly arn?: string } = {},
) {
  const account = recordedAccount({ version: 1, resources });
  const resource = resourceOf(arn) ?? { type: 'AWS::::Account', arn };
  const context = { users: [runs(arn)], now: '2026-04-14T14:02:48.000Z', known: {}, ...more };
  const image = await account.read('image', resource, context);
  const known = { ...('value' in image && { image: image.value }), ...more.known };
  const content =
    fact === 'imageScan' ? await account.read('imageContent', resource, { ...context, known }) : undefined;
  return account.read(fact, resource, {
    ...context,
    known: { ...known, ...(content && 'value' in content && { imageContent: content.value }) },
  });
}
const parameters = (approvedBaseImages: readonly string[], required = false) => ({
  parameters: { ...DEFAULT_SETTINGS.parameters, approvedBaseImages, signing: { required } },
});
const revisionOf = (imageDigest?: string) => ({
  serviceRevisions: [
    {
      taskDefinition: `${FAMILY}:7`,
      containerImages: [{ containerName: 'app', ...(imageDigest && { imageDigest }) }],
    },
  ],
});
const tasks = {
  tasks: [
    {
      taskDefinitionArn: `${FAMILY}:7`,
      lastStatus: 'RUNNING',
      containers: [{ name: 'app', imageDigest: sha256('task') }],
    },
  ],
};
const value = (match: object) => ({ value: match });
const app = (digest: string) => ({ definition: `${FAMILY}:7`, container: 'app', digest });

describe('images of a recorded account', () => {
  test.each<
    [string, ReadFactName, Record<string, Record<string, unknown>>, Parameters<typeof read>[2], object]
  >([
    ['an image in use', 'image', { [ARN]: single }, {}, value({ digest: sha256(SINGLE), tags: ['1'] })],
    ['nobody runs it', 'image', { [ARN]: single }, { users: [] }, { missing: true }],
    [
      'it was deleted',
      'image',
      {},
      {},
      { unavailable: 'unreadable', what: 'the image is no longer in its repository' },
    ],
    ['it could not be read', 'image', { [ARN]: { image: denied } }, {}, { unavailable: 'denied' }],
    ['its manifest is text', 'imageContent', { [ARN]: single }, {}, value({ kind: 'image' })],
    ['it has no manifest', 'imageContent', { [ARN]: {} }, {}, { unavailable: 'unreadable' }],
    [
      'it has no configuration',
      'imageContent',
      { [ARN]: { ...single, config: undefined } },
      {},
      value({ platforms: [{ unavailable: 'unreadable', what: 'config of the account file' }] }),
    ],
    [
      'the platform of an index that runs',
      'imageContent',
      INDEXED,
      { arn: at(INDEX) },
      value({ kind: 'index', platforms: [{ digest: sha256(AMD64), provenance: { images: [] } }] }),
    ],
    [
      'never scanned',
      'imageScan',
      INDEXED,
      { arn: at(INDEX) },
      value({ platforms: [{ digest: sha256(AMD64), vulnerabilities: [] }] }),
    ],
    [
      'a scan that is not recorded is not known',
      'imageScan',
      { [ARN]: single },
      {},
      value({ platforms: [{ unavailable: 'unreadable', what: 'scan of the account file' }] }),
    ],
    [
      'an approved base by tag',
      'approvedBases',
      { [ARN]: single },
      parameters([`${OWN}:1`]),
      value({ bases: [{ digest: sha256(SINGLE), chains: [[sha256('layer')]] }], unread: [] }),
    ],
    [
      'every image of an approved repository',
      'approvedBases',
      { [at(INDEX)]: INDEXED[at(INDEX)] ?? {}, [at(AMD64)]: INDEXED[at(AMD64)] ?? {} },
      parameters([OWN]),
      value({ unread: [] }),
    ],
    [
      'an approved base that is not there',
      'approvedBases',
      { [ARN]: single },
      parameters([`${OWN}:other`]),
      value({ bases: [], unread: [{ reference: `${OWN}:other` }] }),
    ],
    ['signatures are not asked for', 'imageSignatures', { [ARN]: single }, {}, value({ read: false })],
    [
      'signatures',
      'imageSignatures',
      { [ARN]: { ...single, signing: [{ status: 'COMPLETE' }] } },
      parameters([], true),
      value({ read: true, signing: [{ status: 'COMPLETE' }] }),
    ],
    [
      'signatures that are not recorded',
      'imageSignatures',
      { [ARN]: single },
      parameters([], true),
      { unavailable: 'unreadable' },
    ],
    [
      'what the names of a family stand for, and what of it runs',
      'familyImages',
      INDEXED_BY_TAG,
      { arn: FAMILY, ...familyOf([sha256(AMD64), sha256('deleted')]) },
      value({
        named: {
          [`${REPOSITORY}:1`]: { arn: at(INDEX), digests: [sha256(INDEX), sha256(AMD64), sha256(ARM64)] },
        },
        running: { [at(AMD64)]: 'there', [`${REPOSITORY}@${sha256('deleted')}`]: 'gone' },
        users: { [at(AMD64)]: ['app'] },
      }),
    ],
    [
      'a repository without images was not recorded',
      'familyImages',
      {},
      { arn: FAMILY, ...familyOf([sha256(AMD64)]) },
      value({ named: { [`${REPOSITORY}:1`]: { unavailable: 'unreadable' } } }),
    ],
    [
      'the USER of an index that would run, each platform',
      'familyImages',
      INDEXED_BY_TAG,
      { arn: FAMILY, ...familyOf([]) },
      value({ users: { [at(INDEX)]: ['app', 'app'] } }),
    ],
    [
      "a service's images by its revisions",
      'runningImages',
      { [SERVICE]: revisionOf(sha256('revision')) },
      { arn: SERVICE },
      value({ images: [app(sha256('revision'))], complete: true }),
    ],
    [
      "a service's images by its tasks",
      'runningImages',
      { [SERVICE]: { ...revisionOf(), ...tasks } },
      { arn: SERVICE },
      value({ images: [app(sha256('task'))], complete: true }),
    ],
    [
      "a service's images are not known where tasks run and nothing says which",
      'runningImages',
      { [SERVICE]: {} },
      { arn: SERVICE, known: { service: toService({ serviceArn: SERVICE, runningCount: 1 }) } },
      value({ images: [], complete: false }),
    ],
    [
      'a service of which no task is named runs none',
      'runningImages',
      { [SERVICE]: {} },
      { arn: SERVICE },
      value({ images: [], complete: true }),
    ],
  ])('%s', async (_name, fact, resources, more, expected) => {
    expect(await read(fact, resources, more)).toMatchObject(expected);
  });
});
