import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { definitionsOf } from '#controls/over-definitions.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import type { Family } from '#domain/family.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'task-definition-logging',
  title: 'Every container sends its logs somewhere',
  guidance: ['AUD-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'What a container says is lost with it unless a log driver takes it elsewhere: no alarm can be built on it, and ' +
    'after an incident nobody can read what happened. MEDIUM for essential containers, LOW for the others.',
  blindSpots: [
    'Whether the log group, router or server behind the driver exists, keeps the logs and is protected is not seen here.',
    'On EC2 the Docker daemon may have a default driver that sends logs away; its setting cannot be read.',
    'Drivers that write to the host (json-file, journald) count as logging, though their logs end with the instance.',
  ],
  remediation: {
    text: 'Register the task definition with a log configuration for the container, and deploy that revision.',
    cli: registerAgain(
      'logConfiguration',
      '{logDriver: "awslogs", options: {"awslogs-group": "<group>", "awslogs-region": "<region>", "awslogs-stream-prefix": "ecs"}}',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      LogConfiguration:\n' +
      '        LogDriver: awslogs\n        Options:\n          awslogs-group: !Ref <group>\n' +
      '          awslogs-region: !Ref AWS::Region\n          awslogs-stream-prefix: ecs\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.9' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9',
  ],
  evaluate: ({ family }) => {
    const judged = overContainers(family, judgeLogging);
    return judged.status === 'PASSED' ? passed(blockingNote(family)) : judged;
  },
});

function judgeLogging(each: ContainerInScope): Evaluation {
  const { container, definition } = each;
  const { logDriver: driver, name } = container;
  if (isUnreadable(driver)) return unreadableSetting(each, 'logConfiguration', driver.unreadable);
  if (driver === undefined) return fails(each, 'no-logging', 'logConfiguration', 'has no log configuration');
  if (driver.toLowerCase() === 'none')
    return fails(each, 'logs-discarded', 'logConfiguration.logDriver', 'throws its logs away (driver none)');
  if (driver !== 'awsfirelens') return passed();
  const others = definition.containers.filter((other) => other.name !== name);
  if (others.some(({ firelens }) => firelens === true)) return passed();
  // The router may be among what could not be read.
  const unread =
    definition.containersUnreadable ?? others.map(({ firelens }) => firelens).find(isUnreadable)?.unreadable;
  if (unread !== undefined)
    return notAvailable(`container ${name}: its log router cannot be read (${unread})`);
  const says = 'sends its logs to FireLens, but no other container is a log router';
  return fails(each, 'no-log-router', 'logConfiguration.logDriver', says);
}

/** Containers that may end, such as those that only prepare something, are not essential. */
const fails = (each: ContainerInScope, code: string, setting: string, says: string): Evaluation =>
  failedIf([
    containerReason(each, {
      code,
      severity: each.container.essential ? 'MEDIUM' : 'LOW',
      setting,
      message: `container ${each.container.name} ${says}`,
    }),
  ]);

/** Only what is stated: where it is not, a setting of the account decides. */
function blockingNote(family: Family): string | undefined {
  const blocking = definitionsOf(family)
    .flatMap(({ containers }) => containers)
    .filter(({ logMode }) => logMode === 'blocking')
    .map(({ name }) => name);
  return blocking.length > 0
    ? `logging may block ${[...new Set(blocking)].toSorted().join(', ')}`
    : undefined;
}
