import type { TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, serviceUser, taskDefinition } from './facts.ts';

const web = container('web');
const agent = container('agent');
const denied = { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } as const;
const given = (value: ReturnType<typeof family>) => ({ facts: { family: value } });

/** What holds of each of the three namespaces that a task may share with its host; `harmless` modes share nothing with it. */
export function hostNamespaceCases(
  setting: 'networkMode' | 'pidMode' | 'ipcMode',
  code: string,
  harmless: readonly string[],
) {
  const mode = (
    value: TaskDefinition[typeof setting],
    says: Partial<TaskDefinition> = {},
    ...more: (typeof web)[]
  ) => given(family([revision(1, taskDefinition([web, ...more], { ...says, [setting]: value }))]));
  const host = (says: Partial<TaskDefinition> = {}, ...more: (typeof web)[]) => mode('host', says, ...more);
  const runBy = (...capacity: string[]) => {
    const user = serviceUser('web', [1], { capacity });
    return given(family([revision(1, taskDefinition([web], { [setting]: 'host' }), [user])], [user]));
  };
  const fails = (facts: ReturnType<typeof given>, ...names: string[]) => ({
    ...facts,
    reasons: names.map((name) => `${code} ${name}`),
    severity: 'HIGH' as const,
  });
  return {
    passes: {
      'a task that says nothing': mode(undefined),
      ...Object.fromEntries(harmless.map((value) => [`mode ${value}`, mode(value)])),
      'an operating system that cannot be read does not matter to what shares nothing': mode(undefined, {
        operatingSystem: { unreadable: 'Ref Os' },
      }),
      'containers that cannot be read do not matter to what shares nothing': mode(undefined, {
        containersUnreadable: 'Fn::If',
      }),
    },
    fails: {
      'a task that shares it': fails(host(), 'web'),
      'each container of the task shares it': fails(host({}, agent), 'web', 'agent'),
      'a daemon task definition (its `shared` is the host; peers look for "host" and pass it)': fails(
        host({ kind: 'daemon', requiresCompatibilities: [] }),
        'web',
      ),
      'an old revision that a service still runs': fails(
        given(
          family(
            [
              revision(2, taskDefinition([web])),
              revision(1, taskDefinition([web], { [setting]: 'host', status: 'INACTIVE' }), [
                serviceUser('web', [1]),
              ]),
            ],
            [serviceUser('web', [1])],
          ),
        ),
        'web',
      ),
      'the same in two revisions is one reason': fails(
        given(
          family([
            revision(2, taskDefinition([web], { [setting]: 'host' })),
            revision(1, taskDefinition([web], { [setting]: 'host' })),
          ]),
        ),
        'web',
      ),
      'a revision that cannot be read hides no other': fails(
        given(family([revision(2, denied), revision(1, taskDefinition([web], { [setting]: 'host' }))])),
        'web',
      ),
      'containers that cannot be read share it no less': fails(
        given(
          family([revision(1, taskDefinition([], { [setting]: 'host', containersUnreadable: 'Fn::If' }))]),
        ),
        '-',
      ),
      'a container that cannot be read shares it like the one that can': fails(
        host({ containersUnreadable: 'Fn::If' }),
        'web',
        '-',
      ),
      'a task definition for both EC2 and Fargate': fails(
        host({ requiresCompatibilities: ['EC2', 'FARGATE'] }),
        'web',
      ),
      'a service on both': fails(runBy('EC2', 'FARGATE'), 'web'),
      'capacity that is not known is not taken for Fargate': fails(runBy(), 'web'),
    },
    notApplicable: {
      'a Fargate task definition': { ...host({ requiresCompatibilities: ['FARGATE'] }), why: /Fargate/ },
      'a family whose every user runs on Fargate': { ...runBy('FARGATE'), why: /Fargate/ },
      'Windows containers': { ...host({ operatingSystem: 'WINDOWS_SERVER_2022_CORE' }), why: /Windows/ },
    },
    notAvailable: {
      'an unresolved mode is not the default': {
        ...mode({ unreadable: 'Ref Mode' }),
        why: new RegExp(`${setting} cannot be read.*Ref Mode`),
      },
      'an unresolved operating system may be Windows': {
        ...host({ operatingSystem: { unreadable: 'Ref Os' } }),
        why: /operating system/,
      },
      'a revision that could not be read leaves the family unjudged': {
        ...given(family([revision(2, taskDefinition([web])), revision(1, denied)])),
        why: /revision 1: access denied/,
      },
      'no revision in scope': { ...given(family([])), why: /no revision/ },
    },
    worse: { before: host(), after: host({}, agent) },
  };
}
