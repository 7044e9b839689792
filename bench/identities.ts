/**
 * What a sweep of all principals costs: calls of AWS, and the time that judging them takes on one core, beside
 * parsing the same policies as JSON; at half, once and twice the size. Prints; judges nothing.
 */
import { sdkFacts } from '#aws/facts/sdk-facts.ts';
import { controls } from '#controls/index.ts';
import { type FactName, factSpec, type ReadFactName } from '#domain/facts.ts';
import { mayUse } from '#domain/policy-hints.ts';
import type { FactSource } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import { type Resource, type ResourceType, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { type Catalogue, catalogueOf } from '#monitor/catalogue.ts';
import type { Gathered } from '#monitor/gather.ts';
import { judge } from '#monitor/judge.ts';
import { startEndpoint } from '../test/aws/facts/endpoint.ts';
import { ACCOUNT, entriesOf, iamOf, type Size, timesAsMany } from './identities/account.ts';
import { median } from './median.ts';

const SIZE: Size = { roles: 1_000, users: 200, groups: 50, policies: 500 };
const TYPES: readonly ResourceType[] = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];
const NOW = '2026-04-14T08:00:00.000Z';
/** Half, once and twice as many; every tenth policy is of ECS or ECR, and then all are. */
const ACCOUNTS = [10, 1].flatMap((every) => [0.5, 1, 2].map((factor) => ({ factor, every })));
const ROUNDS = 3;

interface Look {
  readonly resource: Resource;
  readonly gathered: Gathered;
}

export async function identities(): Promise<void> {
  const catalogue = catalogueOf(controls, DEFAULT_SETTINGS);
  const judged = controls.filter(({ resourceType }) => TYPES.includes(resourceType)).length;
  console.log(`${judged} controls on principals`);
  for (const { factor, every } of ACCOUNTS) {
    const entries = entriesOf(timesAsMany(SIZE, factor), every);
    const { looks, calls } = await gatherAll(iamOf(entries), catalogue);
    const seconds = median(
      Array.from({ length: ROUNDS }, () =>
        timed(() =>
          looks.forEach((look) => judge(look.resource, look.gathered, [], DEFAULT_SETTINGS, catalogue)),
        ),
      ),
    );
    const text = JSON.stringify(entries);
    const beside = median(Array.from({ length: ROUNDS }, () => timed(() => JSON.parse(text) as unknown)));
    const powerful = looks.filter(
      ({ gathered: { facts } }) => facts.principal && mayUse(facts.principal, ['ecs', 'ecr']),
    );
    console.log(
      `${String(looks.length).padStart(5)} principals, ${powerful.length} with powers in ECS or ECR: ${calls} calls (one for ${(looks.length / calls).toFixed(0)}), ` +
        `judged in ${seconds.toFixed(2)} s (${((seconds * 1000) / looks.length).toFixed(2)} ms each, ${(seconds / beside).toFixed(0)} × parsing the account as JSON)`,
    );
  }
}

/** Seconds of a processor: the machine may be busy with other work. */
function timed(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Every principal with all facts that its controls name, read as the looks of one sweep read them. */
async function gatherAll(
  answers: ReturnType<typeof iamOf>,
  catalogue: Catalogue,
): Promise<{ readonly looks: readonly Look[]; readonly calls: number }> {
  const endpoint = await startEndpoint();
  endpoint.reset(answers);
  const facts = sdkFacts({
    partition: 'aws',
    account: ACCOUNT,
    regions: ['eu-west-1'],
    shareMs: 3_600_000,
    client: { endpoint: endpoint.url, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' } },
  });
  const looks: Look[] = [];
  for (const type of TYPES) {
    let next: string | undefined;
    do {
      const listing = await facts.list(type, next);
      for (const resource of listing.items.map(resourceOf))
        if (resource) looks.push({ resource, gathered: await gathered(resource, facts, catalogue) });
      next = listing.next;
    } while (next !== undefined);
  }
  const calls = endpoint.requests.length;
  await endpoint.close();
  return { looks, calls };
}

const isFromEdges = (name: FactName): boolean => factSpec(name).actions.length === 0;

async function gathered(resource: Resource, facts: FactSource, catalogue: Catalogue): Promise<Gathered> {
  const found: Record<string, unknown> = {};
  const unavailable: Record<string, unknown> = {};
  for (const name of catalogue.factsOf(resource.type)) {
    if (isFromEdges(name)) found[name] = { uses: [] };
    if (isFromEdges(name)) continue;
    const context = { users: [], now: NOW, known: found, freshFrom: NOW };
    const reading = await facts.read(name as ReadFactName, resource, context);
    if (isUnavailable(reading)) unavailable[name] = reading;
    else if ('value' in reading) found[name] = reading.value;
  }
  return { observedAt: NOW, presence: 'present', facts: found, unavailable };
}
