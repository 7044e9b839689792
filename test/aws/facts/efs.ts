import { expect } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import { assembleFamily } from '#domain/family.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { accessPoint, definition, FAMILY, FILE_SYSTEM, fileSystem, json } from './account.ts';
import type { Answers, Request } from './endpoint.ts';

const NOW = '2026-04-14T14:02:48.000Z';
const POINT = 'fsap-0123456789abcdef0';

const mounting = (accessPointId?: string, fileSystemId = 'fs-0123456789abcdef0'): Partial<ReadContext> => {
  const volumes = [
    { name: 'data', efsVolumeConfiguration: { fileSystemId, authorizationConfig: { accessPointId } } },
  ];
  const described = new Map([[`${FAMILY}:7`, toTaskDefinition(definition(7, { volumes }))]]);
  const family = assembleFamily(FAMILY, `${FAMILY}:7`, described, [], NOW);
  return { known: family ? { family } : {} };
};
const users = [
  { used: FILE_SYSTEM, user: FAMILY, features: ['mounted'], confirmedAt: NOW },
  {
    used: FILE_SYSTEM,
    user: `${FAMILY}-old`,
    features: ['mounted'],
    confirmedAt: '2025-01-01T00:00:00.000Z',
  },
];
const NEW_ENOUGH: Partial<ReadContext> = { freshFrom: '2020-01-01T00:00:00.000Z' };

/** The second page has what is asked for; the first, asked for by no id, says that there is one. */
const inPages =
  (key: string, next: string, marker: string, items: readonly object[]) =>
  ({ input }: Request) =>
    json(input[marker] === 'more' ? { [key]: items } : { [key]: [], [next]: 'more' });

interface Situation {
  readonly name: string;
  readonly fact: ReadFactName;
  readonly arn?: string;
  readonly answers?: Answers;
  readonly context?: Partial<ReadContext>;
  readonly reading: unknown;
}
const value = (match: unknown) => ({ value: match });

export const EFS_SITUATIONS: readonly Situation[] = [
  {
    name: 'a file system, who mounts it, and when',
    fact: 'fileSystem',
    context: { users },
    reading: {
      value: { arn: FILE_SYSTEM, encrypted: true, users: [FAMILY], tags: { owner: 'me' } },
      readAt: expect.any(String),
    },
  },
  {
    name: 'one that nobody mounts',
    fact: 'fileSystem',
    reading: expect.objectContaining(value(expect.objectContaining({ users: [] }))),
  },
  {
    name: 'one that is gone',
    fact: 'fileSystem',
    answers: { 'elasticfilesystem:DescribeFileSystems': { error: 'FileSystemNotFound', status: 404 } },
    reading: { missing: true },
  },
  {
    name: 'one that is described for a while yet',
    fact: 'fileSystem',
    answers: {
      'elasticfilesystem:DescribeFileSystems': json({
        FileSystems: [fileSystem('fs-0123456789abcdef0', { LifeCycleState: 'deleted' })],
      }),
    },
    reading: { missing: true },
  },
  {
    name: 'denied',
    fact: 'fileSystem',
    answers: { 'elasticfilesystem:DescribeFileSystems': { error: 'AccessDeniedException', status: 403 } },
    reading: { unavailable: 'denied', what: 'elasticfilesystem:DescribeFileSystems' },
  },
  {
    name: 'of a sweep: on the second page of the region',
    fact: 'fileSystem',
    context: NEW_ENOUGH,
    answers: {
      'elasticfilesystem:DescribeFileSystems': inPages('FileSystems', 'NextMarker', 'Marker', [
        fileSystem('fs-0123456789abcdef0', { Encrypted: false }),
      ]),
    },
    reading: expect.objectContaining(value(expect.objectContaining({ encrypted: false }))),
  },
  {
    name: 'of a sweep: not in the region',
    fact: 'fileSystem',
    context: NEW_ENOUGH,
    answers: { 'elasticfilesystem:DescribeFileSystems': json({ FileSystems: [fileSystem('fs-11111111')] }) },
    reading: { missing: true },
  },
  { name: 'its policy', fact: 'fileSystemPolicy', reading: value({ text: '{"Statement":[]}' }) },
  {
    name: 'that it has none',
    fact: 'fileSystemPolicy',
    answers: { 'elasticfilesystem:DescribeFileSystemPolicy': { error: 'PolicyNotFound', status: 404 } },
    reading: value({ text: undefined }),
  },
  {
    name: 'denied',
    fact: 'fileSystemPolicy',
    answers: {
      'elasticfilesystem:DescribeFileSystemPolicy': { error: 'AccessDeniedException', status: 403 },
    },
    reading: { unavailable: 'denied', what: 'elasticfilesystem:DescribeFileSystemPolicy' },
  },
  {
    name: 'none, and no call, without an access point',
    fact: 'accessPoints',
    context: mounting(),
    reading: value({}),
  },
  {
    name: 'the one it mounts by',
    fact: 'accessPoints',
    context: mounting(POINT),
    reading: value({ [POINT]: { fileSystemId: 'fs-0123456789abcdef0', path: '/web', hasUser: true } }),
  },
  {
    name: 'one without a user, at the root',
    fact: 'accessPoints',
    context: mounting(POINT),
    answers: {
      'elasticfilesystem:DescribeAccessPoints': json({
        AccessPoints: [accessPoint(POINT, { RootDirectory: undefined, PosixUser: undefined })],
      }),
    },
    reading: value({ [POINT]: { fileSystemId: 'fs-0123456789abcdef0', path: undefined, hasUser: false } }),
  },
  {
    name: "one that is deleted, or another account's",
    fact: 'accessPoints',
    context: mounting(POINT),
    answers: { 'elasticfilesystem:DescribeAccessPoints': { error: 'AccessPointNotFound', status: 404 } },
    reading: value({}),
  },
  {
    name: 'one that may not be read says so by itself',
    fact: 'accessPoints',
    context: mounting(POINT),
    answers: { 'elasticfilesystem:DescribeAccessPoints': { error: 'AccessDeniedException', status: 403 } },
    reading: value({ [POINT]: { unavailable: 'denied', what: 'elasticfilesystem:DescribeAccessPoints' } }),
  },
  {
    name: 'of a sweep: on the second page of the region',
    fact: 'accessPoints',
    context: { ...mounting(POINT), ...NEW_ENOUGH },
    answers: {
      'elasticfilesystem:DescribeAccessPoints': inPages('AccessPoints', 'NextToken', 'NextToken', [
        accessPoint(POINT),
        accessPoint('fsap-11111111'),
      ]),
    },
    reading: expect.objectContaining(value({ [POINT]: expect.objectContaining({ path: '/web' }) })),
  },
];
