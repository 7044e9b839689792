import type { FindingRow } from '#domain/finding.ts';
import type { Page } from '#domain/ports.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Database } from './database.ts';
import { positionOf, queryPage, readAgain, tokenOf } from './reads.ts';

type OpenFinding = Pick<FindingRow, 'resourceArn' | 'controlId' | 'severity' | 'statusChangedAt'>;

/** Where the listing is: in which severity (0 is CRITICAL), and behind which page of its partition. */
interface Position {
  readonly rank: number;
  readonly page?: string;
}

const keyOf = ({ resourceArn, controlId }: OpenFinding) => ({ resourceArn, controlId });

async function openOf(db: Database, severity: string, page: string | undefined): Promise<Page<OpenFinding>> {
  const listed = await queryPage<OpenFinding>(
    db,
    {
      TableName: db.tables.findings,
      IndexName: 'open',
      KeyConditionExpression: '#severity = :severity',
      ExpressionAttributeNames: { '#severity': 'openSeverity' },
      ExpressionAttributeValues: { ':severity': severity },
    },
    page,
  );
  const rows = await readAgain<FindingRow>(db, db.tables.findings, listed.items.map(keyOf));
  const items = rows
    .filter((row) => row.status === 'OPEN' && row.severity === severity)
    .map(({ resourceArn, controlId, severity: now, statusChangedAt }) => ({
      resourceArn,
      controlId,
      severity: now,
      statusChangedAt,
    }))
    .sort((a, b) => (a.statusChangedAt < b.statusChangedAt ? -1 : 1));
  return { ...listed, items };
}

function nextOf({ rank }: Position, page: string | undefined): Position | undefined {
  if (page !== undefined) return { rank, page };
  return rank + 1 < SEVERITIES.length ? { rank: rank + 1 } : undefined;
}

/** Open findings, the worst first, then the oldest: one partition of the index after the other. */
export async function openFindings(db: Database, page?: string): Promise<Page<OpenFinding>> {
  let position: Position | undefined = page === undefined ? { rank: 0 } : positionOf<Position>(page);
  while (position !== undefined) {
    const severity: string = SEVERITIES[position.rank] ?? '';
    const { items, next }: Page<OpenFinding> = await openOf(db, severity, position.page);
    position = nextOf(position, next);
    if (items.length > 0) return { items, ...(position && { next: tokenOf(position) }) };
  }
  return { items: [] };
}
