/** The step whose output is the report: part of the key it lies under (`REPORT_KEY` of the domain). */
const STEP = 'runDockerBench';

/** Where the script is put on a host: nobody but root may write there. */
const FOLDER = '/var/lib/ecs-warden';

/** Seconds that a run may take on a host; then it has no end and is no report. */
const LONGEST_RUN_S = 600;

/** What runs on a host. Agent and pause containers are ECS's own. Its output is the report and nothing else. */
const SCRIPT: readonly string[] = [
  '#!/bin/sh',
  'set -eu',
  'command -v docker >/dev/null 2>&1 && [ -d /etc/ecs ] || { echo "no Docker or no agent of ECS on this host" >&2; exit 3; }',
  'work=$(mktemp -d)',
  `trap 'rm -rf "$work" ${FOLDER}' EXIT`,
  `sh ${FOLDER}/docker-bench.sh "$work/tool"`,
  'cd "$work/tool"',
  `timeout ${LONGEST_RUN_S} nice bash docker-bench-security.sh -b -n 20 -x ecs-agent,internalecspause -l "$work/report" >/dev/null 2>&1 || true`,
  'printf \'{"schema":1,"instance":"%s","report":\' "$AWS_SSM_INSTANCE_ID"',
  'cat "$work/report.json"',
  "printf '}\\n'",
];

/** A document of Systems Manager that runs Docker Bench from the script at an address of S3. */
export const benchDocument = (toolUrl: string) => ({
  schemaVersion: '2.2',
  description: 'ecs-warden: Docker Bench for Security on a container instance; its output is the report',
  mainSteps: [
    {
      name: 'fetchDockerBench',
      action: 'aws:downloadContent',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: {
        sourceType: 'S3',
        sourceInfo: `{"path":"${toolUrl}"}`,
        destinationPath: `${FOLDER}/docker-bench.sh`,
      },
    },
    {
      name: STEP,
      action: 'aws:runShellScript',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: { timeoutSeconds: String(LONGEST_RUN_S + 60), runCommand: SCRIPT },
    },
  ],
});
