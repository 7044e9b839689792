import type { ServicePlatform } from '#domain/service.ts';
import { service } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const platform = (
  version: ServicePlatform['version'],
  says: Partial<ServicePlatform> = {},
): ServicePlatform => ({
  at: 'service',
  version,
  family: 'Linux',
  path: 'platformVersion',
  ...says,
});
const given = (...platforms: readonly ServicePlatform[]): Given => ({
  facts: { service: service([], { platforms }) },
});
const windows = { family: 'WINDOWS_SERVER_2022_CORE' };

export default {
  passes: {
    LATEST: given(platform('LATEST')),
    'absent is LATEST': given(platform(undefined)),
    'an empty text names none': given(platform('')),
    'pinned to the latest of Linux': given(platform('1.4.0')),
    'LATEST and what it has become on a deployment': given(
      platform('LATEST'),
      platform('1.4.0', { at: 'deployment' }),
    ),
    'the latest of Windows': given(platform('1.0.0', windows)),
    'a version of tomorrow': given(platform('1.10.0')),
    'no family said, and the latest of both': given(platform('1.4.0', { family: undefined })),
  },
  fails: {
    'pinned behind the latest': {
      ...given(platform('1.3.0')),
      reasons: ['platform-behind 1.3.0'],
      severity: 'MEDIUM',
    },
    'the latest of Windows is old on Linux': {
      ...given(platform('1.0.0')),
      reasons: ['platform-behind 1.0.0'],
      severity: 'MEDIUM',
    },
    'a service and its deployment are one reason': {
      ...given(platform('1.3.0'), platform('1.3.0', { at: 'deployment' })),
      reasons: ['platform-behind 1.3.0'],
      severity: 'MEDIUM',
    },
    'a deployment of before, when LATEST was another': {
      ...given(platform('LATEST'), platform('1.3.0', { at: 'deployment' })),
      reasons: ['platform-behind 1.3.0'],
      severity: 'MEDIUM',
    },
    'a task set of CodeDeploy, where the service itself says nothing': {
      ...given(platform('1.2.0', { at: 'task-set' })),
      reasons: ['platform-behind 1.2.0'],
      severity: 'MEDIUM',
    },
    'no family said: Windows has no such version': {
      ...given(platform('1.3.0', { family: undefined })),
      reasons: ['platform-behind 1.3.0'],
      severity: 'MEDIUM',
    },
    'one that cannot be read does not hide another': {
      ...given(platform({ unreadable: 'Ref Platform' }), platform('1.3.0', { at: 'task-set' })),
      reasons: ['platform-behind 1.3.0'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'EC2, external and Managed Instances have no platform version': {
      facts: { service: service([], { capacity: ['EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] }) },
      why: /only Fargate/,
    },
  },
  notAvailable: {
    'an unresolved value': { ...given(platform({ unreadable: 'Ref Platform' })), why: /Ref Platform/ },
    'a word nobody knows': { ...given(platform('NEWEST')), why: /NEWEST is not known/ },
    'old on Linux, new on Windows, and no family': {
      ...given(platform('1.0.0', { family: undefined })),
      why: /old on Linux and new on Windows/,
    },
    'a family that cannot be read': {
      ...given(platform('1.0.0', { family: { unreadable: 'Ref Family' } })),
      why: /Ref Family/,
    },
  },
  worse: {
    before: given(platform('1.3.0')),
    after: given(platform('1.3.0'), platform('1.0.0', { at: 'task-set' })),
  },
} satisfies Cases;
