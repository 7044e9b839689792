import { currentReport, machineEvidence, overMachines } from '#controls/docker-bench.ts';
import { defineControl } from '#domain/control.ts';
import type { BenchInstance, BenchReport } from '#domain/docker-bench.ts';
import { type Evaluation, failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import type { Parameters } from '#domain/settings.ts';

/** Tests that nobody can pass on a container instance of ECS, and why. */
const UNATTAINABLE: Readonly<Record<string, string>> = {
  '2.9': 'the agent of ECS does not work with user namespaces',
  '2.12': 'authorisation plugins of the Docker client are in the way of the agent',
  '4.5': 'content trust is a variable of the shell, which the agent does not read',
  '5.2': 'AppArmor is not there on Amazon Linux',
  '5.3': 'ECS sets no SELinux option, and where AppArmor is there SELinux is not',
  '5.12': 'whether the root filesystem is read-only is judged by its task definition',
  '5.14': 'ECS binds host ports to all addresses',
  '5.15': 'ECS itself starts tasks again',
  '5.25': 'ECS puts every task into a cgroup of its own',
};

/** What a failing test of those that are always faults says. */
const WORDS: Readonly<Record<string, string>> = {
  '2.5': 'images may come from registries without TLS',
  '2.7': 'the Docker daemon can be reached by network without TLS',
  '3.15': 'the Docker socket is not owned by root and its group',
  '3.16': 'the Docker socket may be used by everyone on the host',
  '5.5': 'privileged containers run',
  '5.6': 'sensitive directories of the host are mounted into containers',
  '5.7': 'containers run a server for SSH',
  '5.10': 'containers share the network of the host',
  '5.16': 'containers share the processes of the host',
  '5.17': 'containers share the IPC of the host',
  '5.20': 'containers share the mounts of the host',
  '5.21': 'containers share the host name space of the host',
  '5.22': 'containers run without a seccomp profile',
  '5.32': 'the Docker socket is mounted into containers',
};

export default defineControl({
  id: 'docker-bench-result',
  title: 'Docker Bench finds no grave fault on container instances, and few others',
  guidance: ['CMP-2'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Cluster',
  facts: ['cluster', 'dockerBench'],
  parameters: ['dockerBench'],
  why: 'A daemon that everyone can reach, or a host that containers reach into, gives whoever is in one container all the others.',
  blindSpots: [
    `Tests that ECS makes unattainable are left out: ${Object.entries(UNATTAINABLE)
      .map(([id, why]) => `${id} (${why})`)
      .join(', ')}.`,
    'Only scored tests of sections 1 to 5 that warn count. A report does not say which are scored but at the end of their description.',
    'Section 5 repeats what task definitions are judged for; containers whose name holds the word nil are skipped by Docker Bench itself.',
    'A test that fails on one machine fails the cluster; which machines is evidence, at most ten by name.',
    'Reports that cannot be judged or are too old are the business of docker-bench-recent.',
  ],
  remediation: {
    text: 'Mend the host: its daemon.json and the permissions in its launch template or image, containers in their task definitions. Then run Docker Bench again.',
    cli: 'aws ssm start-associations-once --association-ids <association-id>',
    cloudFormation:
      'Type: AWS::EC2::LaunchTemplate\nProperties:\n  LaunchTemplateData:\n    UserData: # writes /etc/docker/daemon.json: {"icc": false, "live-restore": true, "no-new-privileges": true, "userland-proxy": false}\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html'],
  evaluate: ({ cluster, dockerBench }, { parameters, now }) => {
    const settings = parameters.dockerBench;
    return overMachines(cluster, dockerBench, (machines) => {
      const reported = machines.flatMap((machine) => {
        const report = currentReport(machine, settings, now);
        return report ? [{ machine, report }] : [];
      });
      return reported.length === 0
        ? notAvailable(`no instance has a report of the last ${settings.maxAgeDays} days that can be judged`)
        : judge(reported, settings);
    });
  },
});

type Reported = readonly { readonly machine: BenchInstance; readonly report: BenchReport }[];

function judge(reported: Reported, { alwaysFail, ignore, maxOther }: Parameters['dockerBench']): Evaluation {
  const isIgnored = (id: string): boolean => Object.hasOwn(UNATTAINABLE, id) || ignore.includes(id);
  const failing = (id: string): readonly BenchInstance[] =>
    reported.filter(({ report }) => report.warned.includes(id)).map(({ machine }) => machine);
  const ids = [...new Set(reported.flatMap(({ report }) => report.warned))]
    .filter((id) => !isIgnored(id))
    .sort();
  const grave = ids
    .filter((id) => alwaysFail.includes(id))
    .map(
      (id): Reason => ({
        code: 'test-failed',
        subject: id,
        message: `test ${id} of Docker Bench fails on instances: ${WORDS[id] ?? 'the settings call it grave'}`,
        severity: 'HIGH',
        evidence: machineEvidence(failing(id)),
      }),
    );
  const others = (report: BenchReport): readonly string[] =>
    report.warned.filter((id) => ids.includes(id) && !alwaysFail.includes(id));
  const many = reported.filter(({ report }) => others(report).length > maxOther);
  const tests = [
    ...new Set((many.length > 0 ? many : reported).flatMap(({ report }) => others(report))),
  ].sort();
  const tooMany: readonly Reason[] =
    many.length === 0
      ? []
      : [
          {
            code: 'too-many-failed',
            subject: '-',
            message: `more than ${maxOther} tests of Docker Bench fail on instances`,
            severity: 'MEDIUM',
            evidence: { ...machineEvidence(many.map(({ machine }) => machine)), tests },
          },
        ];
  const reasons = [...grave, ...tooMany];
  if (reasons.length > 0) return failedIf(reasons);
  return passed(tests.length > 0 ? `tests that fail and are let pass: ${tests.join(', ')}` : undefined);
}
