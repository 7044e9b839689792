import { ALL, denied, regionalTrail } from '../support/trail.ts';
import type { Cases } from './cases.ts';

const HOME = 'arn:aws:iam::111122223333:root/us-east-1';
const IRELAND = 'arn:aws:iam::111122223333:root/eu-west-1';
const CHINA = 'arn:aws-cn:iam::111122223333:root/cn-north-1';
const writes = (name: string) => regionalTrail({ name, coverage: { read: [], write: ALL.write } });
const reads = (name: string) => regionalTrail({ name, coverage: { read: ALL.read, write: [] } });
const single = regionalTrail({ multiRegion: false });
const stopped = regionalTrail({ name: 'old', logging: false });
const unread = regionalTrail({ name: 'org', coverage: denied('cloudtrail:GetEventSelectors') });
const given = (arn: string, ...trails: readonly ReturnType<typeof regionalTrail>[]) => ({
  arn,
  facts: { trails: { trails } },
});
const NOTHING = AUDITED('write', 'read');

function AUDITED(...kinds: readonly string[]): readonly string[] {
  return kinds
    .flatMap((kind) => ['ecr', 'ecs', 'iam'].map((name) => `no-${kind}-events ${name}.amazonaws.com`))
    .toSorted();
}

export default {
  passes: {
    'one multi-region trail records everything': given(HOME, regionalTrail()),
    'the same, seen from another region': given(IRELAND, regionalTrail()),
    'two trails together: one reads, one writes': given(HOME, reads('r'), writes('w')),
    'a stopped trail beside one that logs': given(HOME, stopped, regionalTrail()),
    'an organisation trail that cannot be asked, beside one that records all': given(
      HOME,
      unread,
      regionalTrail(),
    ),
    'a single-region trail where the global services are': given(HOME, single),
    'the same in China': given(CHINA, single),
  },
  fails: {
    'no trail at all': { ...given(HOME), reasons: NOTHING, severity: 'CRITICAL' },
    'the only trail is stopped': { ...given(HOME, stopped), reasons: NOTHING, severity: 'CRITICAL' },
    'no trail records reads': { ...given(HOME, writes('w')), reasons: AUDITED('read'), severity: 'MEDIUM' },
    'no trail records writes': {
      ...given(HOME, reads('r')),
      reasons: AUDITED('write'),
      severity: 'CRITICAL',
    },
    'the writes of one service are left out': {
      ...given(
        HOME,
        regionalTrail({ coverage: { ...ALL, write: ['ecs.amazonaws.com', 'iam.amazonaws.com'] } }),
      ),
      reasons: ['no-write-events ecr.amazonaws.com'],
      severity: 'CRITICAL',
    },
    'elsewhere a failure of ECS stands whatever is known of IAM': {
      ...given(IRELAND, regionalTrail({ multiRegion: false, coverage: { ...ALL, write: [] } })),
      reasons: ['no-write-events ecr.amazonaws.com', 'no-write-events ecs.amazonaws.com'],
      severity: 'CRITICAL',
    },
  },
  notApplicable: {
    'the account as a whole: each region has its own verdict': {
      arn: 'arn:aws:iam::111122223333:root',
      facts: { trails: { trails: [] } },
      why: /in each region/,
    },
    'an account file that is silent about trails': {
      arn: HOME,
      facts: { trails: { trails: [], isSilent: true } },
      why: /says nothing of trails/,
    },
  },
  notAvailable: {
    'selectors of the only trail cannot be read': { ...given(HOME, unread), why: /trail org: access denied/ },
    'whether it is logging cannot be read': {
      ...given(HOME, regionalTrail({ logging: denied('cloudtrail:GetTrailStatus') })),
      why: /access denied: cloudtrail:GetTrailStatus/,
    },
    'IAM outside of the global region, with single-region trails only': {
      ...given(IRELAND, single),
      why: /no multi-region trail records write events of IAM/,
    },
  },
  worse: { before: given(HOME, writes('w')), after: given(HOME, stopped) },
} satisfies Cases;
