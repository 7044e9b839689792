import { describe, expect, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { fromProperties } from '#template/task-definition.ts';

const container = (fields: object) => toTaskDefinition({ containerDefinitions: [fields] }).containers[0];
const REF = { Ref: 'X' };
const UNKNOWN = 'Ref X is not known before deployment';

describe('what separates a container from its host', () => {
  test.each<[string, object, object]>([
    [
      'nothing is stated',
      {},
      {
        addedCapabilities: { items: [] },
        devices: { items: [] },
        dockerSecurityOptions: { items: [] },
        ulimits: { items: [] },
        portMappings: { items: [] },
        mountPoints: { items: [] },
        volumesFrom: { items: [] },
        memoryLimit: undefined,
        memoryReservation: undefined,
      },
    ],
    [
      'capabilities in any form, each once',
      { linuxParameters: { capabilities: { add: ['SYS_ADMIN', 'cap_sys_admin', ' net_raw '] } } },
      { addedCapabilities: { items: ['SYS_ADMIN', 'NET_RAW'] } },
    ],
    [
      'one capability that is not known yet',
      { linuxParameters: { capabilities: { add: ['BPF', REF] } } },
      { addedCapabilities: { items: ['BPF'], unreadable: UNKNOWN } },
    ],
    [
      'capabilities that are not known yet',
      { linuxParameters: { capabilities: REF } },
      { addedCapabilities: { items: [], unreadable: UNKNOWN } },
    ],
    [
      'linuxParameters that are not known yet: devices neither',
      { linuxParameters: REF },
      { addedCapabilities: { items: [], unreadable: UNKNOWN }, devices: { items: [], unreadable: UNKNOWN } },
    ],
    [
      'a list that is a text',
      { dockerSecurityOptions: 'no-new-privileges' },
      { dockerSecurityOptions: { items: [], unreadable: 'dockerSecurityOptions is not a list' } },
    ],
    [
      'an option that is a number',
      { dockerSecurityOptions: ['no-new-privileges', 7] },
      {
        dockerSecurityOptions: {
          items: ['no-new-privileges'],
          unreadable: 'dockerSecurityOptions[1] is not a text',
        },
      },
    ],
    [
      'limits in numbers and texts, lifted ones too',
      { ulimits: [{ name: 'nofile', softLimit: '1024', hardLimit: '-1' }, { hardLimit: -1 }] },
      {
        ulimits: {
          items: [
            { name: 'nofile', softLimit: 1024, hardLimit: -1 },
            { name: '?', softLimit: undefined, hardLimit: -1 },
          ],
        },
      },
    ],
    [
      'ports',
      {
        portMappings: [
          { containerPort: 80 },
          { hostPort: '53', containerPort: 53, protocol: 'UDP' },
          { hostPort: REF },
        ],
      },
      {
        portMappings: {
          items: [
            { hostPort: undefined, containerPort: 80, protocol: 'tcp' },
            { hostPort: 53, containerPort: 53, protocol: 'udp' },
            { hostPort: { unreadable: UNKNOWN }, containerPort: undefined, protocol: 'tcp' },
          ],
        },
      },
    ],
    [
      'mounts: what cannot be read of readOnly is not taken for it',
      {
        mountPoints: [
          { sourceVolume: 'a', readOnly: 'true' },
          { sourceVolume: 'b', readOnly: REF },
          { sourceVolume: REF },
          null,
        ],
      },
      {
        mountPoints: {
          items: [
            { sourceVolume: 'a', readOnly: true },
            { sourceVolume: 'b', readOnly: false },
          ],
          unreadable: UNKNOWN,
        },
      },
    ],
    [
      'volumes of other containers',
      { volumesFrom: [{ sourceContainer: 'a', readOnly: true }] },
      { volumesFrom: { items: [{ sourceContainer: 'a', readOnly: true }] } },
    ],
    [
      'a limit of memory',
      { memory: 512, memoryReservation: '128' },
      { memoryLimit: '512', memoryReservation: '128' },
    ],
    [
      'a limit of nothing is none',
      { memory: 0, memoryReservation: '' },
      { memoryLimit: undefined, memoryReservation: undefined },
    ],
    ['a limit that is not known yet', { memory: REF }, { memoryLimit: { unreadable: UNKNOWN } }],
  ])('%s', (_name, fields, expected) => {
    const read = container(fields);
    const same = Object.fromEntries(
      Object.keys(expected).map((key) => [key, read?.[key as keyof typeof read]]),
    );
    expect(same).toEqual(expected);
  });

  test.each<[string, unknown, unknown]>([
    ['a number', 1024, '1024'],
    ['gigabytes', '.5 GB', '.5 GB'],
    ['none', '', undefined],
    ['zero', '0', undefined],
    ['no amount', 'much', undefined],
    ['an object', {}, { unreadable: 'memory is not a text' }],
  ])('the memory of a task: %s', (_name, memory, expected) => {
    expect(toTaskDefinition({ memory }).memory).toEqual(expected);
  });
});

describe('the volumes on the host', () => {
  const docker = (fields: object) => ({ name: 'v', dockerVolumeConfiguration: fields });
  const at = (sourcePath: unknown, readOnly = false, name = 'v') => [
    { index: 0, name, sourcePath, readOnly },
  ];
  test.each<[string, object, readonly unknown[]]>([
    ['a path', { name: 'v', host: { sourcePath: '/etc' } }, at('/etc')],
    ['no path: Docker makes one up', { name: 'v', host: {} }, []],
    ['an empty path', { name: 'v', host: { sourcePath: '' } }, []],
    ['a path that is not known yet', { name: 'v', host: { sourcePath: REF } }, at({ unreadable: UNKNOWN })],
    ['a host that is not known yet', { name: 'v', host: REF }, at({ unreadable: UNKNOWN })],
    ['another kind of volume', { name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }, []],
    ['a Docker volume', docker({ scope: 'shared' }), []],
    ['one bound to a path', docker({ driverOpts: { type: 'none', o: 'bind', device: '/etc' } }), at('/etc')],
    [
      'one bound to a path read-only',
      docker({ driver: 'local', driverOpts: { o: 'RO, bind', device: '/etc' } }),
      at('/etc', true),
    ],
    ['a disk of the host', docker({ driverOpts: { type: 'ext4', device: '/dev/xvdb' } }), at('/dev/xvdb')],
    ['a share of NFS', docker({ driverOpts: { type: 'nfs', o: 'addr=10.0.0.1', device: ':/export' } }), []],
    ['memory', docker({ driverOpts: { type: 'tmpfs', device: 'tmpfs' } }), []],
    ['another driver', docker({ driver: 'rexray/ebs', driverOpts: { device: '/etc' } }), []],
    ['options that are not known yet', docker({ driverOpts: REF }), at({ unreadable: UNKNOWN })],
    [
      'a device that is not known yet',
      docker({ driverOpts: { o: 'bind', device: REF } }),
      at({ unreadable: UNKNOWN }),
    ],
    ['no name', { host: { sourcePath: '/etc' } }, at('/etc', false, '#0')],
  ])('%s', (_name, volume, expected) => {
    expect(toTaskDefinition({ volumes: [volume] }).hostVolumes).toEqual({ items: expected });
  });

  test('one that is not known hides no other', () => {
    const { hostVolumes } = toTaskDefinition({ volumes: [REF, { name: 'v', host: { sourcePath: '/etc' } }] });
    expect(hostVolumes).toEqual({ items: [{ ...(at('/etc')[0] as object), index: 1 }], unreadable: UNKNOWN });
  });

  test('are read from a template alike, options of drivers as they are written there', () => {
    const { hostVolumes } = fromProperties({
      Volumes: [{ Name: 'v', DockerVolumeConfiguration: { DriverOpts: { o: 'bind', device: '/etc' } } }],
    });
    expect(hostVolumes).toEqual({ items: at('/etc') });
  });
});
