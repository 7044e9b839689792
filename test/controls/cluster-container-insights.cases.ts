import type { Cluster } from '#domain/cluster.ts';
import { cluster } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (containerInsights: Cluster['containerInsights'], says: Partial<Cluster> = {}): Given => ({
  facts: { cluster: cluster({ containerInsights, ...says }) },
});
const off = { reasons: ['insights-off -'], severity: 'LOW' } as const;

export default {
  passes: {
    enabled: given('enabled'),
    'enabled with enhanced observability': given('enhanced'),
  },
  fails: {
    disabled: { ...given('disabled'), ...off },
    'absent is disabled': { ...given(undefined), ...off },
    'a cluster that is being created or taken down is one': {
      ...given('disabled', { status: 'PROVISIONING' }),
      ...off,
    },
  },
  notApplicable: {},
  notAvailable: {
    'a value that is not known yet': { ...given('premium'), why: /premium is not known/ },
    'a value in other letters is another value': { ...given('ENABLED'), why: /ENABLED is not known/ },
    'a setting that cannot be read': {
      ...given({ unreadable: 'value is not a text' }),
      why: /cannot be read \(value is not a text\)/,
    },
  },
  worse: { cannotGetWorse: 'Container Insights is on or off' },
} satisfies Cases;
