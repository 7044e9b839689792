import { currentReport, isSettled, machineEvidence, overMachines } from '#controls/docker-bench.ts';
import { defineControl } from '#domain/control.ts';
import { type BenchInstance, isInvalid } from '#domain/docker-bench.ts';
import { failedIf, type Reason } from '#domain/evaluation.ts';

export default defineControl({
  id: 'docker-bench-recent',
  title: 'Docker Bench has been run on every container instance of late',
  guidance: ['CMP-2'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Cluster',
  facts: ['cluster', 'dockerBench'],
  parameters: ['dockerBench'],
  why: 'How a host and its Docker daemon are set up is seen by nobody but who looks on the host itself. A run that is long ago says nothing of changes since.',
  blindSpots: [
    'Only reports in the bucket of this monitor count: those that its association makes, and those that are imported.',
    'Instances younger than a day, Managed Instances, Windows and Bottlerocket are not judged; on the last Docker cannot be looked at.',
    'Who may write into the bucket may forge a report; it must be whole, of the machine it lies under and of no later moment than now.',
    'Whether Systems Manager reaches an instance is not read: one that it does not reach has no report.',
  ],
  remediation: {
    text: 'Let the monitor run it (dockerBench.run of the settings), or run it yourself and import what it wrote with ecs-warden bench import.',
    cli: 'aws ssm start-associations-once --association-ids <association-id>',
    cloudFormation:
      'Type: AWS::SSM::Association\nProperties:\n  Name: <document>\n  ScheduleExpression: rate(7 days)\n  Targets:\n    - { Key: tag:<key>, Values: [<value>] }\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html'],
  evaluate: ({ cluster, dockerBench }, { parameters, now }) => {
    const settings = parameters.dockerBench;
    return overMachines(cluster, dockerBench, (machines) => {
      const lacking = machines.filter(
        (each) => isSettled(each, settings, now) && !currentReport(each, settings, now),
      );
      const kinds: readonly (readonly [string, string, (machine: BenchInstance) => boolean])[] = [
        ['no-report', 'some of its instances have no report of Docker Bench', ({ report }) => !report],
        [
          'report-invalid',
          'the newest report of Docker Bench on some of its instances cannot be judged',
          ({ report }) => report !== undefined && isInvalid(report),
        ],
        [
          'report-old',
          `on some of its instances Docker Bench was last run more than ${settings.maxAgeDays} days ago`,
          ({ report }) => report !== undefined && !isInvalid(report),
        ],
      ];
      return failedIf(
        kinds.flatMap(([code, message, is]): readonly Reason[] => {
          const found = lacking.filter(is);
          if (found.length === 0) return [];
          const why = [
            ...new Set(found.flatMap(({ report }) => (report && isInvalid(report) ? [report.invalid] : []))),
          ];
          const evidence = { ...machineEvidence(found), ...(why.length > 0 && { why: why.sort() }) };
          return [{ code, subject: '-', message, evidence }];
        }),
      );
    });
  },
});
