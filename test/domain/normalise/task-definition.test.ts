import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import { fromProperties } from '#template/task-definition.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42';
const container = (fields: object) => toTaskDefinition({ containerDefinitions: [fields] }).containers[0];

describe('a boolean setting of a container', () => {
  test.each<[string, unknown, unknown]>([
    ['true', true, true],
    ['false', false, false],
    ['the text "true"', 'true', true],
    ['the text "False", in any case', 'False', false],
    ['absent', undefined, undefined],
    ['null', null, undefined],
    ['no value, in the words of CloudFormation', { Ref: 'AWS::NoValue' }, undefined],
    ['a number', 1, { unreadable: 'privileged is not a boolean' }],
    ['another text', 'yes', { unreadable: 'privileged is not a boolean' }],
    [
      'an object that only looks unreadable',
      { unreadable: 'x' },
      { unreadable: 'privileged is not a boolean' },
    ],
    ['a reference', { Ref: 'Privileged' }, { unreadable: 'Ref Privileged is not known before deployment' }],
    [
      'a condition',
      { 'Fn::If': ['IsProd', false, true] },
      { unreadable: 'Fn::If IsProd is not known before deployment' },
    ],
    [
      'an attribute',
      { 'Fn::GetAtt': ['Flag', 'Value'] },
      { unreadable: 'Fn::GetAtt Flag.Value is not known before deployment' },
    ],
    [
      'a reference with a hostile name',
      { Ref: 'a\n<!channel>' },
      { unreadable: 'Ref is not known before deployment' },
    ],
  ])('%s', (_name, privileged, expected) => {
    expect(container({ privileged })?.privileged).toEqual(expected);
  });

  it('never repeats the text of a substitution, which may hold a secret', () => {
    const image = container({ image: { 'Fn::Sub': 'registry/canary-1234:${Tag}' } })?.image;
    expect(image).toEqual({ unreadable: 'Fn::Sub Tag is not known before deployment' });
  });
});

describe('the containers', () => {
  test.each<[string, unknown, readonly string[], string | undefined]>([
    ['two', [{ name: 'web' }, { name: 'log' }], ['web', 'log'], undefined],
    ['one without a name', [{ name: 'web' }, {}], ['web', '#1'], undefined],
    ['none', [], [], undefined],
    ['not listed at all', undefined, [], 'containerDefinitions is missing'],
    ['not a list', 'web', [], 'containerDefinitions is not a list'],
    ['decided by a condition', { 'Fn::If': ['X', [], []] }, [], 'Fn::If X is not known before deployment'],
    ['one of them a text', [{ name: 'web' }, 'log'], ['web'], 'containerDefinitions[1] is not an object'],
    [
      'one of them decided by a condition',
      [{ 'Fn::If': ['X', {}, {}] }, { name: 'web' }],
      ['web'],
      'Fn::If X is not known before deployment',
    ],
    ['one of them left out by "no value"', [{ Ref: 'AWS::NoValue' }, { name: 'web' }], ['web'], undefined],
  ])('%s', (_name, containerDefinitions, names, why) => {
    const { containers, containersUnreadable } = toTaskDefinition({ containerDefinitions });
    expect([containers.map(({ name }) => name), containersUnreadable]).toEqual([names, why]);
  });

  it('keep the index they have in the definition', () => {
    const { containers } = toTaskDefinition({ containerDefinitions: [null, { name: 'web' }] });
    expect(containers.map(({ index, name }) => [index, name])).toEqual([[1, 'web']]);
  });

  it.each([null, 'x', 3, [], undefined])('are unreadable when the definition is %j', (raw) => {
    expect(toTaskDefinition(raw).containersUnreadable).toBe('the task definition is not an object');
  });

  it('are essential unless they say not', () => {
    const essential = [undefined, true, false, 'false', 7].map(
      (value) => container({ essential: value })?.essential,
    );
    expect(essential).toEqual([true, true, false, false, true]);
  });

  it('list the mounts they can write to, each once', () => {
    const fields = {
      mountPoints: [
        { containerPath: '/data' },
        { containerPath: '/etc/app', readOnly: 'true' },
        { containerPath: '/data', readOnly: false },
        { readOnly: false },
        'x',
      ],
      linuxParameters: {
        tmpfs: [
          { containerPath: '/run', size: 1 },
          { containerPath: '/ro', mountOptions: ['ro'] },
        ],
      },
    };
    expect(container(fields)?.writableMounts).toEqual(['/data', '/run']);
  });

  it('are FireLens routers by their configuration', () => {
    expect(
      [
        { firelensConfiguration: { type: 'fluentbit' } },
        {},
        { firelensConfiguration: null },
        { firelensConfiguration: { 'Fn::If': ['Router', {}, { Ref: 'AWS::NoValue' }] } },
      ].map((each) => container(each)?.firelens),
    ).toEqual([true, false, false, { unreadable: expect.stringContaining('Fn::If Router') }]);
  });
});

describe('the operating system', () => {
  const windows = (expression: string) => ({ placementConstraints: [{ type: 'memberOf', expression }] });
  test.each<[string, object, unknown]>([
    [
      'its platform',
      { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      'WINDOWS_SERVER_2022_CORE',
    ],
    [
      'unknown before deployment',
      { runtimePlatform: { Ref: 'P' } },
      { unreadable: 'Ref P is not known before deployment' },
    ],
    [
      'what it requires of instances',
      { requiresAttributes: [{ name: 'x' }, { name: 'ecs.os-type', value: 'windows' }] },
      'WINDOWS',
    ],
    ['where it must be placed', windows('attribute:ecs.os-type == windows'), 'WINDOWS'],
    ['a list of one', windows('attribute:ecs.os-type in [windows]'), 'WINDOWS'],
    ['a list of two says nothing', windows('attribute:ecs.os-type in [windows, linux]'), undefined],
    ['a negation says nothing', windows('attribute:ecs.os-type != windows'), undefined],
    [
      'an alternative says nothing',
      windows('attribute:ecs.os-type == windows or attribute:a exists'),
      undefined,
    ],
    ['nothing', {}, undefined],
  ])('%s', (_name, fields, expected) => {
    expect(toTaskDefinition(fields).operatingSystem).toEqual(expected);
  });
});

describe('the namespaces', () => {
  test.each<[string, 'networkMode' | 'pidMode' | 'ipcMode', unknown, unknown]>([
    ['absent', 'networkMode', undefined, undefined],
    ['empty', 'networkMode', '', undefined],
    ['the host', 'networkMode', 'host', 'host'],
    ['in capitals', 'pidMode', 'HOST', 'host'],
    ['of the task', 'pidMode', 'task', 'task'],
    ['what the console writes for Windows', 'networkMode', '<default>', '<default>'],
    ["a daemon's word for the host's processes", 'pidMode', 'shared', 'host'],
    ["a daemon's word for the host's memory segments", 'ipcMode', 'shared', 'host'],
    ['a word that is not known', 'ipcMode', 'cell', { unreadable: 'ipcMode is not a mode that is known' }],
    ['no text', 'pidMode', true, { unreadable: 'pidMode is not a text' }],
    [
      'a reference',
      'networkMode',
      { Ref: 'Mode' },
      { unreadable: 'Ref Mode is not known before deployment' },
    ],
  ])('%s', (_name, field, value, expected) => {
    expect(toTaskDefinition({ [field]: value })[field]).toEqual(expected);
  });
});

describe('the user and the logs of a container', () => {
  test.each<[string, object, object]>([
    ['nothing', {}, { user: undefined, logDriver: undefined, logMode: undefined, environmentFiles: false }],
    [
      'what is stated',
      { user: '0:0', logConfiguration: { logDriver: 'awslogs', options: { mode: 'blocking' } } },
      { user: '0:0', logDriver: 'awslogs', logMode: 'blocking' },
    ],
    ['an empty user', { user: '' }, { user: '' }],
    ['a configuration without a driver', { logConfiguration: { logDriver: '' } }, { logDriver: undefined }],
    [
      'one that is not known',
      { logConfiguration: { Ref: 'Logs' } },
      { logDriver: { unreadable: 'Ref Logs is not known before deployment' } },
    ],
    [
      'options that are none',
      { logConfiguration: { logDriver: 'awslogs', options: 3 } },
      { logDriver: 'awslogs', logMode: { unreadable: 'options is not an object' } },
    ],
    [
      'environment files',
      { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::x/y.env' }] },
      { environmentFiles: true },
    ],
    ['no environment files', { environmentFiles: [] }, { environmentFiles: false }],
    ['a list of them that is not known', { environmentFiles: { Ref: 'Files' } }, { environmentFiles: true }],
  ])('%s', (_name, fields, expected) => {
    expect(container(fields)).toMatchObject(expected);
  });
});

describe('the EFS volumes', () => {
  const efs = (fields: object) => ({ volumes: [{ name: 'data', efsVolumeConfiguration: fields }] });
  it('are all read, with their place in the list', () => {
    const { efsVolumes, volumesUnreadable } = toTaskDefinition({
      volumes: [
        { name: 'scratch', host: {} },
        {
          name: 'data',
          efsVolumeConfiguration: {
            fileSystemId: 'fs-1',
            rootDirectory: '/x',
            transitEncryption: 'ENABLED',
            authorizationConfig: { iam: 'ENABLED', accessPointId: 'fsap-1' },
          },
        },
        { efsVolumeConfiguration: { fileSystemId: 'fs-2' } },
      ],
    });
    expect(volumesUnreadable).toBeUndefined();
    expect(efsVolumes).toEqual([
      {
        index: 1,
        name: 'data',
        fileSystemId: 'fs-1',
        rootDirectory: '/x',
        transitEncryption: 'ENABLED',
        iam: 'ENABLED',
        accessPointId: 'fsap-1',
      },
      expect.objectContaining({
        index: 2,
        name: '#2',
        fileSystemId: 'fs-2',
        transitEncryption: undefined,
        iam: undefined,
      }),
    ]);
  });

  test.each<[string, object, readonly string[], string | undefined]>([
    ['no volumes', {}, [], undefined],
    [
      'other volumes',
      { volumes: [{ name: 'x' }, { name: 'y', fsxWindowsFileServerVolumeConfiguration: {} }] },
      [],
      undefined,
    ],
    ['a list that is none', { volumes: 'x' }, [], 'volumes is not a list'],
    [
      'a volume that is not known',
      { volumes: [{ 'Fn::If': ['X', {}, {}] }] },
      [],
      'Fn::If X is not known before deployment',
    ],
    [
      'one of two that is not known',
      { volumes: [{ name: 'x', efsVolumeConfiguration: { Ref: 'E' } }, ...efs({}).volumes] },
      ['data'],
      'Ref E is not known before deployment',
    ],
    ['one left out by "no value"', { volumes: [{ Ref: 'AWS::NoValue' }] }, [], undefined],
  ])('%s', (_name, fields, names, why) => {
    const { efsVolumes, volumesUnreadable } = toTaskDefinition(fields);
    expect([efsVolumes.map(({ name }) => name), volumesUnreadable]).toEqual([names, why]);
  });

  it('say what could not be read of them', () => {
    const [volume] = toTaskDefinition(
      efs({ transitEncryption: { Ref: 'T' }, authorizationConfig: 3 }),
    ).efsVolumes;
    expect(volume).toMatchObject({
      transitEncryption: { unreadable: 'Ref T is not known before deployment' },
      iam: { unreadable: 'authorizationConfig is not an object' },
    });
  });
});

describe('which definition it is', () => {
  test.each<[string, unknown, Partial<TaskDefinition>]>([
    [
      'its own words',
      { family: 'web', revision: 42, status: 'INACTIVE' },
      { family: 'web', revision: 42, status: 'INACTIVE', kind: 'task' },
    ],
    ['its ARN', { taskDefinitionArn: ARN }, { family: 'web', revision: 42, kind: 'task' }],
    [
      'wrapped as the API answers',
      { taskDefinition: { family: 'web' }, tags: [] },
      { family: 'web', kind: 'task' },
    ],
    [
      'a daemon',
      { daemonTaskDefinition: { family: 'agent', status: 'DELETED' } },
      { family: 'agent', kind: 'daemon', status: 'INACTIVE' },
    ],
    [
      'a daemon by its ARN',
      { daemonTaskDefinitionArn: ARN.replace('task-', 'daemon-task-') },
      { family: 'web', revision: 42, kind: 'daemon' },
    ],
  ])('%s', (_name, raw, expected) => {
    expect(toTaskDefinition(raw)).toMatchObject(expected);
  });

  it('leaves environment, secrets and commands behind', () => {
    const fields = {
      name: 'web',
      environment: [{ name: 'KEY', value: 'canary-1' }],
      command: ['canary-2'],
      dockerLabels: { a: 'canary-3' },
    };
    expect(JSON.stringify(toTaskDefinition({ containerDefinitions: [fields] }))).not.toContain('canary');
  });
});

const NAMES = [
  'taskDefinition',
  'daemonTaskDefinition',
  'taskDefinitionArn',
  'family',
  'revision',
  'status',
  'containerDefinitions',
  'name',
  'image',
  'privileged',
]
  .concat([
    'readonlyRootFilesystem',
    'essential',
    'mountPoints',
    'containerPath',
    'linuxParameters',
    'tmpfs',
    'firelensConfiguration',
  ])
  .concat([
    'runtimePlatform',
    'operatingSystemFamily',
    'requiresAttributes',
    'placementConstraints',
    'expression',
    'requiresCompatibilities',
    '__proto__',
  ])
  .concat(['networkMode', 'pidMode', 'ipcMode', 'user', 'environment', 'value', 'command', 'dockerLabels'])
  .concat(['healthCheck', 'logConfiguration', 'logDriver', 'options', 'environmentFiles', 'volumes'])
  .concat([
    'efsVolumeConfiguration',
    'authorizationConfig',
    'transitEncryption',
    'iam',
    'Fn::Sub',
    'Fn::Join',
  ]);

const isReadable = (value: unknown, type: string): boolean =>
  value === undefined || typeof value === type || isUnreadable(value);

/** What of a definition has not the type it should have. */
function wrongIn({
  family,
  revision,
  operatingSystem,
  requiresCompatibilities,
  containers,
  efsVolumes,
  ...modes
}: TaskDefinition): readonly string[] {
  const right: Record<string, boolean> = {
    family: typeof family === 'string',
    revision: revision === undefined || Number.isSafeInteger(revision),
    operatingSystem: isReadable(operatingSystem, 'string'),
    requiresCompatibilities: requiresCompatibilities.every((each) => typeof each === 'string'),
    names: containers.every(
      ({ name, essential, firelens }) =>
        typeof name === 'string' && typeof essential === 'boolean' && isReadable(firelens, 'boolean'),
    ),
    modes: [modes.networkMode, modes.pidMode, modes.ipcMode].every((mode) => isReadable(mode, 'string')),
    volumes: efsVolumes.every(
      ({ name, transitEncryption, iam }) =>
        typeof name === 'string' && [transitEncryption, iam].every((each) => isReadable(each, 'string')),
    ),
    texts: containers.every(({ user, logDriver, logMode }) =>
      [user, logDriver, logMode].every((each) => isReadable(each, 'string')),
    ),
    suspects: containers.every(
      ({ suspects, suspectsUnreadable: why }) =>
        suspects.every(({ name }) => typeof name === 'string') &&
        (why === undefined || typeof why === 'string'),
    ),
    images: containers.every(({ image }) => isReadable(image, 'string')),
    booleans: containers.every(
      (each) => isReadable(each.privileged, 'boolean') && isReadable(each.readonlyRootFilesystem, 'boolean'),
    ),
    mounts: containers.every(({ writableMounts }) =>
      writableMounts.every((path) => typeof path === 'string'),
    ),
  };
  return Object.keys(right).filter((name) => right[name] === false);
}

test('any JSON becomes a task definition of the right types', () => {
  fc.assert(
    fc.property(hostileJson(NAMES), (raw) => {
      expect(wrongIn(toTaskDefinition(raw))).toEqual([]);
      const container = {
        name: raw,
        image: raw,
        privileged: raw,
        readonlyRootFilesystem: raw,
        mountPoints: raw,
        linuxParameters: raw,
        user: raw,
        environment: raw,
        command: raw,
        dockerLabels: raw,
        healthCheck: raw,
        logConfiguration: raw,
        firelensConfiguration: raw,
      };
      const fields = {
        family: raw,
        revision: raw,
        containerDefinitions: [raw, container],
        runtimePlatform: { operatingSystemFamily: raw },
        networkMode: raw,
        volumes: [raw, { efsVolumeConfiguration: raw }],
      };
      expect(wrongIn(toTaskDefinition(fields))).toEqual([]);
      expect(wrongIn(fromProperties(raw))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const SAMPLES = '../shared/samples/task-definitions.jsonl';

test.skipIf(!existsSync(SAMPLES))(
  'every sample definition is read, with an image or a reason for each container',
  () => {
    const lines = readFileSync(SAMPLES, 'utf8').trim().split('\n');
    const definitions = lines.map((line) => {
      const sample = JSON.parse(line) as { form: string; taskDefinition: unknown };
      return sample.form === 'cloudformation-properties'
        ? fromProperties(sample.taskDefinition)
        : toTaskDefinition(sample.taskDefinition);
    });
    for (const definition of definitions) {
      expect(wrongIn(definition)).toEqual([]);
      expect(definition.containersUnreadable).toBeUndefined();
      expect(definition.containers.length).toBeGreaterThan(0);
      expect(definition.containers.every(({ image }) => image !== undefined)).toBe(true);
    }
  },
);
