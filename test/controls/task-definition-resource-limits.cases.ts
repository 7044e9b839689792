import type { Container, TaskDefinition } from '#domain/task-definition.ts';
import { container, family, revision, taskDefinition } from '../support/facts.ts';
import type { Cases } from './cases.ts';

const free = container('web', { memoryLimit: undefined });
const on = (containers: readonly Container[], says: Partial<TaskDefinition> = {}) => ({
  facts: { family: family([revision(1, taskDefinition(containers, says))]) },
});
const fails = (given: ReturnType<typeof on>, ...names: string[]) => ({
  ...given,
  reasons: names.map((name) => `no-memory-limit ${name}`),
  severity: 'LOW' as const,
});
const WINDOWS = 'WINDOWS_SERVER_2022_CORE';

export default {
  passes: {
    'a limit of the container, and none of CPU': on([container('web')]),
    'a limit of the task': on([free], { memory: '1 GB' }),
    'a limit beside a reservation': on([container('web', { memoryReservation: '128' })]),
    'a limit of the container on Windows': on([container('web')], { operatingSystem: WINDOWS }),
    'a limit of the container, whatever the task has': on([container('web')], {
      memory: { unreadable: 'Ref Memory' },
    }),
  },
  fails: {
    'no limit at either level': fails(on([free]), 'web'),
    'a reservation alone is none': fails(
      on([container('web', { memoryLimit: undefined, memoryReservation: '128' })]),
      'web',
    ),
    'one sidecar without one': fails(
      on([container('web'), container('side', { memoryLimit: undefined })]),
      'side',
    ),
    'Windows ignores the limit of the task': fails(
      on([free], { memory: '2048', operatingSystem: WINDOWS }),
      'web',
    ),
    'EC2 and Fargate, as somebody may run it on EC2': fails(
      on([free], { requiresCompatibilities: ['EC2', 'FARGATE'] }),
      'web',
    ),
    'a daemon task definition': fails(on([free], { kind: 'daemon' }), 'web'),
  },
  notApplicable: {
    'Fargate limits every task': { ...on([free], { requiresCompatibilities: ['FARGATE'] }), why: /Fargate/ },
  },
  notAvailable: {
    'a limit that is not known yet': {
      ...on([container('web', { memoryLimit: { unreadable: 'Ref Memory' } })]),
      why: /web: memory cannot be read.*Ref Memory/,
    },
    'a limit of the task that is not known yet': {
      ...on([free], { memory: { unreadable: 'Ref TaskMemory' } }),
      why: /memory of the task cannot be read.*Ref TaskMemory/,
    },
    'a limit of the task on what may be Windows': {
      ...on([free], { memory: '2048', operatingSystem: { unreadable: 'Ref Os' } }),
      why: /operating system/,
    },
  },
  worse: { before: on([free]), after: on([free, container('side', { memoryLimit: undefined })]) },
} satisfies Cases;
