import { expect, it, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { fromProperties } from '#template/task-definition.ts';

it('reads properties as the API writes the same definition', () => {
  const properties = {
    Family: 'web',
    RequiresCompatibilities: ['FARGATE'],
    RuntimePlatform: { OperatingSystemFamily: 'LINUX' },
    ContainerDefinitions: [
      {
        Name: 'web',
        Image: 'nginx',
        Privileged: 'true',
        ReadonlyRootFilesystem: false,
        MountPoints: [{ ContainerPath: '/data', ReadOnly: false }],
        LinuxParameters: { Tmpfs: [{ ContainerPath: '/run', Size: 1 }] },
        FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 'file' } },
        DockerLabels: { Name: 'x', Image: 'y' },
      },
    ],
  };
  const api = {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    runtimePlatform: { operatingSystemFamily: 'LINUX' },
    containerDefinitions: [
      {
        name: 'web',
        image: 'nginx',
        privileged: true,
        readonlyRootFilesystem: false,
        mountPoints: [{ containerPath: '/data' }],
        linuxParameters: { tmpfs: [{ containerPath: '/run' }] },
        firelensConfiguration: { type: 'fluentbit' },
      },
    ],
  };
  expect(fromProperties(properties)).toEqual(toTaskDefinition(api));
  expect(fromProperties(properties).containers[0]).toMatchObject({
    privileged: true,
    writableMounts: ['/data', '/run'],
    firelens: true,
  });
});

it('keeps what is decided later as unreadable', () => {
  const [container] = fromProperties({
    Family: { Ref: 'Name' },
    ContainerDefinitions: [{ Name: { Ref: 'Name' }, Image: { Ref: 'ImageUri' } }],
  }).containers;
  expect(container).toMatchObject({
    name: '#0',
    image: { unreadable: 'Ref ImageUri is not known before deployment' },
  });
});

test.each([null, 'x', [], { 'Fn::Transform': { Name: 'X' } }])(
  'containers of %j cannot be read',
  (properties) => {
    expect(fromProperties(properties).containersUnreadable).toEqual(expect.any(String));
  },
);

it('bears nesting of any depth', () => {
  const deep: unknown = JSON.parse(`${'{"A":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  expect(fromProperties({ ContainerDefinitions: [deep] }).containers).toHaveLength(1);
});

it('makes a daemon of a daemon definition', () => {
  expect(fromProperties({}, 'daemon').kind).toBe('daemon');
});

it('reads volumes as CloudFormation spells them', () => {
  const { efsVolumes } = fromProperties({
    Volumes: [
      {
        Name: 'data',
        EFSVolumeConfiguration: {
          FilesystemId: 'fs-1',
          RootDirectory: '/x',
          TransitEncryption: 'ENABLED',
          AuthorizationConfig: { AccessPointId: 'fsap-1', IAM: 'ENABLED' },
        },
      },
    ],
  });
  expect(efsVolumes).toEqual([
    {
      index: 0,
      name: 'data',
      fileSystemId: 'fs-1',
      rootDirectory: '/x',
      transitEncryption: 'ENABLED',
      iam: 'ENABLED',
      accessPointId: 'fsap-1',
    },
  ]);
});

it('finds secrets under the names that users chose', () => {
  const [container] = fromProperties({
    ContainerDefinitions: [
      {
        Name: 'web',
        Environment: [{ Name: 'DbPassword', Value: 'correct-horse-7' }],
        DockerLabels: { ApiKey: 'correct-horse-7' },
        LogConfiguration: { LogDriver: 'splunk', Options: { 'Splunk-Token': 'correct-horse-7' } },
      },
    ],
  }).containers;
  expect(container?.suspects.map(({ where, name }) => `${where} ${name}`)).toEqual([
    'environment DbPassword',
    'dockerLabels ApiKey',
    'logConfiguration.options Splunk-Token',
  ]);
});
