import { describe, expect, test } from 'vitest';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { fault, faultControl, repo, testMonitor } from '../support/monitor.ts';
import { context, SWEEP_QUEUE, sqsRecord, testWork } from './support.ts';

const look = (name: string, more: object = {}) => ({
  kind: 'look',
  resource: { type: 'AWS::ECR::Repository', arn: repo(name) },
  cause: 'change',
  hop: 0,
  attempt: 0,
  alters: ['repository'],
  creates: true,
  ...more,
});

function stage() {
  const monitor = testMonitor([faultControl('open-to-all', 'HIGH')]);
  monitor.facts.set('one', { 'open-to-all': [fault()] });
  monitor.facts.set('two', { 'open-to-all': [fault()] });
  const work = testWork(monitor);
  const run = async (...records: ReturnType<typeof sqsRecord>[]) =>
    evaluate(work)({ Records: records }, context());
  return { monitor, work, run };
}

describe('the evaluate function', () => {
  test('a look of ours is looked at and recorded, and nothing comes back', async () => {
    const { monitor, run } = stage();
    expect(await run(sqsRecord('1', look('one')))).toEqual({ batchItemFailures: [] });
    expect(await monitor.store.finding(repo('one'), 'open-to-all')).toMatchObject({ status: 'OPEN' });
  });

  test('an event of EventBridge is routed and its resource looked at', async () => {
    const { monitor, run } = stage();
    const detail = {
      eventID: 'e-1',
      eventSource: 'ecr.amazonaws.com',
      eventName: 'PutImageTagMutability',
      awsRegion: 'eu-west-1',
      eventTime: '2026-04-14T07:59:58Z',
      recipientAccountId: '123456789012',
      requestParameters: { repositoryName: 'one' },
      responseElements: { repositoryName: 'one', registryId: '123456789012' },
    };
    const event = {
      source: 'aws.ecr',
      'detail-type': 'AWS API Call via CloudTrail',
      account: '123456789012',
      region: 'eu-west-1',
      detail,
    };
    await run(sqsRecord('1', event));
    expect(await monitor.store.state(repo('one'))).toBeDefined();
  });

  test.each([
    ['text that is no JSON', '{"password": "hunter2"', /not JSON/],
    ['a look at nothing', { kind: 'look', password: 'hunter2' }, /look message/],
    [
      'a look at what is no resource of that type',
      look('one', { resource: { type: 'AWS::ECS::Service', arn: repo('one') } }),
      /look message/,
    ],
    ['a sweep of nothing', { kind: 'sweep', password: 'hunter2' }, /sweep message/],
    ['a question without a name', { kind: 'lookup', sweepId: 's', attempt: 0 }, /lookup message/],
    ['JSON that is no event', { password: 'hunter2' }, /./],
  ])('%s is a dead letter at once, with a reason and without its content', async (_, body, reason) => {
    const { monitor, work, run } = stage();
    expect(await run(sqsRecord('1', body))).toEqual({ batchItemFailures: [] });
    expect(monitor.queue.buried).toHaveLength(1);
    expect(monitor.queue.buried[0]?.reason).toMatch(reason);
    expect(JSON.stringify(monitor.queue.buried)).not.toContain('hunter2');
    expect(work.lines.join()).not.toContain('hunter2');
    expect(work.metrics()).toMatchObject({ Unreadable: 1 });
  });

  test('one record that fails comes back alone; the others are done', async () => {
    const { monitor, work, run } = stage();
    const { read } = monitor.facts;
    monitor.facts.read = async (fact, resource, known) => {
      if (resource.arn === repo('two')) throw new Error('a fault of ours');
      return read(fact, resource, known);
    };
    const batch = [sqsRecord('1', look('one')), sqsRecord('2', look('two')), sqsRecord('3', 'broken')];
    expect(await run(...batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(await monitor.store.finding(repo('one'), 'open-to-all')).toMatchObject({ status: 'OPEN' });
    expect(monitor.queue.buried).toHaveLength(1);
    expect(work.metrics()).toMatchObject({ Failures: 1, Unreadable: 1 });
    const error = work.lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'ERROR');
    expect(error).toMatchObject({ where: 'evaluate', what: 'Error: a fault of ours', record: '2' });
  });

  test('a batch in which all fail is no error of the function', async () => {
    const { monitor, run } = stage();
    monitor.facts.read = () => Promise.reject(new Error('no'));
    const answer = await run(sqsRecord('1', look('one')), sqsRecord('2', look('two')));
    expect(answer.batchItemFailures).toHaveLength(2);
  });

  test('records for which no time is left come back unbegun', async () => {
    const { monitor, work } = stage();
    const answer = await evaluate(work)({ Records: [sqsRecord('1', look('one'))] }, context(1_000));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(monitor.facts.reads).toBe(0);
    expect(work.metrics()).not.toHaveProperty('Failures');
  });

  test('records of the sweep lane are read at the pace of a sweep', async () => {
    const { work, run } = stage();
    await run(sqsRecord('1', look('one'), SWEEP_QUEUE));
    await run(sqsRecord('2', look('two')));
    expect(work.lanes).toEqual(['sweep', 'changes']);
  });

  test('looks, transitions by severity and the lag behind the event are measured', async () => {
    const { work, run } = stage();
    await run(sqsRecord('1', look('one', { eventTime: '2026-04-14T07:59:57.000Z' })));
    expect(work.metrics()).toMatchObject({ Evaluations: 1, 'Transitions{HIGH}': 1, EventLag: 3 });
  });

  test('a text that cannot be parsed is not quoted in the log', async () => {
    const { monitor, work, run } = stage();
    monitor.facts.read = () => Promise.reject(new SyntaxError('Unexpected token in "hunter2"'));
    await run(sqsRecord('1', look('one')));
    expect(work.lines.join()).toContain('SyntaxError');
    expect(work.lines.join()).not.toContain('hunter2');
  });
});
