import type { FindingRow, HistoryEntry } from '#domain/finding.ts';
import type { ExactSuppression, Page, Store, StoreOptions } from '#domain/ports.ts';
import type { ResourceState, Verdict } from '#domain/state.ts';
import type { Edge } from '#domain/use.ts';

/** Makes an empty store; `stop` lets go of what it holds. */
export type MakeStore = (
  options?: StoreOptions,
) => Promise<{ readonly store: Store; readonly stop: () => Promise<void> }>;

/** The n-th second of an hour: `at(5)` is before `at(6)`. */
export const at = (second: number): string => new Date(Date.UTC(2026, 8, 1, 12, 0, second)).toISOString();

export const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web';
export const OTHER = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/api';
export const CONTROL = 'task-definition-privileged';
/** As long as a key can be that is not a sort key, within the 2,048 bytes of DynamoDB. */
export const LONG_ARN = `arn:aws:ecs:eu-west-1:111122223333:task-definition/${'x'.repeat(1850)}`;
/** As long as every key can be. */
export const LONG_SORT_KEY = `arn:aws:ecs:eu-west-1:111122223333:service/${'é'.repeat(485)}`;

/** What an attacker, a careless person or another alphabet puts into names. */
export const HOSTILE = [
  'line\nbreak\r\nand\u2028another',
  '\u001b[31mred\u0007',
  '😀 日本語 ﷽ e\u0301',
  '<!channel> *bold* `code`',
  '=HYPERLINK("http://x")',
  'constructor',
  '__proto__',
  'toString',
  '#0',
  'suppression#x',
  '"quoted" \\ {"json":1}',
  '\u0000',
] as const;

export const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  status: 'FAILED',
  severity: 'HIGH',
  fingerprint: ['privileged app'],
  reasons: [
    {
      code: 'privileged',
      subject: 'app',
      message: 'container app is privileged',
      evidence: { revisions: [], count: 0 },
    },
  ],
  since: at(0),
  route: 'immediate',
  controlVersion: 1,
  parametersHash: 'p',
  ...more,
});

export const state = (more: Partial<ResourceState> = {}): ResourceState => ({
  arn: ARN,
  type: 'AWS::ECS::TaskDefinition',
  schemaVersion: 1,
  version: 1,
  observedAt: at(0),
  seq: 1,
  projectedSeq: 0,
  verdicts: {},
  told: {},
  uses: [],
  usesConfirmedAt: at(0),
  judgedUnder: 'j',
  complete: true,
  denied: [],
  changes: [],
  tags: {},
  ...more,
});

export const row = (more: Partial<FindingRow> = {}): FindingRow => ({
  resourceArn: ARN,
  controlId: CONTROL,
  findingId: '0123456789abcdef',
  status: 'OPEN',
  severity: 'HIGH',
  title: 'Containers are not privileged',
  guidance: ['CMP-5'],
  resourceType: 'AWS::ECS::TaskDefinition',
  resourceName: 'web',
  account: '111122223333',
  region: 'eu-west-1',
  reasons: [{ code: 'privileged', subject: 'app', message: 'container app is privileged' }],
  remediation: 'Remove it',
  firstSeenAt: at(0),
  statusChangedAt: at(0),
  observedAt: at(0),
  changes: [],
  controlVersion: 1,
  schemaVersion: 1,
  seq: 1,
  ...more,
});

/** A row in which every optional attribute is there. */
export const resolvedRow = (more: Partial<FindingRow> = {}): FindingRow =>
  row({
    status: 'RESOLVED',
    staleSince: at(1),
    resolvedAt: at(1),
    resolution: 'FIXED',
    resolvedBy: 'role deployer',
    suppression: { reason: 'known', owner: 'team', until: at(30) },
    expiresAt: Date.parse(at(3600)) / 1000,
    ...more,
  });

export const edge = (more: Partial<Edge> = {}): Edge => ({
  used: ARN,
  user: OTHER,
  features: ['revision:1'],
  confirmedAt: at(0),
  ...more,
});

export const entry = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  resourceArn: ARN,
  seq: 1,
  controlId: CONTROL,
  findingId: '0123456789abcdef',
  transition: 'opened',
  status: 'OPEN',
  severity: 'HIGH',
  reasons: [],
  changes: [],
  at: at(0),
  observedAt: at(0),
  ...more,
});

export const suppression = (more: Partial<ExactSuppression> = {}): ExactSuppression => ({
  findingId: '0123456789abcdef',
  resourceArn: ARN,
  controlId: CONTROL,
  fingerprint: ['privileged app'],
  reason: 'known',
  owner: 'team',
  until: at(60),
  by: 'arn:aws:iam::123456789012:user/alice',
  givenAt: at(0),
  ...more,
});

/** The pages of a listing, to its end. */
export async function pagesOf<T>(
  list: (page?: string) => Promise<Page<T>>,
): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  let next: string | undefined;
  do {
    const page: Page<T> = await list(next);
    pages.push(page.items);
    next = page.next;
    if (pages.length > 1000) throw new Error('the listing does not end');
  } while (next !== undefined);
  return pages;
}

export const allOf = async <T>(list: (page?: string) => Promise<Page<T>>): Promise<readonly T[]> =>
  (await pagesOf(list)).flat();
