import type { RepositoryScanning } from '#domain/repository.ts';
import type { Cases, Given } from './cases.ts';

const given = (frequency: RepositoryScanning['frequency']): Given => ({
  facts: { repositoryScanning: { frequency } },
});

export default {
  passes: {
    'scanned on push': given('SCAN_ON_PUSH'),
    'scanned continuously': given('CONTINUOUS_SCAN'),
  },
  fails: {
    'scanned by hand only (what ECR says when scanning is off)': {
      ...given('MANUAL'),
      reasons: ['not-scanned -'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {},
  notAvailable: {
    'absent is not "off": the effective setting always has a value': {
      ...given(undefined),
      why: /is not said/,
    },
    'a frequency that is not known yet': { ...given('WEEKLY'), why: /WEEKLY is not known/ },
    'a frequency that cannot be read': {
      ...given({ unreadable: 'scanFrequency is not a text' }),
      why: /cannot be read \(scanFrequency/,
    },
  },
  worse: { cannotGetWorse: 'a repository is scanned without being asked, or it is not' },
} satisfies Cases;
