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
