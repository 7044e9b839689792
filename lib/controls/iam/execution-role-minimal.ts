import { beyond } from '#controls/beyond.ts';
import { PUSH } from '#controls/ecr-grants.ts';
import { statementsBehind } from '#controls/ecs-powers.ts';
import { overDefinitions } from '#controls/over-definitions.ts';
import { overRole } from '#controls/over-roles.ts';
import { defineControl } from '#domain/control.ts';
import type { Reason } from '#domain/evaluation.ts';
import type { Severity } from '#domain/severity.ts';
import { everywhere, everywhereOn } from '#policy/everywhere.ts';
import type { Holder } from '#policy/holder.ts';
import type { Power } from '#policy/powers.ts';

export default defineControl({
  id: 'execution-role-minimal',
  title: 'Execution roles start tasks and do nothing else',
  guidance: ['IAM-3', 'IAM-7'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family', 'rolePolicies'],
  parameters: [],
  why:
    'ECS uses the execution role to pull images, fetch secrets and open the log. What it may do beyond that is power that nobody needs, ' +
    'and one role often serves all families.',
  blindSpots: [
    'Expected are the actions of AmazonECSTaskExecutionRolePolicy on any resource, reads of secrets, parameters and environment files, decryption with a key, and imports through a pull-through cache.',
    'Which secrets the definition names is not compared with those that the role may read: only all of them is too much.',
    'Of services whose actions are not known here, an action counts as a read by its name.',
    'Roles of other accounts and overrides are not seen.',
  ],
  remediation: {
    text: 'Attach AmazonECSTaskExecutionRolePolicy and name the secrets, parameters and keys; give the program what it needs by the task role.',
    cli: 'aws iam put-role-policy --role-name <execution-role> --policy-name secrets --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ExecutionRoleArn: !GetAtt <execution-role>.Arn\n---\nType: AWS::IAM::Role\nProperties:\n' +
      '  ManagedPolicyArns:\n    - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html'],
  evaluate: ({ family, rolePolicies }, { now }) =>
    overDefinitions(family, (each) => [
      overRole(
        each,
        { role: each.definition.executionRole, called: 'execution role', path: 'executionRoleArn' },
        rolePolicies,
        now,
        reasonsFor,
      ),
    ]),
});

/** ECS guide, "Amazon ECS task execution IAM role"; reads beside those it names, as CDK's grants write them. */
const EXPECTED: readonly string[] = [
  'ecr:Get*',
  'ecr:BatchGet*',
  'ecr:BatchCheckLayerAvailability',
  'ecr:Describe*',
  'ecr:List*',
  'ecr:BatchImportUpstreamImage',
  'ecr:CreateRepository',
  'ecr:TagResource',
  'ecr-public:Get*',
  'sts:GetServiceBearerToken',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'logs:Describe*',
  'ssm:GetParameter*',
  'ssm:DescribeParameters',
  'secretsmanager:GetSecretValue',
  'secretsmanager:DescribeSecret',
  'kms:Decrypt',
  'kms:DescribeKey',
  's3:Get*',
  's3:List*',
];

const SECRETS: readonly (readonly [action: string, form: string, called: string])[] = [
  ['secretsmanager:GetSecretValue', 'secret:${Name}', 'every secret'],
  ['ssm:GetParameters', 'parameter/${Name}', 'every parameter'],
];

function reasonsFor(holder: Holder, name: string): readonly Reason[] {
  const fails = (what: string, may: string, severity: Severity, powers: readonly Power[]): Reason => ({
    code: 'too-much',
    subject: `${name} ${what}`,
    severity,
    message: `its execution role ${name} may ${may}`,
    evidence: {
      actions: [...new Set(powers.map(({ action }) => action))].slice(0, 20),
      statements: statementsBehind(powers),
    },
  });
  const secrets = SECRETS.flatMap(([action, form, called]) => {
    const power = everywhereOn(holder, action, [
      `arn:\${Partition}:${action.replace(/:.*/, '')}:\${Region}:\${Account}:${form}`,
    ]);
    return power ? [fails(action, `read ${called}`, 'MEDIUM', [power])] : [];
  });
  const more = beyond(holder, EXPECTED);
  if (more.some(({ service }) => service === '*'))
    return [
      fails(
        '*',
        'use all services',
        'HIGH',
        more.flatMap(({ powers }) => powers),
      ),
    ];
  const pushes = more.flatMap(({ powers }) => powers).filter(({ action }) => PUSH.includes(action));
  const others = more
    .map((one) => ({ ...one, powers: one.powers.filter(({ action }) => !PUSH.includes(action)) }))
    .filter(({ powers }) => powers.length > 0);
  const pushesAll = everywhere(holder, ['ecr:PutImage']).length > 0;
  return [
    ...secrets,
    ...(pushes.length > 0 ? [fails('ecr push', 'push images', pushesAll ? 'HIGH' : 'MEDIUM', pushes)] : []),
    ...others.map(({ service, level, powers }) =>
      fails(
        `${service} ${level}`,
        `${level === 'read' ? 'read from' : 'write to'} ${service}`,
        level === 'read' || CHANNELS.has(service) ? 'MEDIUM' : 'HIGH',
        powers,
      ),
    ),
  ];
}

/** What belongs to the task role, and harms little here. */
const CHANNELS: ReadonlySet<string> = new Set(['ssmmessages', 'xray']);
