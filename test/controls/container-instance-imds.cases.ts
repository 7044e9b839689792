import type { Host } from '#domain/container-instance.ts';
import type { Unavailable } from '#domain/reading.ts';
import { containerInstance, host } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (says: Partial<Host>): Given => ({
  facts: { containerInstance: containerInstance(), host: host(says) },
});

const DENIED = { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } as const;
const bridged = (
  families: readonly string[],
  unread: readonly Unavailable[] = [],
  says: Partial<Host> = {},
): Given => ({
  facts: {
    containerInstance: containerInstance(),
    host: host({ metadataHopLimit: 2, ...says }),
    bridgedTasks: { families, unread },
  },
});

export default {
  passes: {
    'tokens are required': given({}),
    'the metadata service is off': given({ metadataEndpoint: 'disabled', metadataTokens: 'optional' }),
    'a hop limit of two, the default of the image of Amazon Linux 2023, which no task in bridge mode uses':
      bridged([]),
    'one that AWS says nothing of': given({ metadataHopLimit: undefined }),
    'a service that is off needs no limit': bridged(['web'], [], { metadataEndpoint: 'disabled' }),
  },
  fails: {
    'a hop limit of two and tasks in bridge mode': {
      ...bridged(['api', 'web'], [DENIED]),
      reasons: ['metadata-behind-bridge -'],
      severity: 'LOW',
    },
    'no tokens, and tasks in bridge mode that could not be read': {
      ...bridged([], [DENIED], { metadataTokens: 'optional' }),
      reasons: ['metadata-without-token -'],
      severity: 'MEDIUM',
    },
    'tokens are optional': {
      ...given({ metadataTokens: 'optional' }),
      reasons: ['metadata-without-token -'],
      severity: 'MEDIUM',
    },
    'absent is optional': {
      ...given({ metadataTokens: undefined }),
      reasons: ['metadata-without-token -'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'a machine outside of EC2': {
      facts: {
        containerInstance: containerInstance({ external: true, instanceId: 'mi-1' }),
        host: { unavailable: 'elsewhere', what: 'a machine outside of EC2' },
      },
      why: /outside of EC2/,
    },
    'a managed instance': {
      ...given({ managed: true, metadataTokens: 'optional' }),
      why: /Managed Instances/,
    },
  },
  notAvailable: {
    'a hop limit of two, and a definition that may not be read': {
      ...bridged([], [DENIED]),
      why: /bridge mode run on it is not known \(access denied: ecs:DescribeTaskDefinition/,
    },
    'a hop limit of two, and tasks that may not be listed': {
      facts: {
        containerInstance: containerInstance(),
        host: host({ metadataHopLimit: 2 }),
        bridgedTasks: { unavailable: 'denied', what: 'ecs:ListTasks' },
      },
      why: /which tasks run on it is not known/,
    },
    'an instance that may not be read': {
      facts: {
        containerInstance: containerInstance(),
        host: { unavailable: 'denied', what: 'ec2:DescribeInstances' },
      },
      why: /access denied: ec2:DescribeInstances/,
    },
    'options that cannot be read': {
      ...given({ metadataTokens: { unreadable: 'HttpTokens is not a text' } }),
      why: /cannot be read/,
    },
  },
  worse: {
    before: bridged(['web']),
    after: bridged(['web'], [], { metadataTokens: 'optional' }),
  },
} satisfies Cases;
