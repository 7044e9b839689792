import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { tableDefinitions } from '#aws/dynamo-store.ts';
import { alikeContract } from '../contracts/store/alike.ts';
import {
  ARN,
  allOf,
  at,
  CONTROL,
  edge,
  LONG_ARN,
  OTHER,
  resolvedRow,
  row,
  state,
} from '../contracts/store/samples.ts';
import { storeContract } from '../contracts/store.ts';
import { useDynalite } from '../support/dynalite.ts';

const makeStore = useDynalite();

storeContract('the DynamoDB store', makeStore);

const read = (client: DynamoDBClient) => DynamoDBDocumentClient.from(client);

/** Lets something happen after an index was read and before the items it named are read again. */
const beforeReadingAgain = (client: DynamoDBClient, happens: () => Promise<unknown>): void =>
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'BatchGetItemCommand') await happens();
        return next(args);
      },
    { step: 'initialize' },
  );

describe('the DynamoDB store', () => {
  alikeContract(makeStore, 40);
});

describe('an index that tells late', () => {
  it('does not give what has been told meanwhile, or goes another way now', async () => {
    const { store, client, stop } = await makeStore();
    await store.putState(state({ untoldRoute: 'immediate', untoldSince: at(1) }), undefined);
    await store.putState(state({ arn: OTHER, untoldRoute: 'immediate', untoldSince: at(1) }), undefined);
    expect((await store.untold('immediate')).items).toHaveLength(2);
    beforeReadingAgain(client, async () => {
      await store.putState(state({ version: 2 }), 1);
      await store.putState(state({ arn: OTHER, version: 2, untoldRoute: 'digest', untoldSince: at(1) }), 1);
    });
    expect((await store.untold('immediate')).items).toStrictEqual([]);
    await stop();
  });

  it('does not give a suppression that was prolonged meanwhile', async () => {
    const { store, client, stop } = await makeStore();
    await store.putState(state({ dueAt: at(1) }), undefined);
    beforeReadingAgain(client, () => store.putState(state({ version: 2, dueAt: at(50) }), 1));
    expect(await store.due(at(5))).toStrictEqual([]);
    await stop();
  });

  it('does not give a finding that was resolved meanwhile', async () => {
    const { store, client, stop } = await makeStore();
    await store.putFinding(row());
    beforeReadingAgain(client, () => store.putFinding(resolvedRow({ seq: 2 })));
    expect(await allOf((page) => store.openFindings(page))).toStrictEqual([]);
    await stop();
  });
});

describe('answers of a limited size', () => {
  it('untold items that fill more than one answer all come', async () => {
    const { store, stop } = await makeStore();
    const tags = { big: 'x'.repeat(150_000) };
    const arns = Array.from({ length: 15 }, (_, index) => `${ARN}-${10 + index}`);
    for (const [index, arn] of arns.entries()) {
      await store.putState(state({ arn, tags, untoldRoute: 'digest', untoldSince: at(index) }), undefined);
    }
    expect((await store.untold('digest')).items.map(({ arn }) => arn)).toStrictEqual(arns);
    await stop();
  });
});

describe('what DynamoDB cannot hold', () => {
  it.each([
    ['a state above 400 KB', state({ tags: { big: 'x'.repeat(410_000) } })],
    ['an ARN above 2,048 bytes', state({ arn: `${ARN}${'x'.repeat(2048)}` })],
  ])('%s is an error that names it', async (_, tooLarge) => {
    const { store, stop } = await makeStore();
    await expect(store.putState(tooLarge, undefined)).rejects.toThrow(
      `DynamoDB cannot hold the state of "${ARN}`,
    );
    await stop();
  });

  it('a finding above 400 KB, or an edge with a name above 1,024 bytes, too', async () => {
    const { store, stop } = await makeStore();
    await expect(store.putFinding(row({ title: 'x'.repeat(410_000) }))).rejects.toThrow(
      `DynamoDB cannot hold the finding ${CONTROL} on "${ARN}"`,
    );
    await expect(store.putEdge(edge({ user: LONG_ARN }), 1)).rejects.toThrow('DynamoDB cannot hold the edge');
    await stop();
  });

  it('any other refusal is passed on as it is', async () => {
    const { store, stop } = await makeStore();
    await expect(store.putState(state({ arn: '' }), undefined)).rejects.toThrow(/empty string/);
    await stop();
  });
});

describe('the findings table that people query', () => {
  it('has readable attributes, nothing packed and nothing else', async () => {
    const { store, client, tables, stop } = await makeStore();
    await store.putFinding(row());
    const key = { resourceArn: ARN, controlId: CONTROL };
    const get = () => read(client).send(new GetCommand({ TableName: tables.findings, Key: key }));
    expect((await get()).Item).toStrictEqual({ ...row(), openSeverity: 'HIGH' });
    await store.putFinding(resolvedRow({ seq: 2 }));
    expect((await get()).Item).toStrictEqual(resolvedRow({ seq: 2 }));
    await stop();
  });

  it.each([
    ['open', 'openSeverity', 'HIGH', ['open']],
    ['byControl', 'controlId', 'resolved', ['resolved']],
  ])('has the index %s by %s', async (index, attribute, value, expected) => {
    const { store, client, tables, stop } = await makeStore();
    await store.putFinding(row({ controlId: 'open' }));
    await store.putFinding(row({ controlId: 'suppressed', status: 'SUPPRESSED' }));
    await store.putFinding(resolvedRow({ controlId: 'resolved' }));
    const query = new QueryCommand({
      TableName: tables.findings,
      IndexName: index,
      KeyConditionExpression: '#attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    });
    const { Items = [] } = await read(client).send(query);
    expect(Items.map(({ controlId }) => controlId)).toStrictEqual(expected);
    expect(Items[0]).toMatchObject({ resourceArn: ARN, severity: 'HIGH', resourceName: 'web' });
    await stop();
  });
});

describe('what the document client would stumble over', () => {
  it('evidence named like parts of JavaScript is kept, one named __proto__ is left out, half characters are replaced', async () => {
    const { store, stop } = await makeStore();
    const evidence = JSON.parse('{"constructor":"c","toString":"t","__proto__":"p"}');
    const cut = '😀'.slice(0, 1);
    await store.putFinding(row({ reasons: [{ code: 'c', subject: '-', message: cut, evidence }] }));
    expect((await store.finding(ARN, CONTROL))?.reasons).toStrictEqual([
      { code: 'c', subject: '-', message: '\ufffd', evidence: { constructor: 'c', toString: 't' } },
    ]);
    await stop();
  });
});

describe('what expires', () => {
  it('an ended edge leaves a mark for seven days, a counter stays until its end', async () => {
    const { store, client, tables, stop } = await makeStore();
    await store.endEdge(ARN, OTHER, 3, at(0));
    await store.count('looks', 1, at(30));
    const get = (TableName: string, Key: Record<string, string>) =>
      read(client).send(new GetCommand({ TableName, Key }));
    const seconds = Date.parse(at(0)) / 1000;
    expect((await get(tables.edges, { used: ARN, user: OTHER })).Item).toMatchObject({
      ended: true,
      expiresAt: seconds + 7 * 86_400,
    });
    expect((await get(tables.state, { arn: 'count#looks', item: 'count' })).Item).toMatchObject({
      expiresAt: seconds + 30,
    });
    await stop();
  });

  it('a live edge and an open finding never do', async () => {
    const { store, client, tables, stop } = await makeStore();
    await store.endEdge(ARN, OTHER, 3, at(0));
    await store.putEdge(edge(), 4);
    const get = new GetCommand({ TableName: tables.edges, Key: { used: ARN, user: OTHER } });
    expect((await read(client).send(get)).Item).toStrictEqual({ ...edge(), seq: 4 });
    await stop();
  });
});

describe('the definitions of the tables', () => {
  it('are what is created: four tables, paid by request', async () => {
    const { client, tables, stop } = await makeStore();
    const definitions = tableDefinitions(tables);
    expect(definitions.map(({ TableName }) => TableName)).toStrictEqual(Object.values(tables));
    for (const definition of definitions) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: definition.TableName }));
      expect(Table?.KeySchema).toStrictEqual(definition.KeySchema);
      expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
      const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
      expect(new Set(indexes)).toStrictEqual(
        new Set(definition.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)),
      );
    }
    await stop();
  });
});
