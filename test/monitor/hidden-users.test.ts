import { describe, expect, it } from 'vitest';
import type { ResourceType } from '#domain/resource.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { keepHouse } from '#monitor/tick.ts';
import { gist } from '../support/monitor.ts';
import { recordedMonitor } from '../support/recorded-monitor.ts';

const PLACE = 'eu-west-1:123456789012';
const WEB = `arn:aws:ecs:${PLACE}:task-definition/web:1`;
const SHOP = `arn:aws:ecs:${PLACE}:cluster/shop`;
const resources = {
  [SHOP]: { cluster: { clusterArn: SHOP, status: 'ACTIVE' }, tasks: [] },
  [WEB]: {
    taskDefinition: {
      taskDefinitionArn: WEB,
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'app', image: 'nginx', privileged: true, essential: true }],
    },
  },
};

/** A privileged family that nobody is seen to run, in an account that may refuse to list something. */
function life() {
  const refused = new Map<ResourceType, string>();
  const monitor = recordedMonitor({ version: 1, resources }, (account) => ({
    ...account,
    list: async (type, page) => {
      const what = refused.get(type);
      return what === undefined
        ? account.list(type, page)
        : { items: [], unavailable: { unavailable: 'denied', what } };
    },
  }));
  return {
    refused,
    sent: monitor.sent,
    day: async () => {
      await startSweep(monitor);
      for (let hour = 0; hour < 24; hour += 1) {
        await monitor.pass(3_600_000);
        await keepHouse(monitor);
      }
    },
    severity: async () =>
      (await monitor.rows()).find(({ controlId }) => controlId === 'task-definition-privileged')?.severity,
  };
}

describe('a family without a known user', () => {
  it('is LOW where every user would be known', async () => {
    const { day, severity } = life();
    await day();
    expect(await severity()).toBe('LOW');
  });

  it('is not LOW while services may not be listed, which is told in the digest, and is again when they may', async () => {
    const { day, severity, refused, sent } = life();
    refused.set('AWS::ECS::Service', 'ecs:ListServices');
    await day();
    expect(await severity()).toBe('HIGH');
    const told = sent.map(gist).filter((each) => each.includes('task-definition-privileged'));
    expect(told).toEqual([expect.stringMatching(/^digest/)]);
    refused.clear();
    await day();
    expect(await severity()).toBe('LOW');
  });

  it('is LOW though repositories may not be listed', async () => {
    const { day, severity, refused } = life();
    refused.set('AWS::ECR::Repository', 'ecr:DescribeRepositories');
    await day();
    expect(await severity()).toBe('LOW');
  });
});
