import { describe, expect, test } from 'vitest';
import type { Identify } from '../../functions/suppress/identify.ts';
import { suppress } from '../../functions/suppress/suppress.ts';
import { fault, faultControl, repo, testMonitor } from '../support/monitor.ts';
import { context, testWork } from './support.ts';

const BY = 'arn:aws:iam::123456789012:user/alice';

async function stage() {
  const monitor = testMonitor([faultControl('rule', 'HIGH')]);
  monitor.facts.set('app', { rule: [fault('a')] });
  await monitor.change('app');
  const work = testWork(monitor);
  const asked: unknown[] = [];
  const identify: Identify = (proof, request, functionName) => {
    asked.push([proof, request, functionName]);
    return Promise.resolve(proof === 'good' ? { arn: BY } : { unproven: 'no' });
  };
  const handler = suppress(work, identify);
  const row = await monitor.store.finding(repo('app'), 'rule');
  const request = JSON.stringify({
    action: 'suppress',
    resourceArn: repo('app'),
    controlId: 'rule',
    observedAt: row?.observedAt,
    reason: 'known',
    owner: 'team-a',
    until: '2026-05-01',
  });
  const invoke = (event: unknown) => handler(event, { ...context(), functionName: 'suppress-1' });
  return { monitor, work, asked, request, invoke, findingId: row?.findingId };
}

describe('the suppress function', () => {
  test('stamps the caller that is proven for exactly this request to this function', async () => {
    const { monitor, asked, request, invoke, findingId } = await stage();
    expect(await invoke({ request, proof: 'good' })).toEqual({ done: 'suppress', findingId, by: BY });
    expect(asked).toEqual([['good', request, 'suppress-1']]);
    await monitor.pass(2_000);
    expect(await monitor.store.finding(repo('app'), 'rule')).toMatchObject({
      status: 'SUPPRESSED',
      suppression: { by: BY },
    });
  });

  test.each<[string, (request: string) => unknown, RegExp]>([
    ['nobody proven', (request) => ({ request, proof: 'bad' }), /who asks is not proven: no/],
    ['no proof', (request) => ({ request }), /not proven/],
    ['nothing at all', () => undefined, /not proven/],
    ['a request that is no JSON', () => ({ request: '{', proof: 'good' }), /names no finding/],
    ['a request in pieces', () => ({ request: { action: 'suppress' }, proof: 'good' }), /names no finding/],
    ['by a name of their own', (request) => ({ request, by: 'root', proof: 'bad' }), /not proven/],
  ])('%s: refuses, and that is no error', async (_title, event, why) => {
    const { monitor, work, request, invoke } = await stage();
    expect(await invoke(event(request))).toEqual({ refused: expect.stringMatching(why) });
    expect(await monitor.store.suppressions(repo('app'))).toEqual([]);
    expect(work.lines.filter((line) => line.includes('ERROR'))).toEqual([]);
  });
});
