import { expect, test } from 'vitest';
import { factSpec } from '#domain/facts.ts';
import { RESOURCE_TYPES, type ResourceType, resourceOf } from '#domain/resource.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';

const HOUR = 3_600_000;

/** The example account after a sweep: everything judged, every use known, nothing left to do. */
async function sweptMonitor(): Promise<RecordedMonitor> {
  const monitor = recordedMonitor();
  await startSweep(monitor);
  await monitor.pass(HOUR);
  return monitor;
}

/** What a look at a resource of this type may read: declared facts that cost a call. */
const declared = (type: ResourceType, { catalogue }: RecordedMonitor): readonly string[] =>
  catalogue.factsOf(type).filter((fact) => factSpec(fact).actions.length > 0);

test('a look reads each declared fact at most once, and nothing else', async () => {
  const monitor = await sweptMonitor();
  const figures = new Map<ResourceType, number>();
  for (const type of RESOURCE_TYPES.filter((each) => declared(each, monitor).length > 0)) {
    for (const arn of (await monitor.facts.list(type)).items) {
      const before = monitor.facts.reads.length;
      await monitor.change(arn, `first ${arn}`);
      const reads = monitor.facts.reads.slice(before);
      const facts = reads.map(({ fact }) => fact);
      expect(
        reads.every((read) => read.arn === arn),
        arn,
      ).toBe(true);
      expect(facts, arn).toEqual([...new Set(facts)]);
      expect(declared(type, monitor), arn).toEqual(expect.arrayContaining(facts));
      expect(facts.length, `${arn} was really looked at`).toBeGreaterThan(0);
      figures.set(type, Math.max(figures.get(type) ?? 0, facts.length));
    }
  }
  for (const [type, most] of figures)
    console.log(`${type}: ${most} reads for ${declared(type, monitor).length} facts`);
  expect([...figures.keys()]).toEqual(
    expect.arrayContaining([
      'AWS::ECS::Cluster',
      'AWS::ECS::Service',
      'AWS::ECS::TaskDefinition',
      'AWS::ECR::Repository',
    ]),
  );
});

test('a second event about an unchanged resource is looked at and changes nothing that is public', async () => {
  const monitor = await sweptMonitor();
  const states = async () => (await monitor.store.states()).items;
  const publicOf = async () => ({
    rows: await monitor.rows(),
    seqs: (await states()).map(({ arn, seq, projectedSeq }) => ({ arn, seq, projectedSeq })),
    history: await Promise.all((await states()).map(({ arn }) => monitor.store.history(arn))),
    edges: await Promise.all((await states()).map(({ arn }) => monitor.store.users(arn))),
  });
  const before = await publicOf();
  expect(before.rows.length).toBeGreaterThan(3);
  const told = monitor.sent.length;
  for (const { arn } of await states()) {
    const reads = monitor.facts.reads.length;
    await monitor.change(arn, `second ${arn}`);
    // What only edges tell costs no read.
    const resource = resourceOf(arn);
    const costsReads = resource !== undefined && declared(resource.type, monitor).length > 0;
    expect(monitor.facts.reads.length > reads, arn).toBe(costsReads);
    await monitor.pass(HOUR / 10);
  }
  expect(await publicOf()).toEqual(before);
  expect(monitor.sent).toHaveLength(told);
});
