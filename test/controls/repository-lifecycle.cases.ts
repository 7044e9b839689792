import type { LifecyclePolicy } from '#domain/repository.ts';
import type { Cases, Given } from './cases.ts';

const given = (rules: LifecyclePolicy['rules']): Given => ({ facts: { lifecyclePolicy: { rules } } });
const none = { reasons: ['no-lifecycle-rule -'], severity: 'LOW' } as const;

export default {
  passes: {
    'one rule': given(1),
    'many rules': given(50),
  },
  fails: {
    'no policy': { ...given(undefined), ...none },
    'a policy without rules is none': { ...given(0), ...none },
  },
  notApplicable: {},
  notAvailable: {
    'a policy whose text is none': {
      ...given({ unreadable: 'its text is no lifecycle policy' }),
      why: /cannot be read \(its text/,
    },
  },
  worse: { cannotGetWorse: 'a repository has a rule or has none' },
} satisfies Cases;
