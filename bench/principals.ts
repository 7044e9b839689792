/**
 * How long the controls on principals take for an account: 1,000 roles, 200 users in 50 groups, of which every fifth has
 * powers of each of five kinds, and whether it grows with their number alone. Processor time, for the machine is shared.
 */
import { controls } from '#controls/index.ts';
import type { AnyControl } from '#domain/control.ts';
import type { FactValues } from '#domain/facts.ts';
import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';

const NOW = '2026-04-14T08:00:00.000Z';
const iam = (resource: string): string => `arn:aws:iam::123456789012:${resource}`;
const TYPES = { role: 'AWS::IAM::Role', user: 'AWS::IAM::User', group: 'AWS::IAM::Group' } as const;

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*'): object => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const WITHOUT_MFA = {
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};
const document = (name: string, ...statements: readonly object[]): PolicyDocument => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});

/** What a fifth of the principals may do each. */
const KINDS: readonly (readonly object[])[] = [
  [allow(['s3:GetObject', 'dynamodb:*', 'logs:*']), allow('sqs:SendMessage', 'arn:aws:sqs:*:*:orders')],
  [allow('*')],
  [allow('ecs:*'), allow('iam:PassRole')],
  [
    allow(['ecs:RegisterTaskDefinition', 'ecs:Describe*']),
    allow('ecs:UpdateService', 'arn:aws:ecs:eu-west-1:123456789012:service/prod/web'),
    allow('iam:PassRole', [iam('role/r1'), iam('role/r2')]),
  ],
  [allow('ecr:*'), WITHOUT_MFA],
];

const principal = (kind: PrincipalRecord['kind'], n: number): PrincipalRecord => ({
  kind,
  arn: iam(`${kind}/${kind[0]}${n}`),
  path: '/',
  name: `${kind[0]}${n}`,
  tags: {},
  instanceProfiles: [],
  unread: [],
  policies: [
    document(`${kind}/${n} inline`, ...(KINDS[n % KINDS.length] ?? [])),
    document('read', allow('s3:List*')),
  ],
  groups:
    kind === 'user'
      ? [{ arn: iam(`group/g${n % 50}`), policies: [document('group', allow('ecs:List*'))] }]
      : [],
  ...(kind === 'role' && {
    trust: document('trust policy', {
      Effect: 'Allow',
      Principal: n % 2 === 0 ? { AWS: iam('root') } : { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  }),
});

const judged = controls.filter(({ facts }) => facts.includes('principal'));
const isAbout = ({ resourceType, alsoOn = [] }: AnyControl, kind: PrincipalRecord['kind']): boolean =>
  [resourceType, ...alsoOn].includes(TYPES[kind]);

/** Milliseconds of processor time to judge an account of so many roles. */
function judgeAll(roles: number): number {
  const several = (kind: PrincipalRecord['kind'], count: number): readonly PrincipalRecord[] =>
    Array.from({ length: count }, (_, n) => principal(kind, n));
  const everybody = [
    ...several('role', roles),
    ...several('user', roles / 5),
    ...several('group', roles / 20),
  ];
  const passable = everybody.filter(({ kind }, n) => kind === 'role' && n % 2 === 1);
  const facts: Partial<FactValues> = {
    credentials: { consolePassword: false, mfaDevices: 0, accessKeys: [{ active: true, createdAt: NOW }] },
    organization: { none: true },
    passableRoles: { roles: passable },
    tagAuthorization: {},
    usedAs: { uses: [] },
  };
  const before = process.cpuUsage();
  for (const one of everybody)
    for (const control of judged)
      if (isAbout(control, one.kind))
        control.evaluate({ ...facts, principal: one } as FactValues, {
          resource: { type: TYPES[one.kind], arn: one.arn },
          parameters: DEFAULT_SETTINGS.parameters,
          now: NOW,
        });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export function principals(): void {
  console.log(`${judged.length} controls`);
  judgeAll(100);
  for (const roles of [250, 500, 1000]) {
    const ms = judgeAll(roles);
    console.log(
      `${roles} roles, ${roles / 5} users, ${Math.floor(roles / 20)} groups: ${Math.round(ms)} ms, ${(ms / roles).toFixed(2)} ms a role`,
    );
  }
}
