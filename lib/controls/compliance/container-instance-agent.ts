import type { ContainerInstance, Host, MachineImage } from '#domain/container-instance.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { between, type Instant } from '#domain/instant.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';

export default defineControl({
  id: 'container-instance-agent',
  title: 'A container instance is connected, and its machine image is recent',
  guidance: ['CMP-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::ContainerInstance',
  facts: ['containerInstance'],
  optionalFacts: ['host', 'machineImage'],
  parameters: ['instanceMaxAgeDays'],
  why:
    'The kernel, the container runtime and the agent come with the machine image. An old one lacks the fixes of since; a machine ' +
    'whose agent is not connected goes on running tasks that nobody can stop or replace.',
  blindSpots: [
    'When an agent was released is told by no API: its age is taken to be that of the image it came with, and its version is shown.',
    'Agents reconnect several times an hour; one that is looked at just then is reported, and resolved with the next look.',
    'Its age decides, not whether Amazon ECS recommends a newer image: the public parameter that names that is not read.',
    'What was updated on the machine after it was launched is not seen.',
    'A machine outside of EC2 has no image that could be read; only its connection is judged.',
  ],
  remediation: {
    text: 'Replace the instances by new ones of the image that Amazon ECS recommends (an instance refresh of their group), and look after agents that stay disconnected.',
    cli: 'aws ecs update-container-instances-state --cluster <cluster> --container-instances <container-instance> --status DRAINING',
    cloudFormation:
      '# Instances are replaced by those of a new launch template.\nLaunchTemplate:\n  Type: AWS::EC2::LaunchTemplate\n  Properties:\n    LaunchTemplateData:\n' +
      "      ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}'\n",
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-update.html',
  ],
  evaluate: ({ containerInstance, host, machineImage }, { parameters, now }) => {
    const connection = judgeConnection(containerInstance, now);
    if (containerInstance.external) return connection;
    if (isUnavailable(host)) return notAvailable(`its EC2 instance cannot be read (${sayUnavailable(host)})`);
    if (host.managed) return notApplicable('AWS operates it (Managed Instances)');
    const image = judgeImage(host, machineImage, parameters.instanceMaxAgeDays, now);
    return together([connection, image], connection);
  },
});

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An instance that has just registered, or drains, need not be connected. */
function judgeConnection(instance: ContainerInstance, now: Instant): Evaluation {
  const { status, agentConnected, agentVersion, registeredAt } = instance;
  if (isUnreadable(agentConnected))
    return notAvailable(`whether its agent is connected cannot be read (${agentConnected.unreadable})`);
  const isNew = registeredAt !== undefined && between(registeredAt, now) < HOUR_MS;
  const gone = agentConnected === false && status === 'ACTIVE' && !isNew;
  return failedIf(
    gone
      ? [
          {
            code: 'agent-disconnected',
            subject: '-',
            message: 'its agent is not connected to ECS',
            path: 'agentConnected',
            evidence: { agentVersion: agentVersion ?? 'unknown' },
          },
        ]
      : [],
  );
}

function judgeImage(
  host: Host,
  image: MachineImage | Unavailable,
  maxDays: number,
  now: Instant,
): Evaluation {
  const isOld = (since: Instant | undefined): boolean =>
    since !== undefined && between(since, now) > maxDays * DAY_MS;
  const old = (since: Instant, says: string): Reason => ({
    code: 'image-old',
    subject: '-',
    message: `its machine image ${says} more than ${maxDays} days ago`,
    evidence: { image: host.image, since },
  });
  if (isUnavailable(image)) {
    // An image that is gone is at least as old as what was launched from it.
    const { launchedAt } = host;
    return launchedAt !== undefined && isOld(launchedAt)
      ? failedIf([old(launchedAt, 'was launched')])
      : notAvailable(`its machine image cannot be read (${sayUnavailable(image)})`);
  }
  const { createdAt, deprecatedAt } = image;
  if (createdAt === undefined) return notAvailable('its machine image does not say when it was made');
  const isDeprecated = deprecatedAt !== undefined && deprecatedAt <= now;
  return failedIf([
    ...(isOld(createdAt) ? [old(createdAt, 'was made')] : []),
    ...(isDeprecated
      ? [
          {
            code: 'image-deprecated',
            subject: '-',
            message: 'its machine image is no longer recommended by who published it',
            evidence: { image: host.image, since: deprecatedAt },
          },
        ]
      : []),
  ]);
}
