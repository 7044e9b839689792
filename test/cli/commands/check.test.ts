import { describe, expect, it, test } from 'vitest';
import { controls } from '#controls/index.ts';
import { run as runWith, type World } from '../fake-io.ts';

/** The controls that these tests are about: those that come later must not change what is expected here. */
const CHOSEN = [
  'task-definition-read-only-root',
  'task-definition-trusted-image',
  'task-definition-privileged',
  'task-definition-logging',
  'repository-tag-immutability',
];
const run: typeof runWith = (argv, world) =>
  runWith(argv, { ...world, controls: controls.filter(({ id }) => CHOSEN.includes(id)) });

const TEMPLATE = `Parameters:
  Tag: {Type: String}
Resources:
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: shop/web
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration: {ScanOnPush: true}
      EncryptionConfiguration: {EncryptionType: KMS}
      LifecyclePolicy: {LifecyclePolicyText: '{"rules": []}'}
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions:
        - Name: app
          Image: !Sub '\${Repo.RepositoryUri}:\${Tag}'
          User: '1000'
          LogConfiguration: {LogDriver: awslogs}
          ReadonlyRootFilesystem: false
`;
const CLEAN = TEMPLATE.replace('ReadonlyRootFilesystem: false', 'ReadonlyRootFilesystem: true');
const DEFINITION = JSON.stringify({
  family: 'job',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [{ name: 'job', image: 'nginx', readonlyRootFilesystem: 'false' }],
});

interface Shown {
  readonly controlId: string;
  readonly status: string;
  readonly severity: string;
  readonly why?: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly reasons: readonly { readonly line: number; readonly path?: string }[];
  readonly suppressed?: unknown;
}

async function checked(argv: readonly string[], files: World['files'] = {}) {
  const ended = await run(['check', ...argv, '-o', 'json'], { files });
  return { ...ended, shown: JSON.parse(ended.stdout) as readonly Shown[] };
}
const of = (shown: readonly Shown[], controlId: string) =>
  shown.filter((each) => each.controlId === controlId);

it('holds a template against the same controls, each finding with its line', async () => {
  const { code, shown, stderr } = await checked(['a.yaml', '--fail-on', 'medium'], { 'a.yaml': TEMPLATE });
  expect(code).toBe(1);
  expect(shown.map(({ controlId, status }) => `${controlId} ${status}`)).toEqual([
    'task-definition-read-only-root FAILED',
  ]);
  expect(shown[0]).toMatchObject({
    severity: 'MEDIUM',
    resource: {
      type: 'AWS::ECS::TaskDefinition',
      arn: 'a.yaml#Web',
      name: 'web',
      account: '-',
      region: '-',
      logicalId: 'Web',
      file: 'a.yaml',
      line: 12,
    },
    reasons: [
      {
        code: 'writable-root',
        subject: 'app',
        path: 'containerDefinitions[0].readonlyRootFilesystem',
        line: 22,
      },
    ],
  });
  expect(stderr).toMatch(
    /^1 file checked\n2 resources, \d+ evaluations: 1 failed, 0 suppressed, 0 not available\n$/,
  );
});

it('knows whose image it is though its tag is a parameter', async () => {
  const { shown } = await checked(['a.yaml', '--status', 'all'], { 'a.yaml': TEMPLATE });
  expect(of(shown, 'task-definition-trusted-image')).toMatchObject([{ status: 'PASSED' }]);
});

it('is clean where nothing is wrong', async () => {
  expect(await checked(['a.yaml'], { 'a.yaml': CLEAN })).toMatchObject({ code: 0, shown: [] });
});

it('reads task definitions', async () => {
  const { shown, code } = await checked(['job.json', '--status', 'all'], { 'job.json': DEFINITION });
  expect(code).toBe(1);
  expect(of(shown, 'task-definition-read-only-root')).toMatchObject([
    { status: 'FAILED', resource: { arn: 'job.json#job', name: 'job' } },
  ]);
});

test.each<[string, string, string, RegExp]>([
  [
    'what is not known before deployment',
    'Image: !Sub',
    'Image: !Ref Tag # !Sub',
    /image cannot be read \(Ref Tag is not known/,
  ],
  ['an import', 'Image: !Sub', 'Image: !ImportValue x # !Sub', /Fn::ImportValue x is not known/],
  ['a dynamic reference', 'Image: !Sub', "Image: '{{resolve:ssm:/x}}' # !Sub", /a dynamic reference/],
])('%s leaves the controls that need it unjudged, and nothing else', async (_, from, to, why) => {
  const { code, shown } = await checked(['a.yaml'], { 'a.yaml': CLEAN.replace(from, to) });
  expect(shown.every(({ status }) => status === 'NOT_AVAILABLE')).toBe(true);
  expect(of(shown, 'task-definition-trusted-image')).toMatchObject([{ why: expect.stringMatching(why) }]);
  expect(shown.length).toBeLessThan(4);
  expect(code).toBe(2);
});

describe('where it will be deployed', () => {
  const image = (account: string) =>
    CLEAN.replace(/Image: .*/, `Image: ${account}.dkr.ecr.eu-west-1.amazonaws.com/app:1`);
  const trust = async (account: string, ...more: readonly string[]) =>
    of(
      (await checked(['a.yaml', '--status', 'all', ...more], { 'a.yaml': image(account) })).shown,
      'task-definition-trusted-image',
    )[0];

  it('is not known: an account that is named may be that one', async () => {
    expect(await trust('123456789012')).toMatchObject({ status: 'NOT_AVAILABLE' });
  });
  it('can be said', async () => {
    expect(await trust('123456789012', '--deploy-to', '999999999999/eu-west-1')).toMatchObject({
      status: 'FAILED',
    });
  });
  it('must be an account and a region', async () => {
    const { code, stderr } = await run(['check', 'a.yaml', '--deploy-to', 'eu-west-1'], {
      files: { 'a.yaml': CLEAN },
    });
    expect(code).toBe(64);
    expect(stderr).toContain('--deploy-to eu-west-1 is no account and region');
  });
});

it('follows a service to its family, and a load balancer to its service', async () => {
  const service = (scheme: string) => `${TEMPLATE}  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: elsewhere
      LaunchType: FARGATE
      TaskDefinition: !Ref Web
      LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerName: app, ContainerPort: 80}]
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {${scheme}}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Front
      DefaultActions: [{Type: fixed-response}]
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Actions: [{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Targets}]}}]
`;
  const severity = async (scheme: string) =>
    of((await checked(['a.yaml'], { 'a.yaml': service(scheme) })).shown, 'task-definition-read-only-root')[0]
      ?.severity;
  expect(await severity('')).toBe('HIGH');
  expect(await severity('Scheme: internal')).toBe('MEDIUM');
});

describe('suppressions in the file', () => {
  const suppressed = (lines: string) =>
    TEMPLATE.replace(
      '    Properties:\n      Family',
      `    Metadata:\n      ecs-warden:\n${lines}    Properties:\n      Family`,
    );
  const one = (more: string) => suppressed(`        suppress:\n          - ${more}\n`);

  it('carry their reason and count as no finding', async () => {
    const text = one('{control: task-definition-read-only-root, reason: writes its cache}');
    const { code, shown } = await checked(['a.yaml', '--fail-on', 'low', '--status', 'failed'], {
      'a.yaml': text,
    });
    expect(code).toBe(0);
    expect(shown).toMatchObject([{ suppressed: { reason: 'writes its cache', owner: 'the file itself' } }]);
  });

  it('hold until their last day', async () => {
    const text = (until: string) =>
      one(`{control: task-definition-read-only-root, reason: x, until: ${until}}`);
    expect((await checked(['a.yaml'], { 'a.yaml': text('2001-01-01') })).shown).toHaveLength(1);
    expect((await checked(['a.yaml'], { 'a.yaml': text('2999-01-01') })).shown).toHaveLength(0);
  });

  test.each<[string, string, RegExp]>([
    [
      'no reason',
      one('{control: task-definition-read-only-root}'),
      /a.yaml:17: a suppression without a reason/,
    ],
    ['an empty reason', one("{control: task-definition-read-only-root, reason: ' '}"), /without a reason/],
    ['no control', one('{reason: x}'), /names no control/],
    [
      'no such control',
      one('{control: task-definition-readonly-root, reason: x}'),
      /did you mean task-definition-read-only-root/,
    ],
    [
      'another key',
      one('{control: task-definition-read-only-root, reason: x, for: me}'),
      /key for, which is none of/,
    ],
    ['no day', one('{control: task-definition-read-only-root, reason: x, until: soon}'), /no day/],
    ['no list', suppressed('        suppress: everything\n'), /takes suppress, a list/],
    ['no suppress', suppressed('        ignore: []\n'), /takes suppress, a list/],
  ])('%s is bad input and suppresses nothing', async (_, text, says) => {
    const { code, shown, stderr } = await checked(['a.yaml'], { 'a.yaml': text });
    expect(stderr).toMatch(says);
    expect(shown).toHaveLength(1);
    expect(code).toBe(64);
  });
});

describe('bad input', () => {
  const circle = 'Resources:\n  A: {Type: X::Y, Properties: {P: !Ref B}}\n  B: {Type: X::Y, DependsOn: A}\n';
  test.each<[string, string, RegExp]>([
    ['not there', '', /cannot read b: there is no such file/],
    ['not of ours', 'name: x\n', /^b:1: neither a CloudFormation template/],
    ['not YAML', 'a:\n\tb: 1\n', /^b:2: a tab/],
    ['no map of resources', 'AWSTemplateFormatVersion: 1\nResources: []\n', /^b:2: Resources is no map/],
    ['a resource of nothing', 'Resources:\n  A: null\n', /^b:2: the key A of Resources is no resource/],
    ['a resource without a type', 'Resources:\n  A: {}\n', /^b:2: .* has no Type/],
    ['a type that is none', 'Resources:\n  A: {Type: "\u001b[31m"}\n', /^b:2: .* has a Type that is none/],
    [
      'conditions in a circle',
      'Conditions:\n  A: !Not [!Condition B]\n  B: !Condition A\nResources: {}\n',
      /^b:2: the condition .* refers to itself/,
    ],
    ['resources in a circle', circle, /^b:2: the resource of the key A depends on itself/],
    [
      'a resource that waits for itself',
      'Resources:\n  A: {Type: X::Y, Properties: {P: !Sub "${A.Arn}"}}\n',
      /^b:2: the resource/,
    ],
  ])('%s: said with its line, and the others are checked', async (_, text, says) => {
    const files = { ...(text && { b: text }), 'a.yaml': TEMPLATE };
    const { code, shown, stderr } = await checked(['b', 'a.yaml'], files);
    expect(stderr).toMatch(says);
    expect(of(shown, 'task-definition-read-only-root')).toHaveLength(1);
    expect(code).toBe(64);
  });

  it('no file at all', async () => {
    expect(await run(['check'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('check needs a FILE'),
    });
  });

  it('no circle where a branch is not taken, or a macro may take it out', async () => {
    const branch =
      'Conditions: {Never: !Equals [a, b]}\nResources:\n  A: {Type: X::Y, Properties: {P: !If [Never, !Ref A, x]}}\n';
    for (const text of [branch, `Transform: AWS::Serverless-2016-10-31\n${circle}`])
      expect(await checked(['b'], { b: text })).toMatchObject({ code: 0 });
  });
});

it('passes over what nobody named, unless it is meant to be checked', async () => {
  const files = {
    'd/a.yaml': CLEAN,
    'd/package.json': '{"name": "x"}',
    'd/broken.yaml': 'a: [',
    'd/c.yaml': 'Type: AWS::X::Y\n\ty: 1',
  };
  const { code, stderr } = await checked(['d/'], files);
  expect(stderr).toMatch(/^d\/c.yaml:2: a tab.*\n1 file checked, 2 others passed over/);
  expect(code).toBe(64);
  expect(await checked(['e/'], files)).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('e/:1: there is no file'),
  });
});

it('passes over what the CDK writes beside its templates, though a shell names it', async () => {
  const files = {
    'manifest.json': '{"version": "1", "artifacts": {}}',
    'a.assets.json': '{"version": "1", "files": {}, "dockerImages": {}}',
    'tree.json': '{"version": "tree-0.1", "tree": {}}',
    'a.metadata.json': '{"/a": []}',
    'a.template.json': JSON.stringify({ Resources: {} }),
  };
  const names = Object.keys(files);
  const { code, stderr } = await checked(names, files);
  expect(stderr).toMatch(/^1 file checked, 4 others passed over/);
  expect(code).toBe(0);
});

it('is no pass where there was nothing to check', async () => {
  const { code, stderr } = await checked(['d/'], { 'd/package.json': '{"name": "x"}' });
  expect(stderr).toMatch(/^there is no template and no task definition to check\n0 files checked, 1 other/);
  expect(code).toBe(64);
});

it('says what it cannot see into', async () => {
  const macro =
    'Transform: [AWS::Serverless-2016-10-31, Mine]\nResources:\n  Fn::Transform: {Name: AWS::Include}\n';
  const { code, stderr } = await checked(['a.yaml'], { 'a.yaml': macro });
  expect(stderr).toMatch(/a.yaml:1: not checked: the macro Mine may change/);
  expect(stderr).toMatch(/a.yaml:3: not checked: what a macro puts/);
  expect(code).toBe(2);
});

it('gives SARIF with regions, fingerprints and help', async () => {
  const text = TEMPLATE.replace(
    '    Properties:\n      Family',
    '    Metadata:\n      ecs-warden:\n        suppress: [{control: task-definition-read-only-root, reason: cache}]\n    Properties:\n      Family',
  );
  const { stdout } = await run(['check', 'dir/a b.yaml', '--status', 'all', '-o', 'sarif'], {
    files: { 'dir/a b.yaml': text },
  });
  const log = JSON.parse(stdout);
  expect(log.version).toBe('2.1.0');
  const [sarif] = log.runs;
  const result = sarif.results.find(
    (each: { ruleId: string }) => each.ruleId === 'task-definition-read-only-root',
  );
  expect(result).toMatchObject({
    kind: 'fail',
    level: 'warning',
    message: { text: 'container app can write to its root filesystem' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'dir/a%20b.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 25 },
        },
        logicalLocations: [{ fullyQualifiedName: 'dir/a b.yaml#Web' }],
      },
    ],
    partialFingerprints: { 'findingId/v1': expect.stringMatching(/^[0-9a-f]{20} writable-root app$/) },
    suppressions: [{ kind: 'inSource', justification: 'cache' }],
  });
  expect(sarif.tool.driver.rules[result.ruleIndex]).toMatchObject({
    id: 'task-definition-read-only-root',
    help: { markdown: expect.stringContaining('ReadonlyRootFilesystem') },
    properties: { 'security-severity': '5.0' },
  });
  expect(new Set(sarif.results.map((each: { kind: string }) => each.kind))).toEqual(
    new Set(['fail', 'pass', 'notApplicable']),
  );
  expect(await run(['findings', '--table', 't', '-o', 'sarif'])).toMatchObject({ code: 64 });
});

it('says nothing of where the template stands for', async () => {
  const { stdout } = await run(['check', 'a.yaml', '--status', 'all', '-o', 'json'], {
    files: { 'a.yaml': TEMPLATE.replace('shop/web', 'x') },
  });
  expect(stdout).not.toMatch(/000000000009|us-undeployed-0/);
});
