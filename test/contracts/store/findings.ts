import { describe, expect, it } from 'vitest';
import {
  ARN,
  allOf,
  at,
  CONTROL,
  entry,
  HOSTILE,
  LONG_ARN,
  LONG_SORT_KEY,
  OTHER,
  pagesOf,
  resolvedRow,
  row,
} from './samples.ts';
import type { WithStore } from './with-store.ts';

const CONTROLS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;

export function findingsContract(withStore: WithStore): void {
  describe('findings', () => {
    it(
      'a row comes back as it was put',
      withStore(async (store) => {
        const change = {
          actor: 'role x',
          eventName: 'E',
          eventId: 'i',
          eventTime: at(0),
          sourceIp: '',
          userAgent: '',
        };
        const reason = {
          code: 'c',
          subject: '-',
          message: '',
          evidence: { list: [], count: -1, share: 0.1, is: false, text: '' },
        };
        const full = resolvedRow({
          expiresAt: 4_000_000_000,
          changes: [change],
          reasons: [reason],
          guidance: [],
        });
        await store.putFinding(full);
        expect(await store.finding(ARN, CONTROL)).toStrictEqual(full);
        expect(await store.finding(ARN, 'other')).toBeUndefined();
        expect(await store.finding(OTHER, CONTROL)).toBeUndefined();
      }),
    );

    it(
      'of rows with the same or an older seq, the first stays',
      withStore(async (store) => {
        await store.putFinding(row({ seq: 5, title: 'first' }));
        await store.putFinding(row({ seq: 5, title: 'repeated' }));
        await store.putFinding(row({ seq: 4, title: 'late' }));
        expect((await store.finding(ARN, CONTROL))?.title).toBe('first');
        await store.putFinding(row({ seq: 6, title: 'newer' }));
        expect((await store.finding(ARN, CONTROL))?.title).toBe('newer');
      }),
    );

    it(
      'of rows put at once in any order, the newest stays',
      withStore(async (store) => {
        await Promise.all([3, 9, 1, 7, 5].map((seq) => store.putFinding(row({ seq }))));
        expect((await store.finding(ARN, CONTROL))?.seq).toBe(9);
      }),
    );

    it(
      'when it was first seen is kept',
      withStore(async (store) => {
        await store.putFinding(row({ seq: 1, firstSeenAt: at(1) }));
        await store.putFinding(row({ seq: 2, firstSeenAt: at(2) }));
        expect((await store.finding(ARN, CONTROL))?.firstSeenAt).toBe(at(1));
      }),
    );

    it(
      'a reopened row has no end, no suppression and no expiry left',
      withStore(async (store) => {
        await store.putFinding(resolvedRow({ seq: 1, expiresAt: 4_000_000_000 }));
        await store.putFinding(row({ seq: 2 }));
        expect(await store.finding(ARN, CONTROL)).toStrictEqual(row({ seq: 2 }));
      }),
    );

    it(
      'a row past its expiry is not shown, to whatever reader',
      withStore(
        async (store) => {
          const seconds = Date.parse(at(10)) / 1000;
          await store.putFinding(resolvedRow({ controlId: 'expired', expiresAt: seconds }));
          await store.putFinding(resolvedRow({ controlId: 'expiring', expiresAt: seconds + 1 }));
          expect(await store.finding(ARN, 'expired')).toBeUndefined();
          expect((await store.findingsOf(ARN)).map(({ controlId }) => controlId)).toStrictEqual(['expiring']);
          expect(
            (await allOf((page) => store.findings(page))).map(({ controlId }) => controlId),
          ).toStrictEqual(['expiring']);
        },
        { clock: { now: () => at(10) } },
      ),
    );

    it(
      'those of one resource are found, and no others',
      withStore(async (store) => {
        for (const controlId of CONTROLS) await store.putFinding(row({ controlId }));
        await store.putFinding(row({ resourceArn: OTHER }));
        await store.putFinding(row({ resourceArn: `${ARN}x` }));
        expect((await store.findingsOf(ARN)).map(({ controlId }) => controlId)).toStrictEqual(CONTROLS);
        expect(await store.findingsOf('arn:nobody')).toStrictEqual([]);
      }),
    );

    it(
      'all are listed, page by page, each once',
      withStore(
        async (store) => {
          for (const controlId of CONTROLS) await store.putFinding(row({ controlId }));
          const pages = await pagesOf((page) => store.findings(page));
          expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(3);
          expect(
            pages
              .flat()
              .map(({ controlId }) => controlId)
              .toSorted(),
          ).toStrictEqual(CONTROLS);
        },
        { pageSize: 3 },
      ),
    );

    it(
      'names and texts may be hostile or as long as keys can be',
      withStore(async (store) => {
        for (const text of HOSTILE) {
          const hostile = row({
            resourceArn: text,
            controlId: text,
            resourceName: text,
            reasons: [{ code: text, subject: text, message: text }],
          });
          await store.putFinding(hostile);
          expect(await store.finding(text, text)).toStrictEqual(hostile);
        }
        await store.putFinding(row({ resourceArn: LONG_SORT_KEY }));
        expect(await store.findingsOf(LONG_SORT_KEY)).toHaveLength(1);
      }),
    );

    it(
      'half a character in a text does no harm',
      withStore(async (store) => {
        await store.putFinding(row({ title: '😀'.slice(0, 1) }));
        expect((await store.finding(ARN, CONTROL))?.title.toWellFormed()).toBe('\ufffd');
      }),
    );
  });

  describe('open findings', () => {
    it(
      'come the worst first, then the oldest, without those resolved or suppressed',
      withStore(
        async (store) => {
          await store.putFinding(row({ controlId: 'late-high', statusChangedAt: at(9) }));
          await store.putFinding(row({ controlId: 'early-high', statusChangedAt: at(1) }));
          await store.putFinding(row({ controlId: 'middle-high', statusChangedAt: at(5) }));
          await store.putFinding(row({ controlId: 'low', severity: 'LOW', statusChangedAt: at(0) }));
          await store.putFinding(
            row({ controlId: 'critical', severity: 'CRITICAL', statusChangedAt: at(8) }),
          );
          await store.putFinding(row({ controlId: 'resolved', status: 'RESOLVED' }));
          await store.putFinding(row({ controlId: 'suppressed', status: 'SUPPRESSED' }));
          const open = await allOf((page) => store.openFindings(page));
          expect(open.map(({ controlId }) => controlId)).toStrictEqual([
            'critical',
            'early-high',
            'middle-high',
            'late-high',
            'low',
          ]);
          expect(open[0]).toStrictEqual({
            resourceArn: ARN,
            controlId: 'critical',
            severity: 'CRITICAL',
            statusChangedAt: at(8),
          });
        },
        { pageSize: 2 },
      ),
    );

    it(
      'one that is resolved leaves them, one that is reopened returns, one that gets worse moves',
      withStore(async (store) => {
        const open = async () =>
          (await allOf((page) => store.openFindings(page))).map(({ severity }) => severity);
        await store.putFinding(row({ seq: 1 }));
        await store.putFinding(row({ seq: 2, status: 'RESOLVED' }));
        expect(await open()).toStrictEqual([]);
        await store.putFinding(row({ seq: 3, severity: 'MEDIUM' }));
        expect(await open()).toStrictEqual(['MEDIUM']);
        await store.putFinding(row({ seq: 4, severity: 'CRITICAL' }));
        expect(await open()).toStrictEqual(['CRITICAL']);
        await store.putFinding(row({ seq: 5, status: 'SUPPRESSED' }));
        expect(await open()).toStrictEqual([]);
      }),
    );

    it(
      'none are no page but one empty one',
      withStore(async (store) => {
        expect(await pagesOf((page) => store.openFindings(page))).toStrictEqual([[]]);
      }),
    );
  });

  describe('history', () => {
    it(
      'is in the order of seq, also where the numbers get a digit longer',
      withStore(async (store) => {
        const seqs = [1_780_000_000_001, 9, 10, 100, 1_780_000_000_000];
        for (const seq of seqs) await store.putHistory(entry({ seq }));
        expect((await store.history(ARN)).map(({ seq }) => seq)).toStrictEqual(
          seqs.toSorted((a, b) => a - b),
        );
        expect(await store.history(OTHER)).toStrictEqual([]);
      }),
    );

    it(
      'keeps the controls of one seq apart, and a repeated write is one entry',
      withStore(async (store) => {
        const full = entry({
          controlId: 'b',
          resolution: 'FIXED',
          changes: [{ eventId: 'e', eventName: 'n', eventTime: at(0), actor: { principal: 'root' } }],
        });
        await store.putHistory(full);
        await store.putHistory(full);
        await store.putHistory(entry({ controlId: 'a' }));
        expect(await store.history(ARN)).toStrictEqual([entry({ controlId: 'a' }), full]);
      }),
    );

    it(
      'takes hostile and long names',
      withStore(async (store) => {
        for (const controlId of HOSTILE) await store.putHistory(entry({ resourceArn: LONG_ARN, controlId }));
        expect(new Set((await store.history(LONG_ARN)).map(({ controlId }) => controlId))).toStrictEqual(
          new Set(HOSTILE),
        );
      }),
    );
  });
}
