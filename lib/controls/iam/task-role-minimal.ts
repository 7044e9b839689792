import { ECS_WRITES, isAdministrator, statementsBehind } from '#controls/ecs-powers.ts';
import { type DefinitionInScope, overDefinitions } from '#controls/over-definitions.ts';
import { overRole } from '#controls/over-roles.ts';
import { defineControl } from '#domain/control.ts';
import type { Reason } from '#domain/evaluation.ts';
import { plain } from '#domain/json.ts';
import type { Severity } from '#domain/severity.ts';
import { everywhere, everywhereOn } from '#policy/everywhere.ts';
import type { Holder } from '#policy/holder.ts';
import { NOBODY, type Power } from '#policy/powers.ts';
import { actionsOf, arnsOf } from '#policy/services/catalogue.ts';

export default defineControl({
  id: 'task-role-minimal',
  title: 'Task roles give no whole services',
  guidance: ['IAM-3'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family', 'rolePolicies'],
  parameters: [],
  why:
    'Whoever gets into a container has its task role. With a whole service on every resource they have every bucket, table or secret of ' +
    'the account; an administrator has the account (CRITICAL where the internet reaches the service).',
  blindSpots: [
    'A service is whole when any of its actions that nobody named is allowed on a resource that nobody named: s3:*, not a list of actions on *.',
    'Writes to IAM and ECS on every resource count, by whatever pattern; those that cannot be limited to a resource do not.',
    'The channels of ECS Exec (ssmmessages) and X-Ray have nothing to be limited to and are left out.',
    'Conditions on tags of the resource narrow; service control policies and policies of the resources are not seen.',
    'Roles of other accounts, and those given when a task is run (overrides), are not seen.',
  ],
  remediation: {
    text: 'Give the task the actions it needs on the buckets, tables and secrets it uses, by their ARNs.',
    cli: 'aws iam put-role-policy --role-name <task-role> --policy-name needs --policy-document file://policy.json',
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <task-role>.Arn\n---\nType: AWS::IAM::Role\nProperties:\n  Policies:\n' +
      '    - PolicyName: needs\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n' +
      '            Action:\n              - s3:GetObject\n            Resource: arn:aws:s3:::<bucket>/*\n',
  },
  mappings: [{ framework: 'NIST 800-53 r5', id: 'AC-6' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  ],
  evaluate: ({ family, rolePolicies }, { now }) =>
    overDefinitions(family, (each) => [
      overRole(
        each,
        { role: each.definition.taskRole, called: 'task role', path: 'taskRoleArn' },
        rolePolicies,
        now,
        (holder, name) => reasonsFor(holder, name, each),
      ),
    ]),
});

function reasonsFor(holder: Holder, name: string, each: DefinitionInScope): readonly Reason[] {
  const fails = (
    what: string,
    may: string,
    powers: readonly Power[],
    severity: Severity = 'HIGH',
  ): Reason => ({
    code: 'too-much',
    subject: `${name} ${what}`,
    severity,
    message: `its task role ${name} may ${may}`,
    evidence: { statements: statementsBehind(powers) },
  });
  const isPublic = each.users.some(({ exposure }) => exposure === 'internet');
  const unheard = wholeService(NOBODY, holder);
  if (isAdministrator(holder))
    return [
      fails('*', 'do everything in the account', unheard ? [unheard] : [], isPublic ? 'CRITICAL' : 'HIGH'),
    ];
  if (unheard) return [fails('*', 'use all services but some, on every resource', [unheard])];
  const whole = servicesNamed(holder).flatMap((service) => {
    const power = wholeService(service, holder);
    return power ? [{ service, power }] : [];
  });
  const rest = WRITTEN.filter(({ service }) => !whole.some((found) => found.service === service));
  return [
    ...whole.map(({ service, power }) =>
      fails(`${service}:*`, `use all of ${service} on every resource`, [power]),
    ),
    ...rest.flatMap(({ service, called, actions }) => {
      const powers = everywhere(holder, actions);
      return powers.length === 0
        ? []
        : [fails(`${service} write`, `change every resource of ${called}`, powers)];
    }),
  ];
}

/** What has nothing to be limited to. */
const LEFT_OUT: ReadonlySet<string> = new Set(['ssmmessages', 'xray']);

/** The services that Allows name, without a wildcard. */
const servicesNamed = ({ policies: { identity } }: Holder): readonly string[] => {
  const texts = identity.flatMap(({ statements }) =>
    statements.flatMap(({ effect, actions }) =>
      effect === 'Allow' && !actions.not ? actions.patterns.map(({ text }) => text) : [],
    ),
  );
  const services = texts.flatMap((text) => /^([a-z0-9-]+):.*\*/i.exec(text)?.[1]?.toLowerCase() ?? []);
  return [...new Set(services.map(plain))].filter((service) => !LEFT_OUT.has(service)).toSorted();
};

/** Whether an action of a service that nobody named is allowed on a resource that nobody named. */
const wholeService = (service: string, holder: Holder): Power | undefined =>
  everywhereOn(holder, `${service}:${NOBODY}`, [
    '*',
    `arn:\${Partition}:${service}:\${Region}:\${Account}:${NOBODY}`,
    `arn:\${Partition}:${service}:::${NOBODY}`,
  ]);

const limitable = (actions: readonly string[]): readonly string[] =>
  actions.filter((action) => arnsOf(action).length > 0);

const WRITTEN = [
  { service: 'iam', called: 'IAM', actions: limitable(actionsOf('iam', { levels: ['Write'] })) },
  { service: 'ecs', called: 'ECS', actions: limitable(ECS_WRITES) },
];
