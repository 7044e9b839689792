import type { Container } from '#domain/task-definition.ts';
import { container, family, familyOf, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const sealed = container('web');
const writable = container('web', { readonlyRootFilesystem: undefined });
const sidecar = container('proxy', { readonlyRootFilesystem: false });
const router = container('log_router', { readonlyRootFilesystem: undefined, firelens: true });
const denied = { unavailable: 'throttled', what: 'ecs:DescribeTaskDefinition' } as const;
const given = (value: ReturnType<typeof family>) => ({ facts: { family: value } });
const runBy = (exposure: 'internet' | 'internal' | 'unknown', each: Container) => {
  const user = serviceUser('web', [1], { exposure });
  return given(family([revision(1, taskDefinition([each]), [user])], [user]));
};
const windows = (...containers: Container[]) =>
  given(family([revision(1, taskDefinition(containers, { operatingSystem: 'WINDOWS_SERVER_2019_FULL' }))]));

const front = serviceUser('front', [2], { exposure: 'internet' });
const back = serviceUser('back', [1], { exposure: 'internal' });

export default {
  passes: {
    'every container is read-only': given(familyOf(sealed, container('proxy'))),
    'writable mounts are no fault': given(familyOf(container('web', { writableMounts: ['/tmp'] }))),
    'a log router beside a read-only container': given(familyOf(sealed, router)),
    'Fargate is judged like EC2': given(
      family([revision(1, taskDefinition([sealed], { requiresCompatibilities: ['FARGATE'] }))]),
    ),
  },
  fails: {
    'one writable sidecar fails the family (peers pass if ANY container complies)': {
      ...given(familyOf(sealed, sidecar)),
      reasons: ['writable-root proxy'],
      severity: 'MEDIUM',
    },
    'absent is writable': {
      ...given(familyOf(writable)),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'behind an internet-facing load balancer it is worse': {
      ...runBy('internet', writable),
      reasons: ['writable-root web'],
      severity: 'HIGH',
    },
    'exposure that could not be read is not taken for the internet': {
      ...runBy('unknown', writable),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'a service inside does not make it worse': {
      ...runBy('internal', writable),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'an exposed user of another revision does not count': {
      ...given(
        family(
          [revision(2, taskDefinition([sealed]), [front]), revision(1, taskDefinition([writable]), [back])],
          [back, front],
        ),
      ),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'an exposed user of any failing revision counts': {
      ...given(
        family(
          [revision(2, taskDefinition([writable]), [front]), revision(1, taskDefinition([writable]), [back])],
          [back, front],
        ),
      ),
      reasons: ['writable-root web'],
      severity: 'HIGH',
    },
    'a log router does not excuse the container beside it': {
      ...given(familyOf(writable, router)),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'a daemon task definition is judged alike': {
      ...given(family([revision(1, taskDefinition([writable], { kind: 'daemon' }))])),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'a Windows revision does not excuse a Linux one': {
      ...given(
        family([
          revision(2, taskDefinition([writable], { operatingSystem: 'WINDOWS_SERVER_2022_CORE' })),
          revision(1, taskDefinition([writable], { operatingSystem: 'LINUX' })),
        ]),
      ),
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
    'a family of a file, whose users nobody knows': {
      facts: { family: { ...familyOf(writable), usage: 'unknown' } },
      reasons: ['writable-root web'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'Windows containers (peers fail them for ever)': { ...windows(writable, sidecar), why: /Windows/ },
    'nothing but a log router': { ...given(familyOf(router)), why: /FireLens/ },
  },
  notAvailable: {
    'it may be a log router': {
      ...given(
        familyOf(
          container('log_router', {
            readonlyRootFilesystem: undefined,
            firelens: { unreadable: 'Fn::If Router' },
          }),
        ),
      ),
      why: /log_router: firelensConfiguration cannot be read.*Fn::If Router/,
    },
    'an unresolved value is neither': {
      ...given(familyOf(container('web', { readonlyRootFilesystem: { unreadable: 'Ref ReadOnly' } }))),
      why: /readonlyRootFilesystem cannot be read.*Ref ReadOnly/,
    },
    'an unresolved operating system may be Windows': {
      ...given(
        family([revision(1, taskDefinition([writable], { operatingSystem: { unreadable: 'Ref Os' } }))]),
      ),
      why: /operating system/,
    },
    'a throttled revision leaves the family unjudged (peers pass it)': {
      ...given(family([revision(2, taskDefinition([sealed])), revision(1, denied)])),
      why: /revision 1: throttled/,
    },
    'a definition without containers (peers pass it)': { ...given(familyOf()), why: /no container/ },
  },
  worse: { before: runBy('internal', writable), after: runBy('internet', writable) },
} satisfies Cases;
