import { describe, expect, test } from 'vitest';
import { notify } from '../../functions/notify/notify.ts';
import { fault, faultControl, repo, testMonitor } from '../support/monitor.ts';
import { context, streamRecord, testWork } from './support.ts';

/** Two repositories with something to tell at once, and nobody told yet: the stream has not woken anybody. */
async function stage() {
  const asleep = { wake: () => Promise.resolve() };
  const monitor = Object.assign(testMonitor([faultControl('open-to-all', 'HIGH')]), asleep);
  for (const name of ['one', 'two']) {
    monitor.facts.set(name, { 'open-to-all': [fault()] });
    await monitor.change(name, { creates: true });
  }
  expect(monitor.sent).toHaveLength(0);
  return { monitor, work: testWork(monitor) };
}

describe('the notify function', () => {
  test('tells each resource of a batch once, however many records it has', async () => {
    const { monitor, work } = await stage();
    const records = ['one', 'two', 'one'].map((name, index) => streamRecord(String(index), repo(name)));
    expect(await notify(work)({ Records: records }, context())).toEqual({ batchItemFailures: [] });
    expect(monitor.sent).toHaveLength(2);
    expect(work.metrics()).toHaveProperty('TellDelay');
  });

  test('what could not be told comes back; the rest is told', async () => {
    const { monitor } = await stage();
    const failing = Object.assign(monitor, {
      topic: {
        publish: (message: (typeof monitor.sent)[number]) => {
          if (JSON.stringify(message.body).includes(repo('one'))) throw new Error('SNS is not there');
          return Promise.resolve(void monitor.sent.push(message));
        },
      },
    });
    const records = [streamRecord('10', repo('one')), streamRecord('11', repo('two'))];
    const answer = await notify(testWork(failing))({ Records: records }, context());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '10' }] });
    expect(monitor.sent).toHaveLength(1);
  });

  test('an item that expired tells nothing', async () => {
    const { monitor, work } = await stage();
    await notify(work)({ Records: [streamRecord('1', repo('one'), 'REMOVE')] }, context());
    expect(monitor.sent).toHaveLength(0);
  });

  test('a record without a key is passed over', async () => {
    const { work } = await stage();
    expect(await notify(work)({ Records: [{ eventName: 'MODIFY' }] }, context())).toEqual({
      batchItemFailures: [],
    });
  });
});
