import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { AnyControl } from '#domain/control.ts';
import { type Evaluation, fingerprint } from '#domain/evaluation.ts';
import { FACT_NAMES, type FactValues } from '#domain/facts.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { FAMILY, family, NOW, OWN_ECR, revision } from '../support/facts.ts';
import { hostileJson } from '../support/hostile-json.ts';

const ofFamilies = controls.filter(({ resourceType }) => resourceType === 'AWS::ECS::TaskDefinition');
const NOT_READ = Object.fromEntries(
  FACT_NAMES.map((name) => [name, { unavailable: 'unsupported', what: 'files' }]),
);

/** What a control says of a definition as DescribeTaskDefinition answers it. */
function judge(control: AnyControl, raw: unknown): Evaluation {
  const facts = { ...NOT_READ, family: family([revision(1, toTaskDefinition(raw))]) };
  return control.evaluate(facts as unknown as FactValues, {
    resource: { type: control.resourceType, arn: FAMILY },
    now: NOW,
    parameters: DEFAULT_SETTINGS.parameters,
  });
}
const reasonsOf = (evaluation: Evaluation): readonly string[] =>
  evaluation.status === 'FAILED' ? fingerprint(evaluation.reasons) : [];

/** A part more can only make it worse; what did not apply may begin to. */
const GOODNESS: Readonly<Record<Evaluation['status'], number>> = {
  NOT_APPLICABLE: 3,
  PASSED: 2,
  NOT_AVAILABLE: 1,
  FAILED: 0,
};

/** Every part of a definition that a control of families looks at, in forms that pass, fail and cannot be read. */
const PARTS = {
  image: [
    `${OWN_ECR}/web:1`,
    `${OWN_ECR}/web@sha256:${'a'.repeat(64)}`,
    'evil/miner',
    '',
    7,
    { Ref: 'Image' },
  ],
  user: ['1000', '0:0', 'root', null, 0],
  privileged: [true, 'true', false, 'no', { Ref: 'P' }],
  readonlyRootFilesystem: [true, 'TRUE', false, 1],
  memory: [128, '128', 0, null, {}],
  memoryReservation: [64, '64'],
  essential: [true, 'false'],
  versionConsistency: ['enabled', 'disabled', 3],
  linuxParameters: [
    { capabilities: { add: ['SYS_ADMIN'] }, devices: [{ hostPath: '/dev/mem' }] },
    { capabilities: { add: 'ALL' }, devices: 'all' },
    { capabilities: { drop: ['ALL'] } },
    null,
  ],
  dockerSecurityOptions: [['no-new-privileges'], ['seccomp:unconfined'], 'none', [null, 3]],
  ulimits: [[{ name: 'nproc', softLimit: -1, hardLimit: '-1' }], [{}], 'x'],
  portMappings: [
    [{ containerPort: 80, hostPort: 80 }],
    [{ containerPort: '443', hostPort: '443' }],
    [null],
    80,
  ],
  mountPoints: [[{ sourceVolume: 'etc' }], [{ sourceVolume: 'etc', readOnly: 'true' }], [{}], 'etc'],
  volumesFrom: [[{ sourceContainer: 'web' }], [{ sourceContainer: 'other' }], [7]],
  environment: [
    [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }],
    [{ name: 'DB_PASSWORD', value: 'correct-horse-7' }],
    [{ name: 'BUCKET', value: 's3://orders' }],
    [{ name: 'N', value: 3 }, null],
    'A=b',
  ],
  logConfiguration: [
    { logDriver: 'awslogs' },
    { logDriver: 'none' },
    { logDriver: 'awsfirelens' },
    'awslogs',
  ],
  firelensConfiguration: [{ type: 'fluentbit' }],
};
const container = (name: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc.record(
    {
      name,
      ...Object.fromEntries(
        Object.entries(PARTS).map(([part, forms]) => [part, fc.constantFrom<unknown>(...forms)]),
      ),
    },
    { requiredKeys: ['name'] },
  );
const VOLUMES = [
  { name: 'etc', host: { sourcePath: '/etc' } },
  { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } },
  {
    name: 'sealed',
    efsVolumeConfiguration: {
      fileSystemId: 'fs-0123456789abcdef0',
      transitEncryption: 'ENABLED',
      authorizationConfig: { iam: 'ENABLED', accessPointId: 'fsap-0123456789abcdef0' },
    },
  },
];
const definition = fc.record(
  {
    containerDefinitions: fc.uniqueArray(container(fc.constantFrom('web', 'other', 'side')), {
      selector: (each) => (each as { name: string }).name,
      // ECS refuses a definition without containers.
      minLength: 1,
      maxLength: 3,
    }),
    family: fc.constant('web'),
    volumes: fc.subarray(VOLUMES),
    networkMode: fc.constantFrom<unknown>('awsvpc', 'host', 'bridge', 3),
    pidMode: fc.constantFrom<unknown>('host', 'task', {}),
    ipcMode: fc.constantFrom<unknown>('host', 'none'),
    memory: fc.constantFrom<unknown>('512', 512, '0'),
    taskRoleArn: fc.constantFrom<unknown>('arn:aws:iam::123456789012:role/web', 'web', 3),
    executionRoleArn: fc.constantFrom<unknown>('arn:aws:iam::123456789012:role/web', 'pull'),
    requiresCompatibilities: fc.constantFrom<unknown>(['FARGATE'], ['EC2'], ['MANAGED_INSTANCES'], 'EC2'),
    runtimePlatform: fc.constantFrom<unknown>({ operatingSystemFamily: 'LINUX' }, 'LINUX'),
  },
  { requiredKeys: ['family', 'containerDefinitions'] },
);

/** A container with every fault that there is on Linux, whatever it runs on. */
const FAULTY = {
  name: 'faulty',
  image: 'evil/miner',
  user: 'root',
  privileged: true,
  linuxParameters: { capabilities: { add: ['SYS_ADMIN'] }, devices: [{ hostPath: '/dev/mem' }] },
  dockerSecurityOptions: ['seccomp:unconfined'],
  mountPoints: [{ sourceVolume: 'faulty' }],
  environment: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }],
};

test.each(ofFamilies.map((control) => [control.id, control] as const))(
  '%s: the order of containers and volumes, and fields nobody knows, change nothing',
  (_id, control) => {
    const shuffled = <T>(items: readonly T[]) =>
      fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
    const pairs = definition.chain((raw) =>
      fc.record({
        raw: fc.constant(raw),
        containerDefinitions: shuffled(raw.containerDefinitions),
        volumes: shuffled(raw.volumes ?? []),
        extra: fc.dictionary(
          fc.string().map((name) => `x-${name}`),
          fc.jsonValue(),
        ),
      }),
    );
    fc.assert(
      fc.property(pairs, ({ raw, containerDefinitions, volumes, extra }) => {
        const before = judge(control, raw);
        const other = {
          ...extra,
          ...raw,
          volumes,
          containerDefinitions: containerDefinitions.map((each) => ({ ...extra, ...each })),
        };
        const after = judge(control, other);
        expect(after.status).toBe(before.status);
        expect(reasonsOf(after)).toEqual(reasonsOf(before));
      }),
      { numRuns: 60 },
    );
  },
);

test.each(ofFamilies.map((control) => [control.id, control] as const))(
  '%s: one faulty container more mends nothing',
  (_id, control) => {
    fc.assert(
      fc.property(definition, (raw) => {
        const worse = {
          ...raw,
          volumes: [...(raw.volumes ?? []), { name: 'faulty', host: { sourcePath: '/etc' } }],
          containerDefinitions: [...raw.containerDefinitions, FAULTY],
        };
        const [before, after] = [judge(control, raw), judge(control, worse)];
        expect(reasonsOf(after)).toEqual(expect.arrayContaining([...reasonsOf(before)]));
        expect(GOODNESS[after.status]).toBeLessThanOrEqual(GOODNESS[before.status]);
      }),
      { numRuns: 60 },
    );
  },
);

const wordsOf = (evaluation: Evaluation): readonly string[] =>
  evaluation.status === 'FAILED'
    ? evaluation.reasons.flatMap(({ code, subject, message }) => [code, subject, message])
    : evaluation.status === 'PASSED'
      ? []
      : [evaluation.why];

test('no definition breaks a control: each says something of whatever is in it', () => {
  const names = [
    ...Object.keys(PARTS),
    'containerDefinitions',
    'volumes',
    'host',
    'sourcePath',
    'name',
    'value',
  ];
  const more = [
    'add',
    'capabilities',
    'devices',
    'hostPath',
    'dockerVolumeConfiguration',
    'driverOpts',
    'options',
  ];
  const broken = fc.oneof(hostileJson([...names, ...more]), definition);
  fc.assert(
    fc.property(broken, (raw) => {
      for (const control of ofFamilies) {
        const evaluation = judge(control, raw);
        expect(wordsOf(evaluation)).not.toContain('');
      }
    }),
    { numRuns: 300 },
  );
});
