import { expect, it, test } from 'vitest';
import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/job:3';
const task = (fields: object) =>
  toStandaloneTasks({ status: 'ACTIVE' }, [{ taskDefinitionArn: ARN, ...fields }]).revisions.length === 1;

test.each<[string, object, boolean]>([
  ['a task that somebody ran', { group: 'family:job', lastStatus: 'RUNNING' }, true],
  ['a task in a group of its own name', { group: 'nightly', startedBy: 'events-rule/x' }, true],
  ['a task of which nothing more is recorded', {}, true],
  ['a task that starts', { lastStatus: 'PENDING' }, true],
  ['a task of a service', { group: 'service:web', startedBy: 'ecs-svc/123', lastStatus: 'RUNNING' }, false],
  ['a task of a service, of which only the group is recorded', { group: 'service:web' }, false],
  ['a task of a service, of which only the starter is recorded', { startedBy: 'ecs-svc/123' }, false],
  [
    'a task that only claims a service as its starter',
    { group: 'family:job', startedBy: 'ecs-svc/123' },
    true,
  ],
  ['a task that only claims the group of a service', { group: 'service:web', startedBy: 'me' }, true],
  ['a task that is over', { lastStatus: 'STOPPED' }, false],
  ['a task without a revision', { taskDefinitionArn: 'job' }, false],
])('%s', (_name, fields, expected) => {
  expect(task(fields)).toBe(expected);
});

it('names each revision once, and none for what is no list', () => {
  const tasks = [{ taskDefinitionArn: ARN }, { taskDefinitionArn: ARN }];
  expect(toStandaloneTasks(undefined, tasks)).toEqual({
    status: 'ACTIVE',
    revisions: [ARN],
    ranLately: true,
    execRevisions: [],
    images: { images: [], complete: true },
  });
  expect(toStandaloneTasks({ status: 'DEPROVISIONING' }, 'x')).toEqual({
    status: 'DEPROVISIONING',
    revisions: [],
    execRevisions: [],
    images: { images: [], complete: true },
  });
});

test.each<[unknown, boolean]>([
  [true, true],
  ['true', true],
  [{}, true],
  [false, false],
  [undefined, false],
])('enableExecuteCommand %j: ECS Exec can open it: %s', (enableExecuteCommand, opens) => {
  const { execRevisions } = toStandaloneTasks({}, [{ taskDefinitionArn: ARN, enableExecuteCommand }]);
  expect(execRevisions).toEqual(opens ? [ARN] : []);
});
