import type { BenchInstance, BenchReport } from '#domain/docker-bench.ts';
import { containerInstanceArn } from '#domain/resource.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;

/** A report of the day before, in which nothing fails. */
export const report = (says: Partial<BenchReport> = {}): BenchReport => ({
  version: '1.6.0',
  endedAt: '2026-04-13T12:00:00.000Z',
  warned: [],
  ...says,
});

/** A container instance of cluster `shop` since months, with that report. */
export const machine = (says: Partial<BenchInstance> = {}): BenchInstance => ({
  arn: containerInstanceArn(PLACE, 'shop', 'abc'),
  instanceId: 'i-00000000000000001',
  registeredAt: '2026-01-01T00:00:00.000Z',
  report: report(),
  ...says,
});

/** One without a report. */
export function unreported(says: Partial<BenchInstance> = {}): BenchInstance {
  const { report: _none, ...rest } = machine(says);
  return rest;
}

/** Seconds since 1970 of when the reports below end. */
export const ENDED_S = 1_776_081_600;

const test = (id: string, result = 'PASS', desc = `Ensure something (Automated)`) => ({ id, desc, result });

/** What Docker Bench writes: a test a section, and those given; sections 6 and 7 warn too. */
export const rawReport = (tests: readonly object[] = [], more: object = {}) => ({
  dockerbenchsecurity: '1.6.0',
  start: ENDED_S - 2,
  tests: ['1', '2', '3', '4', '5', '6', '7'].map((id) => ({
    id,
    desc: `Section ${id}`,
    results: [
      id > '5' ? test(`${id}.1`, 'WARN') : test(`${id}.1`),
      ...tests.filter((each) => 'id' in each && String(each.id).startsWith(`${id}.`)),
    ],
  })),
  checks: 7,
  score: 3,
  end: ENDED_S,
  ...more,
});
export const failing = (id: string, desc?: string) => test(id, 'WARN', desc);
