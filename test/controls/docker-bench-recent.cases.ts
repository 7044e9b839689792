import type { BenchInstance, DockerBench } from '#domain/docker-bench.ts';
import { machine, report, unreported } from '../support/docker-bench.ts';
import { cluster } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (instances: readonly BenchInstance[], more: Partial<DockerBench> = {}): Given => ({
  facts: {
    cluster: cluster({ containerInstances: 1 }),
    dockerBench: { configured: true, instances, ...more },
  },
});

const { registeredAt: _unknown, ...ageless } = unreported();

export default {
  passes: {
    'a report of yesterday': given([machine()]),
    'a report of just thirty days ago': given([
      machine({ report: report({ endedAt: '2026-03-15T12:00:00.000Z' }) }),
    ]),
    'an instance of this morning needs none': given([
      unreported({ registeredAt: '2026-04-14T06:00:00.000Z' }),
    ]),
    'Managed Instances beside others are left out': given([
      machine(),
      unreported({ exempt: 'AWS operates them, Managed Instances' }),
    ]),
  },
  fails: {
    'no report': { ...given([unreported()]), reasons: ['no-report -'], severity: 'MEDIUM' },
    'an old one': {
      ...given([machine({ report: report({ endedAt: '2026-03-01T12:00:00.000Z' }) })]),
      reasons: ['report-old -'],
      severity: 'MEDIUM',
    },
    'one that cannot be judged': {
      ...given([machine({ report: { invalid: 'is of a version that is not known' } })]),
      reasons: ['report-invalid -'],
      severity: 'MEDIUM',
    },
    'one of two instances': {
      ...given([machine(), unreported({ instanceId: 'i-00000000000000002' })]),
      reasons: ['no-report -'],
      severity: 'MEDIUM',
    },
    'an age of the settings': {
      ...given([machine()]),
      parameters: {
        dockerBench: { maxAgeDays: 0, minInstanceAgeHours: 24, maxOther: 15, ignore: [], alwaysFail: [] },
      },
      reasons: ['report-old -'],
      severity: 'MEDIUM',
    },
    'an instance that does not say since when': {
      ...given([ageless]),
      reasons: ['no-report -'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'an account file without reports': {
      ...given([], { configured: false, isSilent: true }),
      why: /says nothing of Docker Bench/,
    },
    'no instances, and nobody keeps reports': {
      facts: { cluster: cluster(), dockerBench: { configured: false, instances: [] } },
      why: /no container instances/,
    },
    'no instances': { ...given([]), why: /no container instances/ },
    'Managed Instances': {
      ...given([machine({ exempt: 'AWS operates them, Managed Instances' })]),
      why: /Managed Instances/,
    },
  },
  notAvailable: {
    'nobody keeps reports': { ...given([], { configured: false }), why: /dockerBench of the settings/ },
  },
  worse: {
    before: given([machine({ report: report({ endedAt: '2026-03-01T12:00:00.000Z' }) })]),
    after: given([machine({ report: { invalid: 'has no end: the run was broken off' } })]),
  },
} satisfies Cases;
