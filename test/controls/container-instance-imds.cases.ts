import type { Host } from '#domain/container-instance.ts';
import { containerInstance, host } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (says: Partial<Host>): Given => ({
  facts: { containerInstance: containerInstance(), host: host(says) },
});

export default {
  passes: {
    'tokens are required': given({}),
    'the metadata service is off': given({ metadataEndpoint: 'disabled', metadataTokens: 'optional' }),
    'a hop limit of two, the default of the image of Amazon Linux 2023, is noted': given({
      metadataHopLimit: 2,
    }),
  },
  fails: {
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
  worse: { cannotGetWorse: 'it lets in version 1 or it does not' },
} satisfies Cases;
