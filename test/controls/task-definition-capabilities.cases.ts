import type { Container, TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const adds = (...items: string[]) => container('web', { addedCapabilities: { items } });
const on = (each: Container, says: Partial<TaskDefinition> = {}) => ({
  facts: { family: family([revision(1, taskDefinition([each], says))]) },
});
const fails = (given: ReturnType<typeof on>, severity: 'LOW' | 'MEDIUM' | 'HIGH', ...names: string[]) => ({
  ...given,
  reasons: names.map((name) => `added-capability web ${name}`),
  severity,
});
const FARGATE = { requiresCompatibilities: ['FARGATE'] };

export default {
  passes: {
    'no capability is added, and none need be dropped': on(container('web')),
    'what Docker gives anyway, added again after ALL was dropped': on(adds('NET_BIND_SERVICE', 'CHOWN')),
    'one that the operator allows': {
      ...on(adds('SYS_NICE')),
      parameters: { allowedCapabilities: ['CAP_SYS_NICE'] },
    },
    'Fargate without capabilities': on(container('web'), FARGATE),
  },
  fails: {
    'SYS_ADMIN gives the host away': fails(on(adds('SYS_ADMIN')), 'HIGH', 'SYS_ADMIN'),
    'ALL is every one of them': fails(on(adds('ALL')), 'HIGH', 'ALL'),
    'NET_ADMIN, SYS_MODULE, SYS_RAWIO and BPF alike': fails(
      on(adds('NET_ADMIN', 'SYS_MODULE', 'SYS_RAWIO', 'BPF')),
      'HIGH',
      'NET_ADMIN',
      'SYS_MODULE',
      'SYS_RAWIO',
      'BPF',
    ),
    'any other beyond the default': fails(on(adds('SYS_NICE')), 'MEDIUM', 'SYS_NICE'),
    'SYS_PTRACE on EC2': fails(on(adds('SYS_PTRACE')), 'MEDIUM', 'SYS_PTRACE'),
    'SYS_PTRACE on Fargate, the only one it takes': fails(
      on(adds('SYS_PTRACE'), FARGATE),
      'LOW',
      'SYS_PTRACE',
    ),
    'SYS_PTRACE where every user runs on Fargate': {
      facts: {
        family: family(
          [
            revision(
              1,
              taskDefinition([adds('SYS_PTRACE')], { requiresCompatibilities: ['EC2', 'FARGATE'] }),
            ),
          ],
          [serviceUser('web', [1], { capacity: ['FARGATE'] })],
        ),
      },
      reasons: ['added-capability web SYS_PTRACE'],
      severity: 'LOW',
    },
    'one that Fargate would refuse, in a file': fails(on(adds('SYS_ADMIN'), FARGATE), 'HIGH', 'SYS_ADMIN'),
    'one that is allowed does not excuse another': {
      ...fails(on(adds('SYS_NICE', 'SYS_TIME')), 'MEDIUM', 'SYS_TIME'),
      parameters: { allowedCapabilities: ['SYS_NICE'] },
    },
    'a capability that can be read, beside what cannot': fails(
      on(container('web', { addedCapabilities: { items: ['SYS_ADMIN'], unreadable: 'Ref More' } })),
      'HIGH',
      'SYS_ADMIN',
    ),
    'a daemon task definition': fails(on(adds('SYS_ADMIN'), { kind: 'daemon' }), 'HIGH', 'SYS_ADMIN'),
  },
  notApplicable: {
    'Windows has no capabilities of Linux': {
      ...on(adds('SYS_ADMIN'), { operatingSystem: 'WINDOWS_SERVER_2022_CORE' }),
      why: /Windows/,
    },
  },
  notAvailable: {
    'capabilities that are not known yet': {
      ...on(container('web', { addedCapabilities: { items: [], unreadable: 'Ref Capabilities' } })),
      why: /web: linuxParameters.capabilities cannot be read.*Ref Capabilities/,
    },
    'an operating system that is not known yet may be Windows': {
      ...on(adds('SYS_ADMIN'), { operatingSystem: { unreadable: 'Ref Os' } }),
      why: /operating system/,
    },
  },
  worse: { before: on(adds('SYS_NICE')), after: on(adds('SYS_NICE', 'SYS_ADMIN')) },
} satisfies Cases;
