import { describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { handle } from '#monitor/handle.ts';
import { scan } from '#monitor/scan.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { recordedAccount } from '#recorded/account.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';

const HOUR = 3_600_000;
const PLACE = 'eu-west-1:123456789012';
const FS = 'fs-0123456789abcdef0';
const AP = 'fsap-0123456789abcdef0';
const FILE_SYSTEM = `arn:aws:elasticfilesystem:${PLACE}:file-system/${FS}`;
const UNUSED = `arn:aws:elasticfilesystem:${PLACE}:file-system/fs-00000000`;
const POINT = `arn:aws:elasticfilesystem:${PLACE}:access-point/${AP}`;
const FAMILY = `arn:aws:ecs:${PLACE}:task-definition/web`;

const volume = {
  name: 'data',
  efsVolumeConfiguration: {
    fileSystemId: FS,
    transitEncryption: 'ENABLED',
    authorizationConfig: { iam: 'ENABLED', accessPointId: AP },
  },
};
const definition = (volumes: readonly object[]) => ({
  taskDefinition: {
    family: 'web',
    revision: 1,
    status: 'ACTIVE',
    containerDefinitions: [{ name: 'web', image: 'web' }],
    volumes,
  },
});
const fileSystem = (more: object = {}) => ({ fileSystem: { FileSystemId: FS, Encrypted: false }, ...more });
const resources: AccountFile['resources'] = {
  [`${FAMILY}:1`]: definition([volume]),
  [FILE_SYSTEM]: fileSystem(),
  [UNUSED]: { fileSystem: { FileSystemId: 'fs-00000000', Encrypted: false } },
  [POINT]: {
    accessPoint: {
      AccessPointId: AP,
      FileSystemId: FS,
      PosixUser: { Uid: 1 },
      RootDirectory: { Path: '/web' },
    },
  },
};

async function swept(): Promise<RecordedMonitor> {
  const monitor = recordedMonitor({ version: 1, resources });
  await startSweep(monitor);
  await monitor.pass(HOUR);
  return monitor;
}
const verdictOf = async ({ store }: RecordedMonitor, arn: string, id: string) =>
  (await store.state(arn))?.verdicts[id]?.status;
const rowsOf = async (monitor: RecordedMonitor, arn: string) =>
  (await monitor.store.findingsOf(arn)).map(({ controlId, status, resolution }) => [
    controlId,
    status,
    resolution,
  ]);

const event = (eventName: string, requestParameters: object, eventTime: string) => ({
  eventVersion: '1.11',
  eventSource: 'elasticfilesystem.amazonaws.com',
  eventName,
  awsRegion: 'eu-west-1',
  recipientAccountId: '123456789012',
  eventTime,
  eventID: eventName,
  eventType: 'AwsApiCall',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::123456789012:assumed-role/ops/me' },
  requestParameters,
  responseElements: null,
});
async function happened(monitor: RecordedMonitor, name: string, request: object): Promise<void> {
  await handle({ kind: 'event', envelope: event(name, request, monitor.clock.now()) }, monitor);
  await monitor.pass(HOUR);
}

describe('a file system', () => {
  test('that a family mounts is found and judged by a sweep, one that nobody mounts is not', async () => {
    const monitor = await swept();
    expect(await verdictOf(monitor, FILE_SYSTEM, 'efs-encryption')).toBe('FAILED');
    expect(await monitor.store.state(UNUSED)).toBeUndefined();
    expect(await verdictOf(monitor, FAMILY, 'task-definition-efs-access-point')).toBe('PASSED');
  });

  test('is found by a scan alike', async () => {
    const store = memoryStore();
    const found = [];
    const area = { facts: recordedAccount({ version: 1, resources }), covers: () => true };
    const clock = { now: () => '2026-04-14T10:00:00.000Z' };
    for await (const each of scan({ areas: [area], settings: DEFAULT_SETTINGS, controls, store, clock }))
      if (each.resource.type === 'AWS::EFS::FileSystem')
        found.push([each.resource.arn, each.control.id, each.status]);
    expect(found).toContainEqual([FILE_SYSTEM, 'efs-encryption', 'FAILED']);
    expect(found.map(([arn]) => arn)).not.toContain(UNUSED);
  });

  test('is looked at again by the next sweep, though nothing lists it', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [FILE_SYSTEM]: { fileSystem: { FileSystemId: FS, Encrypted: true } } });
    await startSweep(monitor);
    await monitor.pass(HOUR);
    expect(await verdictOf(monitor, FILE_SYSTEM, 'efs-encryption')).toBe('PASSED');
  });

  test('that no family mounts any more is no matter of ECS, and its finding is resolved', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [`${FAMILY}:1`]: definition([]) });
    await monitor.change(FAMILY, 'another revision');
    await monitor.pass(HOUR);
    expect(await verdictOf(monitor, FILE_SYSTEM, 'efs-encryption')).toBe('NOT_APPLICABLE');
    expect(await rowsOf(monitor, FILE_SYSTEM)).toContainEqual([
      'efs-encryption',
      'RESOLVED',
      'NOT_APPLICABLE',
    ]);
  });

  test('that is deleted ends its findings', async () => {
    const monitor = await swept();
    monitor.facts.apply({ [FILE_SYSTEM]: null });
    await happened(monitor, 'DeleteFileSystem', { fileSystemId: FS });
    expect(await rowsOf(monitor, FILE_SYSTEM)).toContainEqual(['efs-encryption', 'RESOLVED', 'DELETED']);
  });

  test('whose tags change keeps its verdicts, under its new tags', async () => {
    const monitor = await swept();
    const tagged = {
      fileSystem: { FileSystemId: FS, Encrypted: false, Tags: [{ Key: 'owner', Value: 'shop' }] },
    };
    monitor.facts.apply({ [FILE_SYSTEM]: tagged });
    await happened(monitor, 'TagResource', { resourceId: FS });
    expect((await monitor.store.state(FILE_SYSTEM))?.tags).toEqual({ owner: 'shop' });
  });

  test('that ECS does not use makes no finding, whatever happens to it', async () => {
    const monitor = await swept();
    await happened(monitor, 'PutFileSystemPolicy', { fileSystemId: 'fs-00000000' });
    expect(await rowsOf(monitor, UNUSED)).toEqual([]);
  });
});

test('an access point that is deleted makes the families that mount by it be judged again', async () => {
  const monitor = await swept();
  monitor.facts.apply({ [POINT]: null });
  await happened(monitor, 'DeleteAccessPoint', { accessPointId: AP });
  const state = await monitor.store.state(FAMILY);
  expect(state?.verdicts['task-definition-efs-access-point']).toMatchObject({
    status: 'PASSED',
    staleWhy: expect.stringMatching(/not in this account/),
  });
});
