import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FindingRow } from '#domain/finding.ts';
import type { Store } from '#domain/ports.ts';
import type { Severity } from '#domain/severity.ts';
import { attributesOf, isExpired } from './attributes.ts';
import { type Database, written } from './database.ts';
import { openFindings } from './open-findings.ts';
import { getItem, queryAll, scanPage } from './reads.ts';

type Findings = Pick<Store, 'finding' | 'findingsOf' | 'findings' | 'openFindings' | 'putFinding'>;

/** A row and what the index of open ones needs: only open rows have it. */
interface StoredRow extends FindingRow {
  readonly openSeverity?: Severity;
}

type OptionalName<T> = { [N in keyof T]-?: object extends Pick<T, N> ? N : never }[keyof T];

/** What a row need not have, so an update must remove it: a reopened row has no end and no expiry. */
const OPTIONAL: Readonly<Record<OptionalName<StoredRow>, true>> = {
  occurrences: true,
  staleSince: true,
  resolvedAt: true,
  resolution: true,
  resolvedBy: true,
  suppression: true,
  expiresAt: true,
  openSeverity: true,
};

const valueOf = (name: string): string =>
  name === 'firstSeenAt' ? `if_not_exists(#${name}, :${name})` : `:${name}`;

/** An update rather than a put: only an update can keep the `firstSeenAt` that is there. */
function updateOf({ resourceArn, controlId, ...rest }: FindingRow) {
  const values = attributesOf({ ...rest, ...(rest.status === 'OPEN' && { openSeverity: rest.severity }) });
  const set = Object.keys(values);
  const removed = Object.keys(OPTIONAL).filter((name) => !(name in values));
  return {
    Key: { resourceArn, controlId },
    UpdateExpression: `SET ${set.map((name) => `#${name} = ${valueOf(name)}`).join(', ')} REMOVE ${removed.map((name) => `#${name}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(#seq) OR #seq < :seq',
    ExpressionAttributeNames: Object.fromEntries([...set, ...removed].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, values[name]])),
  };
}

const rowOf = ({ openSeverity: _index, ...row }: StoredRow): FindingRow => row;

const rowsOf = (db: Database, items: readonly StoredRow[]): readonly FindingRow[] =>
  items.map(rowOf).filter((row) => !isExpired(row, db.clock.now()));

/** The public table of findings. */
export const findings = (db: Database): Findings => ({
  async finding(resourceArn, controlId) {
    const row = await getItem<StoredRow>(db, db.tables.findings, { resourceArn, controlId });
    return rowsOf(db, row ? [row] : [])[0];
  },
  async findingsOf(resourceArn) {
    const items = await queryAll<StoredRow>(db, {
      TableName: db.tables.findings,
      KeyConditionExpression: '#resource = :resource',
      ExpressionAttributeNames: { '#resource': 'resourceArn' },
      ExpressionAttributeValues: { ':resource': resourceArn },
      ConsistentRead: true,
    });
    return rowsOf(db, items);
  },
  async findings(page) {
    const scanned = await scanPage<StoredRow>(db, { TableName: db.tables.findings }, page);
    return { ...scanned, items: rowsOf(db, scanned.items) };
  },
  openFindings: (page) => openFindings(db, page),
  async putFinding(row) {
    const update = new UpdateCommand({ TableName: db.tables.findings, ...updateOf(row) });
    await written(
      `the finding ${row.controlId} on ${JSON.stringify(row.resourceArn)}`,
      db.document.send(update),
    );
  },
});
