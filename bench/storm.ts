/** 2,000 changes as fast as they go, on the emulator: looks a second, whether any change is lost, how many messages. */
import { CreateRepositoryCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ResourceState } from '#domain/state.ts';
import { CLUSTER, register, startService } from '../test/e2e/account.ts';
import { arnOf } from '../test/e2e/aws.ts';
import { eventually } from '../test/e2e/checks.ts';
import { type Deployment, withDeployment } from '../test/e2e/deploy.ts';
import { invoke, output, tableNames } from '../test/e2e/deployed.ts';
import { removeScratch, scratch } from '../test/e2e/folders.ts';
import { logs } from '../test/e2e/scenarios/secrets.ts';
import { type Subscriber, subscribe } from '../test/e2e/subscriber.ts';
import { type Tables, tablesOf } from '../test/e2e/tables.ts';
import { emulatorPython } from '../test/e2e/venv.ts';

const FAMILIES = 100;
const REPOSITORIES = 100;
const CHANGES = 2_000;
const AT_ONCE = 8;
const WITHIN_MS = 900_000;
const PRIVILEGED = 'task-definition-privileged';
const MUTABLE = 'repository-tag-immutability';

/** A resource of the storm and how its last change left it. */
interface Subject {
  readonly arn: string;
  readonly control: string;
  readonly change: (faulty: boolean) => Promise<unknown>;
  faulty: boolean;
}

export async function storm(): Promise<void> {
  const folder = await scratch();
  const signal = AbortSignal.timeout(2 * WITHIN_MS);
  const say = (line: string): void => console.error(line);
  try {
    const python = await emulatorPython(folder, signal, say);
    await withDeployment({ python, folder, signal, say }, blow);
  } finally {
    await removeScratch(folder);
  }
}

async function blow(deployment: Deployment): Promise<void> {
  const { aws, outputs } = deployment;
  const names = tableNames(outputs);
  const tables = tablesOf(aws, names);
  const findings = await subscribe(aws, output(outputs, 'FindingsTopicArn'), 'storm');
  const subjects = await settle(deployment, tables);
  const puts = await putsPerSecond(deployment, names.history);
  const before = await looksSoFar(deployment);
  const begun = performance.now();
  await inParallel(CHANGES, async (n) => {
    const subject = subjects[(n * 7) % subjects.length];
    if (!subject) return;
    subject.faulty = !subject.faulty;
    await subject.change(subject.faulty);
  });
  const changed = performance.now();
  await untilRight(subjects, tables);
  const right = performance.now();
  const looks = (await looksSoFar(deployment)) - before;
  await invoke(aws, outputs, 'Tick');
  const differences = await untilTold(deployment, names.state);
  const seconds = (from: number, to: number): number => (to - from) / 1_000;
  const lookRate = looks / seconds(begun, right);
  console.log(
    `${CHANGES} changes in ${seconds(begun, changed).toFixed(0)} s (${(CHANGES / seconds(begun, changed)).toFixed(0)} /s); all ${subjects.length} rows right ${seconds(changed, right).toFixed(1)} s after the last`,
  );
  console.log(
    `${looks} looks, ${lookRate.toFixed(0)} /s, ${(lookRate / puts).toFixed(2)} × a bare PutItem there (${puts.toFixed(0)} /s)`,
  );
  const told = findings.received.filter(({ body }) => body.schema !== undefined);
  console.log(
    `${told.length} messages; ${repeated(findings)} came twice; told and verdict differ on ${differences} findings; ${unnamed(subjects, findings)} open HIGH findings are named in none`,
  );
  await findings.close();
}

/** Families run by services and repositories, all sound and all looked at. */
async function settle({ aws }: Deployment, tables: Tables): Promise<readonly Subject[]> {
  await aws.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
  const families = Array.from({ length: FAMILIES }, (_, n): Subject => {
    const change = (privileged: boolean) => register(aws.ecs, `storm-${n}`, { privileged });
    return { arn: arnOf('ecs', `task-definition/storm-${n}`), control: PRIVILEGED, change, faulty: false };
  });
  const repositories = Array.from({ length: REPOSITORIES }, (_, n): Subject => {
    const repositoryName = `storm/${n}`;
    const change = (mutable: boolean) =>
      aws.ecr.send(
        new PutImageTagMutabilityCommand({
          repositoryName,
          imageTagMutability: mutable ? 'MUTABLE' : 'IMMUTABLE',
        }),
      );
    return { arn: arnOf('ecr', `repository/${repositoryName}`), control: MUTABLE, change, faulty: true };
  });
  await inParallel(FAMILIES, async (n) => {
    await register(aws.ecs, `storm-${n}`, { privileged: false });
    await startService(aws.ecs, `storm-${n}`, `storm-${n}:1`);
  });
  await inParallel(REPOSITORIES, (n) =>
    aws.ecr.send(new CreateRepositoryCommand({ repositoryName: `storm/${n}` })),
  );
  await untilRight([...families, ...repositories], tables);
  return families.flatMap((family, n) => [family, ...(repositories[n] ? [repositories[n]] : [])]);
}

/** Waits until each row is as the last change of its resource left it. */
async function untilRight(subjects: readonly Subject[], tables: Tables): Promise<void> {
  for (const { arn, control, faulty } of subjects)
    await eventually(
      `${control} of ${arn} is ${faulty ? 'open' : 'not'}`,
      async () => ((await tables.row(arn, control))?.status === 'OPEN') === faulty,
      WITHIN_MS,
    );
}

/** Waits until nothing waits to be told at once; then on how many findings told and verdict still differ. */
async function untilTold({ aws, outputs }: Deployment, stateTable: string): Promise<number> {
  const states = async (): Promise<readonly ResourceState[]> => {
    const { Items = [] } = await aws
      .json('dynamodb', 'DynamoDB_20120810.Scan', { TableName: stateTable })
      .then((page) => page as { Items?: readonly { body?: { S: string }; item: { S: string } }[] });
    return Items.filter(({ item }) => item.S === 'state').flatMap(({ body }) =>
      body ? [JSON.parse(body.S) as ResourceState] : [],
    );
  };
  const ended = await eventually(
    'all news is told',
    async () => {
      const all = await states();
      if (!all.some(({ untoldRoute }) => untoldRoute === 'immediate')) return all;
      await invoke(aws, outputs, 'Tick');
      return undefined;
    },
    WITHIN_MS,
  );
  return ended.flatMap(({ verdicts, told }) =>
    Object.entries(verdicts).filter(
      ([control, { status, route }]) =>
        route === 'immediate' && (status === 'FAILED') !== (told[control]?.status === 'OPEN'),
    ),
  ).length;
}

const repeated = ({ received }: Subscriber): number => {
  const ids = received.flatMap(({ body }) => body.messageId ?? []);
  return ids.length - new Set(ids).size;
};

const unnamed = (subjects: readonly Subject[], { received }: Subscriber): number =>
  subjects.filter(
    ({ arn, control, faulty }) =>
      faulty && control === PRIVILEGED && !received.some(({ notification }) => notification.includes(arn)),
  ).length;

/** Looks that were recorded, by the functions' own metric. */
async function looksSoFar({ aws }: Deployment): Promise<number> {
  const lines = (await logs(aws)).filter((line) => line.includes('"Evaluations":'));
  return lines.reduce((sum, line) => sum + Number(/"Evaluations":(\d+)/.exec(line)?.[1] ?? 0), 0);
}

/** What the emulator does when nothing else is asked of it. */
async function putsPerSecond({ aws }: Deployment, TableName: string): Promise<number> {
  const begun = performance.now();
  const times = 1_000;
  await inParallel(times, (n) =>
    aws.dynamo.send(new PutCommand({ TableName, Item: { resourceArn: 'bench', seqControl: String(n) } })),
  );
  return times / ((performance.now() - begun) / 1_000);
}

async function inParallel(times: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < times; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
