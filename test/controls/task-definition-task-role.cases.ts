import type { AwsSign } from '#domain/aws-use.ts';
import type { Container, TaskDefinition } from '#domain/task-definition.ts';
import { container, efsVolume, family, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const sign = (service: string, certain = true): AwsSign => ({
  where: 'environment',
  name: 'X',
  service,
  certain,
});
const on = (says: Partial<Container> = {}, definition: Partial<TaskDefinition> = {}, exec = false) => {
  const user = serviceUser('web', [1], { exec });
  return {
    facts: {
      family: family(
        [
          revision(1, taskDefinition([container('web', says)], { taskRole: undefined, ...definition }), [
            user,
          ]),
        ],
        [user],
      ),
    },
  };
};
const required = { parameters: { requireTaskRole: true } };
const fails = (given: ReturnType<typeof on>, severity: 'MEDIUM' | 'LOW' = 'MEDIUM') => ({
  ...given,
  reasons: ['no-task-role -'],
  severity,
});
const UNREAD = { unreadable: 'Ref Role is not known before deployment' };

export default {
  passes: {
    'a task role': on({ awsSigns: [sign('sqs')] }, { taskRole: 'web' }),
    'a role that a template makes': on(
      { awsSigns: [sign('sqs')] },
      {
        taskRole: {
          unreadable: 'Fn::GetAtt Role.Arn is not known before deployment',
          reference: 'Fn::GetAtt Role.Arn',
        },
      },
    ),
    'none, and nothing shows that it uses AWS (peers fail every web app)': on(),
    'a role, as the settings require': { ...on({}, { taskRole: 'web' }), ...required },
    'a role that is not known, where none is needed': on({}, { taskRole: UNREAD }),
    'EFS without IAM needs none': on({}, { efsVolumes: [efsVolume('data', { iam: undefined })] }),
  },
  fails: {
    'ECS Exec': fails(on({}, {}, true)),
    'EFS with IAM': fails(on({}, { efsVolumes: [efsVolume('data')] })),
    'the API of a service': fails(on({ awsSigns: [sign('sqs')] })),
    'an address that is used without a role as well': fails(on({ awsSigns: [sign('rds', false)] }), 'LOW'),
    'an API beside such an address': fails(on({ awsSigns: [sign('rds', false), sign('s3')] })),
    'the settings require one': { ...fails(on()), ...required },
    'a daemon task definition': fails(on({ awsSigns: [sign('ecs')] }, { kind: 'daemon' })),
    'use that can be read, beside what cannot': fails(
      on({ awsSigns: [sign('sqs')], awsSignsUnreadable: 'environment: Ref X' }),
    ),
  },
  notApplicable: {},
  notAvailable: {
    'a role that is not known, where one is needed': {
      ...on({ awsSigns: [sign('sqs')] }, { taskRole: UNREAD }),
      why: /taskRoleArn cannot be read.*Ref Role/,
    },
    'an environment that is not known yet': {
      ...on({ awsSignsUnreadable: 'environment: Ref Variables' }),
      why: /whether it uses AWS cannot be told.*Ref Variables/,
    },
    'containers that are not known yet': {
      ...on({}, { containersUnreadable: 'Ref Containers' }),
      why: /whether it uses AWS cannot be told.*Ref Containers/,
    },
  },
  worse: { before: on({ awsSigns: [sign('rds', false)] }), after: on({ awsSigns: [sign('s3')] }) },
} satisfies Cases;
