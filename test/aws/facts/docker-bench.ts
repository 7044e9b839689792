import { expect } from 'vitest';
import type { ReadContext } from '#domain/ports.ts';
import { failing, rawReport } from '../../support/docker-bench.ts';
import { cluster } from '../../support/facts.ts';
import type { Answers, Request } from './endpoint.ts';
import type { Situation } from './trail.ts';

/** Two container instances of the cluster of the tables, and the bucket of reports. */
const PLACE = 'eu-west-1:111122223333';
const CLUSTER = `arn:aws:ecs:${PLACE}:cluster/shop`;
const MINE = 'i-0123456789abcdef0';
const OTHER = 'i-0fedcba9876543210';
export const BENCH = { name: 'reports', region: 'eu-west-1' } as const;

const instance = (id: string, ec2InstanceId: string) => ({
  containerInstanceArn: `arn:aws:ecs:${PLACE}:container-instance/shop/${id}`,
  ec2InstanceId,
  status: 'ACTIVE',
  registeredAt: 1_767_225_600,
});
const object = (key: string, at: string, size = 25_000) =>
  `<Contents><Key>${key}</Key><LastModified>${at}</LastModified><ETag>"${key.length}"</ETag><Size>${size}</Size></Contents>`;
const listing = (...objects: readonly string[]) => ({
  xml: `<ListBucketResult><Name>reports</Name>${objects.join('')}</ListBucketResult>`,
});
const run = (day: number): string => `ssm/${MINE}/a/2026-04-0${day}/awsrunShellScript/runDockerBench/stdout`;
const stored = (tests: readonly object[], of = MINE) => ({
  raw: JSON.stringify({ schema: 1, instance: of, report: rawReport(tests) }),
  status: 200,
});

const listed =
  (...objects: readonly string[]) =>
  ({ input }: Request) =>
    input['prefix'] === 'ssm/' ? listing(...objects) : listing();

export const BENCH_ANSWERS: Answers = {
  'ecs:ListContainerInstances': {
    json: { containerInstanceArns: [`arn:aws:ecs:${PLACE}:container-instance/shop/c1`] },
  },
  's3:ListBucket': listed(
    object(run(1), '2026-04-01T00:00:00.000Z'),
    object(run(8), '2026-04-08T00:00:00.000Z'),
    object(`ssm/${MINE}/a/awsdownloadContent/fetchDockerBench/stdout`, '2026-04-09T00:00:00.000Z'),
  ),
  's3:GetObject': ({ input }) => stored(input['key'] === run(8) ? [failing('5.5')] : []),
};

const some = (match: object): unknown => expect.objectContaining(match);
const of = (...instances: readonly object[]) =>
  some({ value: { configured: true, instances: instances.map(some) } });
const two: Answers = {
  'ecs:DescribeContainerInstances': {
    json: { containerInstances: [instance('c1', MINE), instance('c2', OTHER)] },
  },
};
const known = { known: { cluster: cluster({ containerInstances: 2 }) } } satisfies Partial<ReadContext>;
const late = { ...known, now: '2026-04-14T12:00:00.000Z' };

export const BENCH_SITUATIONS: readonly Situation[] = [
  {
    name: 'the newest report of each instance, read and judged',
    fact: 'dockerBench',
    arn: CLUSTER,
    context: late,
    answers: two,
    reading: of(
      { instanceId: MINE, registeredAt: '2026-01-01T00:00:00.000Z', report: some({ warned: ['5.5'] }) },
      { instanceId: OTHER },
    ),
  },
  {
    name: 'one that lies under another machine is not believed',
    fact: 'dockerBench',
    arn: CLUSTER,
    context: late,
    answers: { ...two, 's3:GetObject': stored([], OTHER) },
    reading: of({ report: { invalid: expect.stringMatching(/another machine/) as unknown } }, {}),
  },
  {
    name: 'one that is too large is not read',
    fact: 'dockerBench',
    arn: CLUSTER,
    context: late,
    answers: {
      ...two,
      's3:ListBucket': listed(object(run(1), '2026-04-01T00:00:00.000Z', 5_000_000_000)),
      's3:GetObject': { error: 'NotAsked' },
    },
    reading: of({ report: { invalid: 'is larger than 1 MiB' } }, {}),
  },
  {
    name: 'a bucket that may not be listed',
    fact: 'dockerBench',
    arn: CLUSTER,
    context: late,
    answers: { ...two, 's3:ListBucket': { error: 'AccessDenied', status: 403 } },
    reading: { unavailable: 'denied', what: 's3:ListBucket' },
  },
  {
    name: 'a cluster without instances is not asked for them',
    fact: 'dockerBench',
    arn: CLUSTER,
    context: { known: { cluster: cluster({ containerInstances: 0 }) } },
    answers: { 'ecs:ListContainerInstances': { error: 'NotAsked' } },
    reading: of(),
  },
];
