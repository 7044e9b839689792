import type { FindingRow, HistoryEntry } from '#domain/finding.ts';
import type { Store, StoreOptions } from '#domain/ports.ts';
import { rank } from '#domain/severity.ts';
import { rows } from './rows.ts';

const keyText = ({ resourceArn, controlId }: FindingRow): string => JSON.stringify([resourceArn, controlId]);
const worstFirst = (row: FindingRow): string =>
  `${rank(row.severity)} ${row.statusChangedAt} ${keyText(row)}`;

type Findings = Pick<Store, 'finding' | 'findingsOf' | 'findings' | 'openFindings' | 'putFinding'>;

/** The findings, in memory. */
export function findings({ pageSize, clock }: Required<StoreOptions>): Findings {
  const kept = rows<FindingRow>();
  const isShown = ({ expiresAt }: FindingRow): boolean =>
    expiresAt === undefined || expiresAt * 1000 > Date.parse(clock.now());
  return {
    async finding(resourceArn, controlId) {
      const row = kept.get(resourceArn, controlId);
      return row && isShown(row) ? row : undefined;
    },
    findingsOf: async (resourceArn) => kept.of(resourceArn, isShown),
    findings: async (page) => kept.page(pageSize, keyText, page, isShown),
    async openFindings(page) {
      const { items, ...more } = kept.page(pageSize, worstFirst, page, ({ status }) => status === 'OPEN');
      const open = items.map(({ resourceArn, controlId, severity, statusChangedAt }) => ({
        resourceArn,
        controlId,
        severity,
        statusChangedAt,
      }));
      return { items: open, ...more };
    },
    async putFinding(row) {
      const known = kept.peek(row.resourceArn, row.controlId);
      if (known && known.seq >= row.seq) return;
      kept.put(row.resourceArn, row.controlId, {
        ...row,
        firstSeenAt: known?.firstSeenAt ?? row.firstSeenAt,
      });
    },
  };
}

/** Every transition of every finding, in memory. */
export function history(): Pick<Store, 'putHistory' | 'history'> {
  const kept = rows<HistoryEntry>();
  return {
    async putHistory(entry) {
      kept.put(entry.resourceArn, `${String(entry.seq).padStart(16, '0')}#${entry.controlId}`, entry);
    },
    history: async (resourceArn) => kept.of(resourceArn),
  };
}
