import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { FindingRow, HistoryEntry } from '#domain/finding.ts';
import type { TableNames } from '#domain/tables.ts';
import type { Aws } from './aws.ts';
import { eventually } from './checks.ts';

/** The deployed tables as anybody with a DynamoDB client sees them. */
export interface Tables {
  row(resourceArn: string, controlId: string): Promise<FindingRow | undefined>;
  /** The row, once it is as asked. */
  rowThat(
    resourceArn: string,
    controlId: string,
    wanted: Partial<Pick<FindingRow, 'status' | 'severity' | 'resolution'>>,
  ): Promise<FindingRow>;
  /** Waits until the transitions of a control on a resource are these, oldest first, as `opened HIGH`. */
  historyThat(resourceArn: string, controlId: string, wanted: readonly string[]): Promise<void>;
  /** Every item of every table, as text. */
  everything(): Promise<readonly string[]>;
}

export function tablesOf({ dynamo }: Aws, names: TableNames): Tables {
  const query = async (TableName: string, resourceArn: string): Promise<readonly unknown[]> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'resourceArn = :arn',
        ExpressionAttributeValues: { ':arn': resourceArn },
        ConsistentRead: true,
      }),
    );
    return Items;
  };
  const row: Tables['row'] = async (resourceArn, controlId) =>
    ((await query(names.findings, resourceArn)) as readonly FindingRow[]).find(
      (each) => each.controlId === controlId,
    );
  const scan = async (TableName: string): Promise<readonly string[]> => {
    const items: string[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const page = await dynamo.send(
        new ScanCommand({ TableName, ...(next && { ExclusiveStartKey: next }) }),
      );
      items.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
      next = page.LastEvaluatedKey;
    } while (next);
    return items;
  };
  return {
    row,
    rowThat: (resourceArn, controlId, wanted) => {
      const what = `${controlId} of ${resourceArn} is ${JSON.stringify(wanted)}`;
      return eventually(what, async () => {
        const found = await row(resourceArn, controlId);
        const fits = Object.entries(wanted).every(
          ([name, value]) => found?.[name as keyof typeof wanted] === value,
        );
        return fits && found;
      });
    },
    historyThat: async (resourceArn, controlId, wanted) => {
      // Entries are written after the row that people read.
      await eventually(`history of ${resourceArn} is ${wanted.join(', ')}`, async () => {
        const entries = (await query(names.history, resourceArn)) as readonly HistoryEntry[];
        const transitions = entries
          .filter((each) => each.controlId === controlId)
          .map(({ transition, severity }) => `${transition} ${severity}`);
        return transitions.join() === wanted.join();
      });
    },
    everything: async () => (await Promise.all(Object.values(names).map(scan))).flat(),
  };
}
