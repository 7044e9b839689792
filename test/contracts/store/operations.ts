import * as fc from 'fast-check';
import type { Store } from '#domain/ports.ts';
import { allOf, at, edge, entry, resolvedRow, row, state, suppression } from './samples.ts';

/** One call of a store with fixed arguments; what it answers is compared. */
export interface Operation {
  readonly says: string;
  readonly run: (store: Store) => Promise<unknown>;
}

const operation = (says: string, run: Operation['run']): Operation => ({ says, run });

// Few names, so that operations meet; one of them hostile.
const arn = fc.constantFrom('arn:a', 'arn:b\n😀', '__proto__');
const controlId = fc.constantFrom('one', 'two');
const name = fc.constantFrom('n', 'arn:a');
const seq = fc.integer({ min: 1, max: 5 });
const moment = fc.integer({ min: 0, max: 6 }).map(at);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.string({ unit: 'binary', maxLength: 20 });

const putState = fc
  .record({
    arn,
    expected: maybe(fc.integer({ min: 1, max: 3 })),
    version: fc.integer({ min: 1, max: 3 }),
    untold: maybe(fc.record({ untoldRoute: fc.constantFrom('immediate', 'digest'), untoldSince: moment })),
    suppressed: maybe(moment.map((dueAt) => ({ dueAt }))),
    tags: fc.dictionary(text, text, { maxKeys: 2 }),
  })
  .map(({ expected, untold, suppressed, ...rest }) => {
    const put = state({ ...rest, ...untold, ...suppressed });
    return operation(`putState ${JSON.stringify(put)} over ${expected}`, (store) =>
      store.putState(put, expected),
    );
  });

const putFinding = fc
  .record({
    base: fc.constantFrom(row(), resolvedRow(), row({ status: 'SUPPRESSED' })),
    resourceArn: arn,
    controlId,
    seq,
    severity: fc.constantFrom('CRITICAL', 'LOW'),
    firstSeenAt: moment,
    statusChangedAt: moment,
    title: text,
  })
  .map(({ base, ...rest }) => {
    const put = { ...base, ...rest };
    return operation(`putFinding ${JSON.stringify(put)}`, (store) => store.putFinding(put));
  });

const edges = fc
  .record({ used: arn, user: arn, features: fc.array(text, { maxLength: 2 }), seq, ends: fc.boolean() })
  .map(({ seq: by, ends, ...rest }) =>
    operation(`${ends ? 'endEdge' : 'putEdge'} ${JSON.stringify(rest)} by ${by}`, (store) =>
      ends ? store.endEdge(rest.used, rest.user, by, at(0)) : store.putEdge(edge(rest), by),
    ),
  );

const putHistory = fc
  .record({ resourceArn: arn, controlId, seq: fc.constantFrom(1, 2, 10, 1_780_000_000_000), at: moment })
  .map((some) => operation(`putHistory ${JSON.stringify(some)}`, (store) => store.putHistory(entry(some))));

const suppressions = fc
  .record({ resourceArn: arn, controlId, owner: text })
  .map((some) =>
    operation(`putSuppression ${JSON.stringify(some)}`, (store) => store.putSuppression(suppression(some))),
  );

const count = fc
  .tuple(name, fc.integer({ min: -3, max: 3 }))
  .map(([of, by]) => operation(`count ${of} ${by}`, (store) => store.count(of, by, at(3600))));

const putNote = fc
  .tuple(name, fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }))
  .map(([of, value]) =>
    operation(`putNote ${of} ${JSON.stringify(value)}`, (store) => store.putNote(of, value)),
  );

/** Any writing call with any of a few arguments. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: putState },
  { weight: 4, arbitrary: putFinding },
  { weight: 3, arbitrary: edges },
  putHistory,
  suppressions,
  count,
  putNote,
);

interface Named {
  readonly arn?: string;
  readonly resourceArn?: string;
  readonly controlId?: string;
}

const nameOf = ({ arn: own, resourceArn, controlId: control }: Named): string =>
  JSON.stringify([own, resourceArn, control]);

const inAnyOrder = <T extends Named>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

/** All that a store shows of these few names; where a listing promises no order (of ties, say), none is compared. */
export async function everythingIn(store: Store): Promise<unknown> {
  const arns = ['arn:a', 'arn:b\n😀', '__proto__'];
  const immediate = await allOf((page) => store.untold('immediate', page));
  const open = await allOf((page) => store.openFindings(page));
  return {
    tally: await store.tally(),
    states: await Promise.all(arns.map((one) => store.state(one))),
    listed: inAnyOrder(await allOf((page) => store.states(page))),
    immediate: inAnyOrder(immediate),
    oldestFirst: immediate.map(({ untoldSince }) => untoldSince),
    digest: inAnyOrder(await allOf((page) => store.untold('digest', page))),
    ending: (await store.due(at(3))).toSorted(),
    users: await Promise.all(arns.map((one) => store.users(one))),
    rows: await Promise.all(arns.map((one) => store.findingsOf(one))),
    listedRows: inAnyOrder(await allOf((page) => store.findings(page))),
    open: inAnyOrder(open),
    worstFirst: open.map(({ severity, statusChangedAt }) => [severity, statusChangedAt]),
    history: await Promise.all(arns.map((one) => store.history(one))),
    suppressions: await Promise.all(arns.map((one) => store.suppressions(one))),
    notes: await Promise.all(['n', 'arn:a'].map((one) => store.note(one))),
  };
}
