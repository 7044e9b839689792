import type { BenchInstance, BenchReport, DockerBench } from '#domain/docker-bench.ts';
import { machine, report, unreported } from '../support/docker-bench.ts';
import { cluster } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (instances: readonly BenchInstance[], more: Partial<DockerBench> = {}): Given => ({
  facts: {
    cluster: cluster({ containerInstances: 1 }),
    dockerBench: { configured: true, instances, ...more },
  },
});
const found = (...warned: readonly string[]): Given => given([machine({ report: report({ warned }) })]);
const many = Array.from({ length: 16 }, (_, index) => `3.${index + 17}`);
const other: BenchReport = report({ warned: ['5.5'] });

export default {
  passes: {
    'nothing fails': found(),
    'a few fail': found('2.2', '5.4'),
    'what ECS makes unattainable': found('2.9', '2.12', '4.5', '5.2', '5.3', '5.12', '5.14', '5.15', '5.25'),
    'fifteen others': found(...many.slice(1)),
    'what the settings leave out': {
      ...found('5.5'),
      parameters: {
        dockerBench: {
          maxAgeDays: 30,
          minInstanceAgeHours: 24,
          maxOther: 0,
          ignore: ['5.5'],
          alwaysFail: ['5.5'],
        },
      },
    },
    'one instance has no report, and the other no fault': given([
      machine(),
      unreported({ instanceId: 'i-00000000000000002' }),
    ]),
  },
  fails: {
    'the Docker socket in a container': { ...found('5.32'), reasons: ['test-failed 5.32'], severity: 'HIGH' },
    'sixteen others': { ...found(...many), reasons: ['too-many-failed -'], severity: 'MEDIUM' },
    both: { ...found(...many, '2.7'), reasons: ['test-failed 2.7', 'too-many-failed -'], severity: 'HIGH' },
    'a fault of one of two': {
      ...given([machine(), machine({ instanceId: 'i-00000000000000002', report: other })]),
      reasons: ['test-failed 5.5'],
      severity: 'HIGH',
    },
    'a test that the settings call grave': {
      ...found('2.2'),
      parameters: {
        dockerBench: {
          maxAgeDays: 30,
          minInstanceAgeHours: 24,
          maxOther: 15,
          ignore: [],
          alwaysFail: ['2.2'],
        },
      },
      reasons: ['test-failed 2.2'],
      severity: 'HIGH',
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
    Windows: { ...given([machine({ exempt: 'they run Windows' })]), why: /Windows/ },
  },
  notAvailable: {
    'nobody keeps reports': { ...given([], { configured: false }), why: /dockerBench of the settings/ },
    'no report': { ...given([unreported()]), why: /no instance has a report/ },
    'one that cannot be judged': {
      ...given([machine({ report: { invalid: 'lacks a section' } })]),
      why: /no instance has a report/,
    },
    'an old one, whatever it says': {
      ...given([machine({ report: report({ endedAt: '2026-01-01T00:00:00.000Z', warned: ['5.5'] }) })]),
      why: /no instance has a report/,
    },
  },
  worse: { before: found('5.5'), after: found('5.5', '5.32') },
} satisfies Cases;
