import {
  type BenchInstance,
  type BenchReport,
  type DockerBench,
  type InvalidReport,
  instanceOfKey,
  LARGEST_REPORT,
  REPORT_PREFIXES,
} from '#domain/docker-bench.ts';
import { earliest, type Instant } from '#domain/instant.ts';
import { toBenchInstance } from '#domain/normalise/bench-instance.ts';
import { parseStoredReport } from '#domain/normalise/docker-bench.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { containerInstanceArn, nameOf, placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader, StoredReport } from './account.ts';
import { CONTAINER_INSTANCES_AT_ONCE, hostsOf } from './container-instances.ts';
import { chunks, pagesOf } from './pool.ts';

/** Pages of a listing of reports (1,000 each) that are read at most: a report a week of 100 machines for a year is 11. */
const MOST_PAGES = 50;

/** The container instances of a cluster, each with the newest report of Docker Bench that lies in the bucket. */
export const readDockerBench: Reader<'dockerBench'> = async (resource, context, account) => {
  const { bench } = account;
  if (!bench) return { value: { configured: false, instances: [] } };
  if (context.known.cluster?.containerInstances === 0) return { value: { configured: true, instances: [] } };
  const instances = await instancesOf(resource.arn, nameOf(resource), account);
  if (instances.length === 0) return { value: { configured: true, instances } };
  const newest = await account.shelves.benchReports.get(bench.name, context, () => newestIn(bench, account));
  const value: BenchInstance[] = [];
  for (const each of instances) {
    const stored = each.exempt === undefined ? newest.value.get(each.instanceId) : undefined;
    const report = stored && (await reportIn(stored, each.instanceId, context.now, bench, account));
    value.push(report ? { ...each, report } : each);
  }
  const read: DockerBench = { configured: true, instances: value };
  return { value: read, readAt: earliest(newest.readAt, context.now) };
};

async function instancesOf(
  arn: string,
  name: string,
  account: LiveAccount,
): Promise<readonly BenchInstance[]> {
  const place = placeOf(arn);
  const ecs = await account.ecs(place.region);
  const listed = await pagesOf(async (nextToken) => {
    const page = await ecs.listContainerInstances({
      cluster: arn,
      maxResults: 100,
      ...(nextToken !== undefined && { nextToken }),
    });
    return { items: page.containerInstanceArns ?? [], next: page.nextToken };
  });
  const described: Fields[] = [];
  for (const containerInstances of chunks(listed, CONTAINER_INSTANCES_AT_ONCE)) {
    const answer = await ecs.describeContainerInstances({
      cluster: arn,
      containerInstances: [...containerInstances],
    });
    described.push(...objectsOf(answer.containerInstances));
  }
  const ids = described
    .flatMap((raw) => textOf(raw['ec2InstanceId']) ?? [])
    .filter((id) => id.startsWith('i-'));
  const hosts = new Map<string, Fields>();
  for (const some of chunks(ids, CONTAINER_INSTANCES_AT_ONCE))
    for (const [id, host] of await hostsOf(place.region, some, account)) hosts.set(id, host);
  return described.map((raw) =>
    toBenchInstance(
      {
        ...raw,
        containerInstanceArn: containerInstanceArn(
          place,
          name,
          textOf(raw['containerInstanceArn'])?.split('/').at(-1) ?? '',
        ),
      },
      hosts.get(textOf(raw['ec2InstanceId']) ?? ''),
    ),
  );
}

type Bench = NonNullable<LiveAccount['bench']>;

/** Of each machine the report that was stored last. */
async function newestIn(bench: Bench, account: LiveAccount): Promise<ReadonlyMap<string, StoredReport>> {
  const s3 = await account.s3(bench.region);
  const newest = new Map<string, StoredReport>();
  for (const Prefix of Object.values(REPORT_PREFIXES)) {
    let ContinuationToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await s3.listObjects({
        Bucket: bench.name,
        Prefix,
        ...(ContinuationToken !== undefined && { ContinuationToken }),
      });
      for (const { Key = '', Size = 0, ETag = '', LastModified } of answer.Contents ?? []) {
        const instance = instanceOfKey(Key);
        const storedAt = LastModified?.toISOString() ?? '';
        if (instance !== undefined && storedAt > (newest.get(instance)?.storedAt ?? ''))
          newest.set(instance, { key: Key, size: Size, etag: ETag, storedAt });
      }
      ContinuationToken = answer.NextContinuationToken;
      if (ContinuationToken === undefined) break;
    }
  }
  return newest;
}

/** What lies under a key and ETag never changes: its text is read once. */
async function reportIn(
  { key, size, etag }: StoredReport,
  instance: string,
  now: Instant,
  bench: Bench,
  account: LiveAccount,
): Promise<BenchReport | InvalidReport | undefined> {
  if (size > LARGEST_REPORT) return { invalid: 'is larger than 1 MiB' };
  const known = `${bench.name} ${key} ${etag}`;
  const text =
    account.reports.get(known) ??
    (await (await account.s3(bench.region)).getText(bench.name, key, LARGEST_REPORT));
  account.reports.put(known, text);
  return parseStoredReport(text, instance, now);
}
