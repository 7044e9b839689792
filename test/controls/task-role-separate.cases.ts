import type { TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

type Role = TaskDefinition['taskRole'];
const roles = (...pairs: (readonly [Role, Role])[]) => ({
  facts: {
    family: family(
      pairs.map(([taskRole, executionRole], index) =>
        revision(pairs.length - index, taskDefinition([container('web')], { taskRole, executionRole })),
      ),
    ),
  },
});
const arn = (name: string, account = '123456789012') => `arn:aws:iam::${account}:role/${name}`;
const made = (reference: string) => ({ unreadable: 'Fn::GetAtt is not known before deployment', reference });
const shares = (given: ReturnType<typeof roles>, ...names: string[]) => ({
  ...given,
  reasons: names.map((name) => `shared-role ${name}`),
  severity: 'MEDIUM' as const,
});

export default {
  passes: {
    'two roles': roles([arn('web'), arn('pull')]),
    'no task role': roles([undefined, arn('pull')]),
    'no execution role': roles([arn('web'), undefined]),
    'both absent is not the same role': roles([undefined, undefined]),
    'roles of one name in two accounts': roles([arn('web', '111111111111'), arn('web')]),
    'two roles that a template makes': roles([
      made('Fn::GetAtt TaskRole.Arn'),
      made('Fn::GetAtt PullRole.Arn'),
    ]),
  },
  fails: {
    'one role for both': shares(roles([arn('web'), arn('web')]), 'web'),
    'once by its ARN, once by its name': shares(roles([arn('web'), 'web']), 'web'),
    'once with its path, which is no part of a name': shares(roles([arn('team/web'), 'web']), 'web'),
    'what is no ARN yet': shares(
      roles(['aws_iam_role.example.arn', 'aws_iam_role.example.arn']),
      'aws_iam_role.example.arn',
    ),
    'one role that a template makes': shares(
      roles([made('Fn::GetAtt Role.Arn'), made('Fn::GetAtt Role.Arn')]),
      'Fn::GetAtt Role.Arn',
    ),
    'in an older revision that still runs': shares(
      roles([arn('web'), arn('pull')], [arn('web'), arn('web')]),
      'web',
    ),
  },
  notApplicable: {},
  notAvailable: {
    'a role that is not known yet': {
      ...roles([{ unreadable: 'Ref Role is not known before deployment' }, arn('pull')]),
      why: /roles cannot be compared.*Ref Role/,
    },
    'one that a template makes beside one it is given': {
      ...roles([made('Fn::GetAtt Role.Arn'), { unreadable: 'Ref PullRole' }]),
      why: /roles cannot be compared/,
    },
  },
  worse: { before: roles([arn('web'), arn('web')]), after: roles([arn('admin'), arn('admin')]) },
} satisfies Cases;
