import { container, family, familyOf, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const given = (value: ReturnType<typeof family>) => ({ facts: { family: value } });
const silent = container('web', { logDriver: undefined });
const viaFirelens = container('web', { logDriver: 'awsfirelens' });
const router = container('log_router', { firelens: true, logDriver: 'awslogs' });
const init = container('migrate', { logDriver: undefined, essential: false });
const fails = (facts: ReturnType<typeof given>, reason: string, severity: 'MEDIUM' | 'LOW' = 'MEDIUM') => ({
  ...facts,
  reasons: [reason],
  severity,
});

export default {
  passes: {
    'every container names a driver': given(
      familyOf(container('web'), container('proxy', { logDriver: 'splunk' })),
    ),
    'FireLens with a router, whose own logs go to CloudWatch': given(familyOf(viaFirelens, router)),
    'a router alone': given(familyOf(router)),
    'logging that may block is noted, no more': given(familyOf(container('web', { logMode: 'blocking' }))),
    'a driver that writes to the host': given(familyOf(container('web', { logDriver: 'journald' }))),
  },
  fails: {
    'a container without a log configuration': fails(given(familyOf(silent)), 'no-logging web'),
    'one of several (peers pass if ANY container complies)': fails(
      given(familyOf(container('proxy'), silent)),
      'no-logging web',
    ),
    'one that is not essential, such as one that prepares the others, is low': fails(
      given(familyOf(container('web'), init)),
      'no-logging migrate',
      'LOW',
    ),
    'an essential one beside it decides': {
      ...given(familyOf(silent, init)),
      reasons: ['no-logging web', 'no-logging migrate'],
      severity: 'MEDIUM',
    },
    'FireLens without a router': fails(given(familyOf(viaFirelens)), 'no-log-router web'),
    'a router cannot route its own logs': fails(
      given(familyOf(container('log_router', { firelens: true, logDriver: 'awsfirelens' }))),
      'no-log-router log_router',
    ),
    'a router in another revision does not help': fails(
      given(family([revision(2, taskDefinition([viaFirelens])), revision(1, taskDefinition([router]))])),
      'no-log-router web',
    ),
    'a router without a log configuration says nothing of itself': fails(
      given(familyOf(viaFirelens, { ...router, logDriver: undefined })),
      'no-logging log_router',
    ),
    'a driver that throws everything away': fails(
      given(familyOf(container('web', { logDriver: 'none' }))),
      'logs-discarded web',
    ),
    'Fargate and Windows are judged alike': fails(
      given(
        family([
          revision(
            1,
            taskDefinition([silent], {
              requiresCompatibilities: ['FARGATE'],
              operatingSystem: 'WINDOWS_SERVER_2022_CORE',
            }),
          ),
        ]),
      ),
      'no-logging web',
    ),
    'a daemon task definition': fails(
      given(family([revision(1, taskDefinition([silent], { kind: 'daemon' }))])),
      'no-logging web',
    ),
  },
  notApplicable: {},
  notAvailable: {
    'an unresolved log configuration': {
      ...given(familyOf(container('web', { logDriver: { unreadable: 'Fn::If Logs' } }))),
      why: /logConfiguration cannot be read.*Fn::If Logs/,
    },
    'the router may be among the containers that cannot be read': {
      ...given(
        family([revision(1, taskDefinition([viaFirelens], { containersUnreadable: 'Fn::If Router' }))]),
      ),
      why: /log router cannot be read.*Fn::If Router/,
    },
    'whether another container is a router cannot be read': {
      ...given(familyOf(viaFirelens, container('log_router', { firelens: { unreadable: 'Fn::If Router' } }))),
      why: /log router cannot be read.*Fn::If Router/,
    },
    'a revision that could not be read': {
      ...given(family([revision(1, { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' })])),
      why: /access denied/,
    },
    'a definition without containers': { ...given(familyOf()), why: /no container/ },
  },
  worse: { before: given(familyOf(container('web'), init)), after: given(familyOf(silent, init)) },
} satisfies Cases;
