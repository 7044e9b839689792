import type { ExecLogging, ExecRevision, ExecUse } from '#domain/cluster.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { sayUser } from '#domain/family.ts';
import { isUnreadable, type Readable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { familyOfRevision, nameOf, revisionOf } from '#domain/resource.ts';

export default defineControl({
  id: 'cluster-exec-logging',
  title: 'Sessions of ECS Exec are logged, encrypted',
  guidance: ['AUD-2'],
  severity: 'MEDIUM',
  version: 2,
  resourceType: 'AWS::ECS::Cluster',
  facts: ['cluster'],
  optionalFacts: ['execUse'],
  parameters: [],
  why:
    'ECS Exec opens a shell in a running container. CloudTrail records that somebody did; what was typed and shown is only in ' +
    'the log that the cluster asks for.',
  blindSpots: [
    'Whether the log group or bucket exists, and whether the task role may write to it, is not looked at: without both nothing is logged.',
    'Where the cluster does not demand encryption, the log group or bucket may still be encrypted by itself.',
    'Standalone tasks count while they run; a session in one that is over is not known any more.',
    'That a container with the awslogs driver logs its sessions, as the API reference says, is not verified against a live account.',
  ],
  remediation: {
    text: 'Send the sessions to a log group that is encrypted with a KMS key, and demand the encryption.',
    cli:
      "aws ecs update-cluster --cluster <cluster> --configuration 'executeCommandConfiguration={logging=OVERRIDE," +
      "logConfiguration={cloudWatchLogGroupName=<log-group>,cloudWatchEncryptionEnabled=true}}'",
    cloudFormation:
      'Type: AWS::ECS::Cluster\nProperties:\n  Configuration:\n    ExecuteCommandConfiguration:\n      Logging: OVERRIDE\n' +
      '      LogConfiguration:\n        CloudWatchLogGroupName: <log-group>\n        CloudWatchEncryptionEnabled: true\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html',
  ],
  evaluate: ({ cluster: { execLogging }, execUse }) => {
    const { mode } = execLogging;
    if (isUnreadable(mode))
      return notAvailable(`its logging of ECS Exec cannot be read (${mode.unreadable})`);
    switch (mode) {
      case 'OVERRIDE':
        return judgeDestination(execLogging, execUse);
      case 'NONE':
        return whileUsed(execUse, [off]);
      case 'DEFAULT':
      case undefined:
        return whenUsed(execUse, ({ revisions }) => together(revisions.map(judgeRevision), passed()));
      default:
        return notAvailable(`its logging of ECS Exec, ${mode}, is not known`);
    }
  },
});

const PATH = 'configuration.executeCommandConfiguration';

const off: Reason = {
  code: 'exec-not-logged',
  subject: '-',
  message: 'what is done in sessions of ECS Exec is not logged',
  severity: 'MEDIUM',
  path: `${PATH}.logging`,
};

/** Nothing is at fault that nobody can use. */
function whenUsed(use: ExecUse | Unavailable, judge: (use: ExecUse) => Evaluation): Evaluation {
  if (isUnavailable(use)) return notAvailable(`who uses ECS Exec is not known (${sayUnavailable(use)})`);
  if (use.usage === 'unknown' || use.usage === 'assumed')
    return notAvailable('it is not known whether any of its tasks can be opened by ECS Exec');
  if (use.usage === 'unused')
    return notApplicable('none of its services and tasks can be opened by ECS Exec');
  return judge(use);
}

/** Faults of the cluster's own setting, with who uses it. */
const whileUsed = (use: ExecUse | Unavailable, faults: readonly Reason[]): Evaluation => {
  if (!isUnavailable(use) && use.usage === 'assumed') return failedIf(faults);
  return whenUsed(use, ({ revisions }) => {
    const usedBy = [...new Set(revisions.flatMap(({ users }) => users))].sort().map(sayUser);
    return failedIf(faults.map((reason) => ({ ...reason, evidence: { usedBy } })));
  });
};

function judgeDestination(logging: ExecLogging, use: ExecUse | Unavailable): Evaluation {
  const { logGroup, logGroupEncrypted, bucket, bucketEncrypted } = logging;
  const unread = Object.values(logging).find(isUnreadable);
  if (unread)
    return notAvailable(`where sessions of ECS Exec are logged cannot be read (${unread.unreadable})`);
  const faults = [
    ...faultsOf('log group', logGroup, logGroupEncrypted, 'cloudWatchEncryptionEnabled'),
    ...faultsOf('bucket', bucket, bucketEncrypted, 's3EncryptionEnabled'),
  ];
  if (isNamed(logGroup) || isNamed(bucket)) return faults.length === 0 ? passed() : whileUsed(use, faults);
  const message = 'sessions of ECS Exec are to be logged, but nothing says where';
  return whileUsed(use, [{ ...off, code: 'exec-log-nowhere', message }]);
}

const isNamed = (name: Readable<string>): name is string => typeof name === 'string' && name !== '';

function faultsOf(
  kind: string,
  name: Readable<string>,
  encrypted: Readable<boolean>,
  setting: string,
): readonly Reason[] {
  if (!isNamed(name) || encrypted === true) return [];
  const subject = `${kind} ${name}`;
  const message = `the log of ECS Exec goes to ${subject} without encryption`;
  const path = `${PATH}.logConfiguration.${setting}`;
  return [{ code: 'exec-log-unencrypted', subject, message, severity: 'MEDIUM', path }];
}

/** The output of a session goes where the container's awslogs driver sends its logs, and without that nowhere. */
function judgeRevision({ arn, users, containers }: ExecRevision): Evaluation {
  const family = nameOf({ type: 'AWS::ECS::TaskDefinition', arn: familyOfRevision(arn) });
  if (containers === undefined)
    return notAvailable(`revision ${family}:${revisionOf(arn)} is not there any more`);
  if (isUnavailable(containers))
    return notAvailable(`revision ${family}:${revisionOf(arn)}: ${sayUnavailable(containers)}`);
  const without = containers.filter(({ awslogs }) => !awslogs).map(({ name }) => name);
  if (without.length === 0) return passed();
  const all = without.length === containers.length;
  return failedIf([
    {
      code: all ? 'exec-without-awslogs' : 'exec-partly-without-awslogs',
      subject: family,
      message: all
        ? `sessions of ECS Exec in tasks of ${family} are not logged, for no container has the awslogs driver`
        : `sessions of ECS Exec in some containers of ${family} may not be logged, for they lack the awslogs driver`,
      severity: all ? 'MEDIUM' : 'LOW',
      evidence: { containers: without, usedBy: users.map(sayUser) },
    },
  ]);
}
