/** What the command line reads of a deployed monitor and asks it: loaded only by the commands that do. */
import { Unreachable } from '#cli/exit-code.ts';
import type { FindingsTable, StackName, StackOutputs } from '#cli/io.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import type { Vitals } from '#domain/vitals.ts';
import type { SuppressOutcome } from '#monitor/suppress.ts';
import { clientFor, type Environment, reaching, regionOf, tried } from './reaching.ts';

export async function findingsTable(
  table: string,
  given: string | undefined,
  env: Environment = process.env,
): Promise<FindingsTable> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const { dynamoStore } = await import('#aws/dynamo-store.ts');
  const region = regionOf(given, env);
  const store = dynamoStore(new DynamoDBClient(clientFor(region)), {
    findings: table,
    state: '',
    edges: '',
    history: '',
  });
  const saying = {
    what: `the table ${table} could not be read`,
    where: tried(region, env),
    wrong: {
      ResourceNotFoundException: `there is no table ${table}`,
      ValidationException: `${table} is no findings table`,
    },
  };
  return {
    findings: (page) => reaching(() => store.findings(page), saying),
    findingsOf: (arn) => reaching(() => store.findingsOf(arn), saying),
  };
}

export async function stackOutputs(
  of: StackName,
  given: string | undefined,
  env: Environment = process.env,
): Promise<StackOutputs> {
  const { outputsOf } = await import('#aws/stack-outputs.ts');
  const region = regionOf(given, env);
  const named = 'stack' in of ? `stack ${of.stack}` : `stack that holds the table ${of.table}`;
  return reaching(() => outputsOf(of, clientFor(region)), {
    what: `the ${named} could not be read`,
    where: tried(region, env),
    // CloudFormation says so of a stack that is not there.
    wrong: { ValidationError: `there is no ${named}: name the monitor's with --stack` },
  });
}

export async function decide(
  functionName: string,
  request: SuppressRequest,
  given: string | undefined,
  env: Environment = process.env,
): Promise<SuppressOutcome> {
  const { askToSuppress } = await import('#aws/ask-to-suppress.ts');
  const region = regionOf(given, env);
  const where = tried(region, env);
  const answer = await reaching(() => askToSuppress(functionName, request, clientFor(region)), {
    what: `the function ${functionName} could not be asked`,
    where,
    wrong: { ResourceNotFoundException: `there is no function ${functionName}` },
  });
  if ('failed' in answer)
    throw new Unreachable(
      `the function ${functionName} failed: ${answer.failed}; its log says why (${where})`,
    );
  return answer;
}

export async function storeReport(
  bucket: string,
  key: string,
  text: string,
  given: string | undefined,
  env: Environment = process.env,
): Promise<void> {
  const { storeReport: store } = await import('#aws/store-report.ts');
  const region = regionOf(given, env);
  await reaching(() => store(bucket, key, text, clientFor(region)), {
    what: `the report could not be put into bucket ${bucket}`,
    where: tried(region, env),
    wrong: { NoSuchBucket: `there is no bucket ${bucket}` },
  });
}

export async function vitals(given: string | undefined, env: Environment = process.env): Promise<Vitals> {
  const { sdkVitals } = await import('#aws/sdk-vitals.ts');
  const region = regionOf(given, env);
  const asked = sdkVitals(clientFor(region));
  const saying = { what: 'the monitor could not be looked over', where: tried(region, env) };
  return {
    table: (name) => reaching(() => asked.table(name), saying),
    note: (table, name) => reaching(() => asked.note(table, name), saying),
    queue: (url) => reaching(() => asked.queue(url), saying),
    oldestIn: (queue) => reaching(() => asked.oldestIn(queue), saying),
    lambda: (name) => reaching(() => asked.lambda(name), saying),
    activity: (name) => reaching(() => asked.activity(name), saying),
    rulesTo: (target) => reaching(() => asked.rulesTo(target), saying),
    sourcesOf: (name) => reaching(() => asked.sourcesOf(name), saying),
    subscriptions: (topic) => reaching(() => asked.subscriptions(topic), saying),
    rulesIn: (of, name) => reaching(() => asked.rulesIn(of, name), saying),
    trailsIn: (of) => reaching(() => asked.trailsIn(of), saying),
    alarms: (prefix) => reaching(() => asked.alarms(prefix), saying),
  };
}
