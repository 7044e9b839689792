import { describe, expect, it, test } from 'vitest';
import { UNDEPLOYED } from '#domain/undeployed.ts';
import { toTemplate } from '#template/template.ts';
import { readText } from '#template/text/read.ts';

const { account, region } = UNDEPLOYED;

/** What a property of a topic becomes in a template with these sections. */
function resolved(property: string, sections = '', more = ''): unknown {
  const text = `${sections}\nResources:\n  X:\n    Type: AWS::SNS::Topic\n    Properties:\n      P: ${property}\n${more}`;
  const source = readText(text);
  if ('message' in source) throw new Error(source.message);
  return toTemplate(source, UNDEPLOYED)?.resources.get('X')?.properties['P'];
}

const PARAMETERS = `Parameters:
  Tag: {Type: String}
  Env: {Type: String, Default: prod}
  Stage: {Type: String, AllowedValues: [dev, test]}
  One: {Type: String, AllowedValues: [only]}
  Count: {Type: Number, Default: 3}
  Yes: {Type: String, Default: true}
  Names: {Type: CommaDelimitedList, Default: 'a, b'}
  None: {Type: CommaDelimitedList, Default: ''}
  Ids: {Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-2'}
  Ssm: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /image}
Mappings:
  Map:
    prod: {Size: big, Shared: same}
    dev: {Size: small, Shared: same}
  Regions:
    us-east-1: {Ami: ami-1, Shared: same}
    eu-west-1: {Ami: ami-2, Shared: same}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsTest: !Equals [!Ref Stage, test]
  IsLive: !Equals [!Ref Stage, live]
  NotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Equals [1, "1"]]
  Either: !Or [!Condition IsTest, !Condition IsProd]
  Neither: !And [!Condition IsTest, !Condition NotProd]
  Here: !Equals [!Ref AWS::Region, eu-west-1]
  Same: !Equals [!Ref AWS::Region, !Ref AWS::Region]
  Round: !Not [!Condition Again]
  Again: !Condition Round`;

const OTHERS = `  Repo: {Type: AWS::ECR::Repository, Properties: {RepositoryName: shop/web}}
  Unnamed: {Type: AWS::ECR::Repository}
  Circle: {Type: AWS::ECR::Repository, Properties: {RepositoryName: !Sub 'x-\${Loop}'}}
  Loop: {Type: AWS::ECR::Repository, Properties: {RepositoryName: !Ref Circle}}
  Queue: {Type: AWS::SQS::Queue}
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Sub '\${Env}-cluster'}}`;

describe('known before deployment', () => {
  test.each<[string, string, unknown]>([
    ['a default', '!Ref Env', 'prod'],
    ['a number', '!Ref Count', '3'],
    ['a boolean', '!Ref Yes', 'true'],
    ['the only allowed value', '!Ref One', 'only'],
    ['a list', '!Ref Names', ['a', 'b']],
    ['a list of nothing', '!Ref None', []],
    ['a list of ids', '!Ref Ids', ['subnet-1', 'subnet-2']],
    ['the account', '!Ref AWS::AccountId', account],
    ['a value that is not there', '[1, !Ref AWS::NoValue, 2]', [1, 2]],
    ['a condition that holds', '!If [IsProd, a, b]', 'a'],
    ['one that does not', '!If [NotProd, a, b]', 'b'],
    ['all of two', '!If [Both, a, b]', 'a'],
    ['one of two, the other not known', '!If [Either, a, b]', 'a'],
    ['none of two, one not known', '!If [Neither, a, b]', 'b'],
    ['what the allowed values exclude', '!If [IsLive, a, b]', 'b'],
    ['the same unknown twice', '!If [Same, a, b]', 'a'],
    ['equal branches of an unknown condition', '!If [IsTest, [a], [a]]', ['a']],
    ['nothing in both branches', '[!If [IsTest, !Ref AWS::NoValue, !Ref AWS::NoValue]]', []],
    ['a substitution', `!Sub '\${Env}-\${AWS::Region}-\${!Kept}'`, `prod-${region}-\${Kept}`],
    ['a substitution with its own variables', "!Sub ['${A}/${Env}', {A: !Select [1, !Ref Names]}]", 'b/prod'],
    ['a list joined', "!Join ['-', [a, 1, true, !Ref Env]]", 'a-1-true-prod'],
    ['a list joined that is a parameter', "!Join [':', !Ref Names]", 'a:b'],
    ['a text split', "!Split ['/', 'a/b']", ['a', 'b']],
    ['an item', "!Select ['1', !Split ['/', 'a/b']]", 'b'],
    ['a mapping', '!FindInMap [Map, !Ref Env, Size]', 'big'],
    [
      'a mapping that says the same in every region',
      '!FindInMap [Regions, !Ref AWS::Region, Shared]',
      'same',
    ],
    ['a mapping with a default', '!FindInMap [Map, none, Size, {DefaultValue: x}]', 'x'],
    ['base 64', '!Base64 abc', 'YWJj'],
    ['blocks of addresses', "!Cidr ['10.0.0.0/16', 2, 8]", ['10.0.0.0/24', '10.0.1.0/24']],
    ['JSON', '!ToJsonString {a: !Ref Env}', '{"a":"prod"}'],
    ['a length', '!Length [a, b]', 2],
    ['a repository', '!Ref Repo', 'shop/web'],
    ['one without a name', '!Ref Unnamed', 'unnamed'],
    ['its address', '!GetAtt Repo.RepositoryUri', `${account}.dkr.ecr.${region}.amazonaws.com/shop/web`],
    ["a part of a repository's ARN", "!Select [4, !Split [':', !GetAtt Repo.Arn]]", account],
    [
      'a name that is made up',
      '!GetAtt Cluster.Arn',
      `arn:aws:ecs:${region}:${account}:cluster/prod-cluster`,
    ],
    ['a name made of itself', '!Ref Loop', expect.any(String)],
    ['a key of another function beside', '{Fn::Sub: x, Other: !Ref Env}', { 'Fn::Sub': 'x', Other: 'prod' }],
  ])('%s', (_, property, value) => {
    expect(resolved(property, PARAMETERS, OTHERS)).toEqual(value);
  });
});

describe('not known before deployment stays a function, with what is known put in', () => {
  test.each<[string, string, unknown]>([
    ['a parameter without a default', '!Ref Tag', { Ref: 'Tag' }],
    ['a parameter of SSM, whose default is a name', '!Ref Ssm', { Ref: 'Ssm' }],
    ['a name of nothing', '!Ref Nobody', { Ref: 'Nobody' }],
    ['a resource of another kind', '!Ref Queue', { Ref: 'Queue' }],
    ['an attribute nobody knows', '!GetAtt Repo.Colour', { 'Fn::GetAtt': ['Repo', 'Colour'] }],
    ['an import', '!ImportValue other', { 'Fn::ImportValue': 'other' }],
    ['a part of a substitution', "!Sub '${Env}:${Tag}'", { 'Fn::Sub': 'prod:${Tag}' }],
    ['a part of a list', "!Join ['', [!Ref Env, !Ref Tag]]", { 'Fn::Join': ['', ['prod', { Ref: 'Tag' }]] }],
    ['a condition on it', '!If [IsTest, !Ref Env, b]', { 'Fn::If': ['IsTest', 'prod', 'b'] }],
    [
      'a branch that is nothing',
      '!If [IsTest, !Ref AWS::NoValue, b]',
      { 'Fn::If': ['IsTest', { Ref: 'AWS::NoValue' }, 'b'] },
    ],
    ['a condition on the region', '!If [Here, a, b]', { 'Fn::If': ['Here', 'a', 'b'] }],
    ['a condition that refers to itself', '!If [Round, a, b]', { 'Fn::If': ['Round', 'a', 'b'] }],
    [
      'a mapping by region',
      '!FindInMap [Regions, !Ref AWS::Region, Ami]',
      { 'Fn::FindInMap': ['Regions', region, 'Ami'] },
    ],
    [
      'a mapping without the key',
      '!FindInMap [Map, none, Size]',
      { 'Fn::FindInMap': ['Map', 'none', 'Size'] },
    ],
    ['an item that is not there', '!Select [7, [a]]', { 'Fn::Select': ['7', ['a']] }],
    ['a dynamic reference', "'{{resolve:ssm:/image}}'", { 'Fn::DynamicReference': '{{resolve:ssm:/image}}' }],
    ['the zones of a region', '!GetAZs ""', { 'Fn::GetAZs': '' }],
    ['a macro', '!Transform {Name: AWS::Include}', { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['blocks that do not fit', "!Cidr ['10.0.0.0/30', 9, 8]", { 'Fn::Cidr': ['10.0.0.0/30', '9', '8'] }],
    ['a function without what it needs', '!Join x', { 'Fn::Join': [undefined, undefined] }],
  ])('%s', (_, property, value) => {
    expect(resolved(property, PARAMETERS, OTHERS)).toEqual(value);
  });
});

describe('loops', () => {
  const loop = (list: string) => `  Fn::ForEach::Repos:
    - Name
    - ${list}
    - Repo\${Name}:
        Type: AWS::ECR::Repository
        Properties:
          RepositoryName: !Sub 'shop/\${Name}'
          Fn::ForEach::Tags:
            - Key
            - [a, b]
            - Tag\${Key}: !Ref Key
`;
  const templateOf = (list: string) => {
    const source = readText(`${PARAMETERS}\nTransform: AWS::LanguageExtensions\nResources:\n${loop(list)}`);
    if ('message' in source) throw new Error(source.message);
    return toTemplate(source, UNDEPLOYED);
  };

  it('are written out, with the line of the loop', () => {
    const template = templateOf('!Ref Names');
    expect([...(template?.resources.keys() ?? [])]).toEqual(['Repoa', 'Repob']);
    expect(template?.resources.get('Repob')).toMatchObject({
      line: 33,
      properties: { RepositoryName: 'shop/b', Taga: 'a', Tagb: 'b' },
    });
    expect(template?.notes).toEqual([]);
  });

  it('over a list that is not known are named', () => {
    const template = templateOf('!Split [",", !Ref Tag]');
    expect(template?.resources.size).toBe(0);
    expect(template?.notes).toEqual([{ line: 33, message: expect.stringContaining('loop') }]);
  });

  it('in loops end', () => {
    const many = `[${Array.from({ length: 400 }, (_, index) => `n${index}`).join(', ')}]`;
    const inner = (depth: number): string =>
      depth === 0
        ? '{Type: X::Y}'
        : `{'Fn::ForEach::L${depth}': [V${depth}, ${many}, {'K\${V${depth}}': ${inner(depth - 1)}}]}`;
    const source = readText(`Resources:\n  A:\n    Type: X::Y\n    Properties: ${inner(5)}\n`);
    if ('message' in source) throw new Error(source.message);
    expect(
      JSON.stringify(toTemplate(source, UNDEPLOYED)?.resources.get('A')?.properties).length,
    ).toBeLessThan(2_000_000);
  });
});

it('texts that double and double again end', () => {
  const doubled = Array.from({ length: 60 }, () => '').reduce(
    (inner) => `!Sub ['\${A}\${A}', {A: ${inner}}]`,
    `'${'x'.repeat(100)}'`,
  );
  expect(JSON.stringify(resolved(doubled)).length).toBeLessThan(1_000_000);
});
