import * as fc from 'fast-check';

/** A value in a template that is known before deployment, in each way of writing it. */
export interface Known {
  /** As it stands in the template, in long form. */
  readonly written: unknown;
  /** What it comes to. */
  readonly value: unknown;
}

/** Parameters, mappings and conditions that the expressions below refer to. */
export const SECTIONS = {
  Parameters: {
    Yes: { Type: 'String', Default: 'true' },
    No: { Type: 'String', Default: 'false' },
    Root: { Type: 'String', Default: 'root' },
    User: { Type: 'String', Default: '1000' },
    Mode: { Type: 'String', Default: 'host' },
    Driver: { Type: 'String', Default: 'awslogs' },
    Open: { Type: 'String' },
  },
  Mappings: { Sizes: { large: { Mode: 'host', Driver: 'awslogs' } } },
  Conditions: {
    True: { 'Fn::Equals': [{ Ref: 'Yes' }, 'true'] },
    False: { 'Fn::Not': [{ Condition: 'True' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
  },
};

const literal = (value: unknown): Known => ({ written: value, value });
const chosen = (known: Known, isTrue: boolean, other: unknown): Known => ({
  written: { 'Fn::If': isTrue ? ['True', known.written, other] : ['False', other, known.written] },
  value: known.value,
});

/** Some ways to write one of these values. */
const oneOf = (...values: readonly Known[]): fc.Arbitrary<Known> =>
  fc
    .tuple(fc.constantFrom(...values), fc.boolean(), fc.boolean())
    .map(([known, isChosen, isTrue]) => (isChosen ? chosen(known, isTrue, 'x') : known));

const FLAG = oneOf(
  literal(true),
  literal(false),
  { written: { Ref: 'Yes' }, value: 'true' },
  { written: { Ref: 'No' }, value: 'false' },
);
const USER = oneOf(
  literal('0'),
  literal('1000:0'),
  { written: { Ref: 'Root' }, value: 'root' },
  { written: { 'Fn::Sub': '${User}' }, value: '1000' },
);
const MODE = oneOf(
  literal('awsvpc'),
  { written: { Ref: 'Mode' }, value: 'host' },
  { written: { 'Fn::FindInMap': ['Sizes', 'large', 'Mode'] }, value: 'host' },
);
const IMAGE = oneOf(
  literal('nginx'),
  literal('123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1'),
  { written: { 'Fn::Join': ['/', ['quay.io', 'shop', { Ref: 'User' }]] }, value: 'quay.io/shop/1000' },
  { written: { 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|quay.io/b'] }] }, value: 'quay.io/b' },
);
const DRIVER = oneOf(literal('splunk'), {
  written: { 'Fn::FindInMap': ['Sizes', 'large', 'Driver'] },
  value: 'awslogs',
});

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** A container, written and written out. */
export const CONTAINER: fc.Arbitrary<Readonly<Record<string, Known>>> = fc
  .record({
    Image: IMAGE,
    ReadonlyRootFilesystem: optional(FLAG),
    Privileged: optional(FLAG),
    User: optional(USER),
    LogConfiguration: optional(
      DRIVER.map(({ written, value }) => ({ written: { LogDriver: written }, value: { LogDriver: value } })),
    ),
  })
  .map(
    (fields) =>
      Object.fromEntries(Object.entries(fields).filter(([, known]) => known !== undefined)) as Readonly<
        Record<string, Known>
      >,
  );

export interface TaskDefinition {
  readonly mode: Known | undefined;
  readonly fargate: boolean;
  readonly containers: readonly Readonly<Record<string, Known>>[];
}
export const TASK_DEFINITION: fc.Arbitrary<TaskDefinition> = fc.record({
  mode: optional(MODE),
  fargate: fc.boolean(),
  containers: fc.array(CONTAINER, { minLength: 1, maxLength: 3 }),
});

/** The template of some task definitions, each run by a service; `as` chooses how values are written. */
export function templateOf(
  definitions: readonly TaskDefinition[],
  as: keyof Known,
  publicIp = false,
): { readonly Resources: Readonly<Record<string, unknown>> } {
  const resources = definitions.flatMap(({ mode, fargate, containers }, index): [string, unknown][] => [
    [
      `Task${index}`,
      {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          Family: `family-${index}`,
          ...(mode && { NetworkMode: mode[as] }),
          ...(fargate && { RequiresCompatibilities: ['FARGATE'] }),
          ContainerDefinitions: containers.map((container, at) => ({
            Name: `c${at}`,
            ...Object.fromEntries(Object.entries(container).map(([key, known]) => [key, known[as]])),
          })),
        },
      },
    ],
    [
      `Service${index}`,
      {
        Type: 'AWS::ECS::Service',
        Properties: {
          TaskDefinition: { Ref: `Task${index}` },
          LaunchType: fargate ? 'FARGATE' : 'EC2',
          NetworkConfiguration: {
            AwsvpcConfiguration: { AssignPublicIp: publicIp ? 'ENABLED' : 'DISABLED', Subnets: ['subnet-1'] },
          },
        },
      },
    ],
  ]);
  return { ...SECTIONS, Resources: Object.fromEntries(resources) };
}

/** A value as YAML in flow style, with short intrinsics. */
export function shortYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shortYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entries.length === 1 && entry) {
    const [key, argument] = entry;
    const name = key === 'Ref' || key === 'Condition' ? key : /^Fn::(\w+)$/.exec(key)?.[1];
    if (name !== undefined) return `!${name} ${shortYaml(argument)}`;
  }
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}: ${shortYaml(each)}`).join(', ')}}`;
}
