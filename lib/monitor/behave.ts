import type { Act } from '#domain/act.ts';
import type { Arn } from '#domain/arn.ts';
import type { AnyBehaviour } from '#domain/behaviour.ts';
import type { Routing, Shown } from '#domain/change.ts';
import type { FactName, FactValues, ReadFactName } from '#domain/facts.ts';
import { after } from '#domain/instant.ts';
import { type Occurrence, recordOccurrences } from '#domain/occurrence.ts';
import type { Store } from '#domain/ports.ts';
import { isMissing, type Unavailable } from '#domain/reading.ts';
import type { Resource } from '#domain/resource.ts';
import { type Edge, isLive } from '#domain/use.ts';
import type { Monitor } from './monitor.ts';
import { project } from './project.ts';
import { projectedState } from './projected-state.ts';
import { adoptRows } from './repair.ts';

/** Records what an event shows of whoever acted. Only what fails is written; an event that was counted before is not. */
export async function noteBehaviours(
  { act, behaviours }: Pick<Extract<Routing, { kind: 'changes' }>, 'act' | 'behaviours'>,
  monitor: Monitor,
): Promise<void> {
  if (!act) return;
  for (const [arn, shown] of Map.groupBy(behaviours, ({ principal }) => principal.arn)) {
    const occurrences = (await Promise.all(shown.map((each) => occurrenceOf(each, act, monitor)))).flat();
    const [first] = shown;
    if (first && occurrences.length > 0) await together(arn, first.principal, occurrences, monitor);
  }
}

/** The occurrence that an event is of, if the behaviour fails; more is read only where that decides. */
async function occurrenceOf(
  { controlId, principal, evaluation }: Shown,
  act: Act,
  monitor: Monitor,
): Promise<readonly Occurrence[]> {
  const { catalogue, settings } = monitor;
  const behaviour = catalogue.behaviours.find(({ id }) => id === controlId);
  if (!behaviour) return [];
  const asks = readBy(behaviour).length > 0 || behaviour.readsUsers === true;
  const decided =
    evaluation.status === 'NOT_AVAILABLE' && asks
      ? behaviour.evaluate(act, {
          parameters: settings.parameters,
          own: catalogue.own,
          facts: (await factsFor(behaviour, principal, act, monitor)) as Parameters<
            typeof behaviour.evaluate
          >[1]['facts'],
          ...(behaviour.readsUsers && { users: await usersOf(act, monitor) }),
        })
      : evaluation;
  if (decided.status !== 'FAILED') return [];
  const severityOverride = catalogue.severityOverride(controlId);
  const judgement = {
    controlId,
    evaluation: decided,
    severity: behaviour.severity,
    ...(severityOverride && { severityOverride }),
    controlVersion: behaviour.version,
    parametersHash: catalogue.parametersHash(controlId),
    due: true,
  };
  return [{ judgement, change: act.change }];
}

/** What is known of a principal for so long will do: a busy one acts many times a minute. */
const KNOWN_FOR_MS = 60_000;

const readBy = ({ facts }: AnyBehaviour): readonly ReadFactName[] =>
  facts.filter((name): name is ReadFactName => name !== 'eventHistory');

/** The facts of the principal that a behaviour names, each as it could be read. */
async function factsFor(
  behaviour: AnyBehaviour,
  principal: Resource,
  { change }: Act,
  { facts, store, clock }: Monitor,
): Promise<Partial<Record<FactName, FactValues[FactName] | Unavailable>>> {
  const known: Partial<Record<FactName, FactValues[FactName] | Unavailable>> = {};
  for (const name of readBy(behaviour)) {
    const users = await store.users(principal.arn);
    const context = { users, now: clock.now(), known: {}, freshFrom: after(change.eventTime, -KNOWN_FOR_MS) };
    const reading = await facts.read(name, principal, context);
    known[name] = isMissing(reading)
      ? { unavailable: 'unreadable', what: `${name} is not there` }
      : 'value' in reading
        ? reading.value
        : reading;
  }
  return known;
}

/** Who uses what an act touched. */
async function usersOf({ touched }: Act, { store, clock }: Monitor): Promise<readonly Edge[]> {
  const edges = await Promise.all(touched.map((arn) => store.users(arn)));
  return edges.flat().filter((edge) => isLive(edge, clock.now()));
}

/** What waits for one principal's item: the events that came while an earlier write was under way. */
interface Batch {
  readonly occurrences: Occurrence[];
  readonly done: Promise<void>;
}
interface Line {
  readonly waiting: Map<Arn, Batch>;
  readonly running: Map<Arn, Promise<void>>;
}
/** Workers of one process that share a store share its writes; whoever is not in this process meets the item's guard. */
const LINES = new WeakMap<Store, Line>();

/**
 * Writes the occurrences of one principal, a write at a time: what comes meanwhile goes into the next one together.
 * A busy key would otherwise lose most of its conditional writes to itself.
 */
function together(
  arn: Arn,
  principal: Resource,
  occurrences: readonly Occurrence[],
  monitor: Monitor,
): Promise<void> {
  const line: Line = LINES.get(monitor.store) ?? { waiting: new Map(), running: new Map() };
  LINES.set(monitor.store, line);
  const open = line.waiting.get(arn);
  if (open) {
    open.occurrences.push(...occurrences);
    return open.done;
  }
  const mine: Occurrence[] = [...occurrences];
  const before = line.running.get(arn) ?? Promise.resolve();
  const done = before
    .catch(() => undefined)
    .then(() => {
      line.waiting.delete(arn);
      return write(principal, mine, monitor);
    })
    .finally(() => {
      if (line.running.get(arn) === done) line.running.delete(arn);
    });
  line.waiting.set(arn, { occurrences: mine, done });
  line.running.set(arn, done);
  return done;
}

async function write(
  principal: Resource,
  occurrences: readonly Occurrence[],
  monitor: Monitor,
): Promise<void> {
  const { store, catalogue, settings, clock, wake } = monitor;
  for (;;) {
    const previous = await projectedState(principal.arn, monitor);
    const rows = previous ? [] : await store.findingsOf(principal.arn);
    const base = adoptRows(previous, rows, principal, catalogue.judgedUnder);
    const next = recordOccurrences(base, occurrences, {
      resource: principal,
      now: clock.now(),
      quietMs: settings.timing.quietMs,
      suppressions: { rules: settings.suppressions, exact: await store.suppressions(principal.arn) },
      judgedUnder: catalogue.judgedUnder,
    });
    if (!next) return;
    if (!(await store.putState(next, previous?.version))) continue;
    await project(next, monitor);
    if (next.untoldRoute === 'immediate') await wake(next.arn);
    return;
  }
}
