import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import { clusterArn, containerInstanceArn, ec2Arn } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { playStory, type StoryLine } from '#monitor/story.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { ENDED_S, failing, rawReport } from '../support/docker-bench.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
const SHOP = clusterArn(PLACE, 'shop');
const MACHINES = ['i-0123456789abcdef0', 'mi-0fedcba9876543210'] as const;
const at = (minute: number): string => new Date((ENDED_S + 3600 + minute * 60) * 1000).toISOString();

type Facts = Readonly<Record<string, unknown>>;
const instanceArn = (id: string): Arn => containerInstanceArn(PLACE, 'shop', id.slice(-4));
const machine = (id: string, dockerBench?: unknown): Readonly<Record<Arn, Facts>> => ({
  [instanceArn(id)]: {
    containerInstance: { ec2InstanceId: id, status: 'ACTIVE', registeredAt: ENDED_S - 10 * 86_400 },
    ...(dockerBench !== undefined && { dockerBench }),
  },
});
const stored = (instance: string, ...tests: readonly object[]) => ({
  schema: 1,
  instance,
  report: rawReport(tests),
});
const [first, second] = MACHINES;
const account: Readonly<Record<Arn, Facts>> = {
  [SHOP]: { cluster: { clusterName: 'shop', registeredContainerInstancesCount: 2 } },
  [ec2Arn(PLACE, 'instance', first)]: { instance: { InstanceId: first } },
  ...machine(first, stored(first)),
  ...machine(second),
};

/** A report that arrives, as S3 tells EventBridge. */
const arrived = (minute: number, instance: string): StoryLine => ({
  event: {
    version: '0',
    id: `arrival-${minute}`,
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: PLACE.account,
    region: PLACE.region,
    time: at(minute).replace('.000', ''),
    resources: ['arn:aws:s3:::reports'],
    detail: { bucket: { name: 'reports' }, object: { key: `import/${instance}/${minute}.json` } },
  },
});

async function play(lines: readonly StoryLine[]) {
  const end = await playStory({
    lines: [{ sweep: true }, ...lines],
    account: recordedAccount({ version: 1, resources: account }),
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
  });
  return end.findings
    .filter(({ controlId }) => controlId.startsWith('docker-bench'))
    .map(({ controlId, status, reasons }) => [
      controlId,
      status,
      ...reasons.map(({ code, subject }) => `${code} ${subject}`),
    ]);
}

describe('a report of Docker Bench', () => {
  it('that arrives is read and judged at once', async () => {
    const lines = [{ account: machine(second, stored(second, failing('5.32'))) }, arrived(10, second)];
    expect(await play(lines)).toEqual([
      ['docker-bench-recent', 'RESOLVED', 'no-report -'],
      ['docker-bench-result', 'OPEN', 'test-failed 5.32'],
    ]);
  });

  it('that is forged is not believed', async () => {
    const lines = [{ account: machine(second, stored(first)) }, arrived(10, second)];
    expect(await play(lines)).toEqual([['docker-bench-recent', 'OPEN', 'report-invalid -']]);
  });

  it('of a machine that nobody knows leads nowhere; one that is missing is a finding of the cluster', async () => {
    expect(await play([arrived(10, 'i-00000000000000000')])).toEqual([
      ['docker-bench-recent', 'OPEN', 'no-report -'],
    ]);
  });
});
