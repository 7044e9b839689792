import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { check, controlsOf } from '#monitor/check.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { readFile } from '#template/file.ts';
import {
  CONTAINER,
  type Known,
  SECTIONS,
  shortYaml,
  TASK_DEFINITION,
  templateOf,
} from './support/templates.ts';

const OURS = controlsOf(controls, DEFAULT_SETTINGS);
const RUNS = { numRuns: 40 };

/** `LOGICALID CONTROL STATUS SEVERITY CODE SUBJECT …` of every evaluation, sorted. */
async function verdicts(text: string): Promise<readonly string[]> {
  const file = readFile(text);
  if ('refused' in file) return [`refused ${file.refused.message}`];
  const clock = { now: () => '2026-04-14T08:00:00.000Z' };
  const lines: string[] = [];
  const options = {
    name: 't',
    file,
    settings: DEFAULT_SETTINGS,
    controls: OURS,
    store: memoryStore(),
    clock,
  };
  for await (const { spot, control, status, severity, reasons } of check(options)) {
    const codes = reasons.map(({ code, subject }) => `${code} ${subject}`).toSorted();
    lines.push([spot.logicalId, control.id, status, severity, ...codes].join(' '));
  }
  return lines.toSorted();
}

const DEFINITIONS = fc.array(TASK_DEFINITION, { minLength: 1, maxLength: 3 });

describe('one template, written in several ways, is one template', () => {
  it('with defaults of parameters, conditions and mappings, or with their values written out', async () => {
    await fc.assert(
      fc.asyncProperty(DEFINITIONS, async (definitions) => {
        const written = await verdicts(JSON.stringify(templateOf(definitions, 'written')));
        const out = await verdicts(JSON.stringify(templateOf(definitions, 'value')));
        expect(written).toEqual(out);
        expect(written.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it('in JSON, in YAML, with long intrinsics or short ones', async () => {
    await fc.assert(
      fc.asyncProperty(DEFINITIONS, async (definitions) => {
        const template = templateOf(definitions, 'written');
        const json = await verdicts(JSON.stringify(template, null, 2));
        const sections = Object.entries(template);
        const flow = sections.map(([name, section]) => `${name}: ${shortYaml(section)}\n`).join('');
        expect(await verdicts(flow)).toEqual(json);
        const long = sections.map(([name, section]) => `${name}: ${JSON.stringify(section)}\n`).join('');
        expect(await verdicts(long)).toEqual(json);
      }),
      RUNS,
    );
  });

  it('whatever the order of its resources and keys', async () => {
    await fc.assert(
      fc.asyncProperty(DEFINITIONS, fc.infiniteStream(fc.nat()), async (definitions, random) => {
        const template = templateOf(definitions, 'written', true);
        const shuffled = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(shuffled);
          if (typeof value !== 'object' || value === null) return value;
          const keyed = Object.entries(value).map(([key, each]) => ({ key, each, at: random.next().value }));
          return Object.fromEntries(
            keyed.toSorted((a, b) => a.at - b.at).map(({ key, each }) => [key, shuffled(each)]),
          );
        };
        expect(await verdicts(JSON.stringify(shuffled(template)))).toEqual(
          await verdicts(JSON.stringify(template)),
        );
      }),
      RUNS,
    );
  });

  it('whatever unknown fields stand in it', async () => {
    await fc.assert(
      fc.asyncProperty(DEFINITIONS, fc.jsonValue(), fc.nat(), async (definitions, extra, seed) => {
        const template = templateOf(definitions, 'written');
        let at = seed;
        const grown = (value: unknown, depth: number): unknown => {
          if (Array.isArray(value)) return value.map((each) => grown(each, depth));
          if (typeof value !== 'object' || value === null) return value;
          const isIntrinsic = Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
          if (isIntrinsic) return value;
          const entries = Object.entries(value).map(([key, each]) => [key, grown(each, depth + 1)] as const);
          // At the level of resources a new key is a new resource.
          at += 1;
          const adds = depth > 0 && at % 3 === 0;
          return Object.fromEntries(adds ? [...entries, ['XUnknown', extra]] : entries);
        };
        const { Resources, ...sections } = template;
        const more = { ...sections, Resources: grown(Resources, 0), XUnknown: extra };
        expect(await verdicts(JSON.stringify(more))).toEqual(await verdicts(JSON.stringify(template)));
      }),
      RUNS,
    );
  });
});

it('a container more never makes a failure pass', async () => {
  await fc.assert(
    fc.asyncProperty(TASK_DEFINITION, CONTAINER, async (definition, container) => {
      const failing = async (containers: typeof definition.containers) =>
        (await verdicts(JSON.stringify(templateOf([{ ...definition, containers }], 'written'))))
          .filter((line) => line.includes(' FAILED '))
          .map((line) => line.split(' ').slice(0, 2).join(' '));
      const after = new Set(await failing([...definition.containers, container]));
      expect((await failing(definition.containers)).filter((each) => !after.has(each))).toEqual([]);
    }),
    RUNS,
  );
});

it('a setting that is not known is never a pass for its control, nor a verdict on another', async () => {
  const settings = ['Image', 'ReadonlyRootFilesystem', 'Privileged', 'User', 'LogConfiguration'] as const;
  await fc.assert(
    fc.asyncProperty(TASK_DEFINITION, fc.constantFrom(...settings), async (definition, setting) => {
      const good = {
        Image: 'nginx',
        ReadonlyRootFilesystem: true,
        Privileged: false,
        User: '1000',
        LogConfiguration: { LogDriver: 'awslogs' },
      };
      const known: Readonly<Record<string, Known>> = Object.fromEntries(
        Object.entries(good).map(([key, value]) => [key, { written: value, value }]),
      );
      const open = { ...known, [setting]: { written: { Ref: 'Open' }, value: undefined } };
      const statuses = async (container: typeof known) =>
        new Map(
          (
            await verdicts(
              JSON.stringify(
                templateOf([{ ...definition, fargate: false, containers: [container] }], 'written'),
              ),
            )
          ).map((line) => {
            const [id, control, status] = line.split(' ');
            return [`${id} ${control}`, status];
          }),
        );
      const [before, after] = [await statuses(known), await statuses(open)];
      const changed = [...after].filter(([key, status]) => status !== before.get(key));
      expect(changed.filter(([, status]) => status !== 'NOT_AVAILABLE')).toEqual([]);
      expect([...after.values()].filter((status) => status === 'NOT_AVAILABLE').length).toBeGreaterThan(
        [...before.values()].filter((status) => status === 'NOT_AVAILABLE').length,
      );
    }),
    RUNS,
  );
});

describe('no input crashes', () => {
  const WORDS = [
    'Ref',
    'Fn::If',
    'Fn::Sub',
    'Fn::Join',
    'Fn::Select',
    'Fn::Split',
    'Fn::GetAtt',
    'Fn::FindInMap',
    'Fn::Cidr',
    'Fn::ForEach::X',
    'Fn::Transform',
    'Fn::ImportValue',
    'Fn::Base64',
    'Fn::Length',
    'Fn::ToJsonString',
    'Condition',
    '__proto__',
    'constructor',
    'Type',
    'Properties',
    'ContainerDefinitions',
    'Name',
    'Image',
    'Metadata',
    'ecs-warden',
    'suppress',
    'Family',
    'Cluster',
    'LoadBalancers',
    'LifecyclePolicy',
  ];
  const key = fc.oneof(fc.constantFrom(...WORDS), fc.string());
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      'True',
      'Open',
      'Task',
      '${Open}',
      '${Task.Arn}',
      '{{resolve:ssm:x}}',
      'AWS::NoValue',
      'AWS::Region',
    ),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const TYPES = [
    'AWS::ECS::TaskDefinition',
    'AWS::ECS::Service',
    'AWS::ECS::Cluster',
    'AWS::ECS::TaskSet',
    'AWS::ECS::CapacityProvider',
    'AWS::ECR::Repository',
    'AWS::ECR::PullThroughCacheRule',
    'AWS::ECR::RegistryPolicy',
    'AWS::ElasticLoadBalancingV2::Listener',
    'AWS::IAM::Role',
    'AWS::KMS::Key',
    'AWS::EFS::FileSystem',
    'AWS::EC2::SecurityGroup',
  ];
  const resource = fc.record({
    Type: fc.oneof(fc.constantFrom(...TYPES), tree),
    Properties: tree,
    Metadata: tree,
    DependsOn: tree,
  });

  it('of templates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.oneof(fc.constantFrom('Task', 'Fn::ForEach::X'), fc.string()), resource, {
          maxKeys: 4,
        }),
        tree,
        async (Resources, conditions) => {
          const text = JSON.stringify({ ...SECTIONS, Conditions: conditions, Resources });
          expect(await verdicts(text)).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of task definitions', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (containerDefinitions, more) => {
        expect(
          await verdicts(JSON.stringify({ family: more, containerDefinitions, volumes: more, tags: more })),
        ).toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });

  it('of texts, whole or cut', async () => {
    const whole = shortYaml({ Resources: templateOf([], 'written').Resources, ...SECTIONS });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.string({
            unit: fc.constantFrom(
              '{',
              '}',
              '[',
              ']',
              ':',
              ' ',
              '\n',
              '-',
              '"',
              "'",
              '&a',
              '*a',
              '!Ref',
              '<<',
              '#',
              '|',
              '>',
              '%',
              '\t',
              'a',
            ),
          }),
          fc.nat(whole.length).map((at) => whole.slice(0, at)),
        ),
        async (text) => {
          expect(await verdicts(text)).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 300 },
    );
  });
});
