import { type AnyRule, isBehaviour, type JudgedCalls } from '#domain/behaviour.ts';
import { typesOf } from '#domain/control.ts';
import { eventRules, MAX_PATTERN } from '#domain/event-rules.ts';
import { GUIDANCE, type GuidanceId } from '#domain/guidance.ts';
import { SERVICES } from '#domain/triggers/index.ts';
import { type Demand, permissionsOf } from './derived.ts';
import { LEFT_TO_PEOPLE } from './left-to-people.ts';
import { code, codes, GENERATED, page, prose, table } from './markdown.ts';

/** The table of controls, with links from the folder that `docs` is reached from (`docs/controls/` from the root). */
export const controlTable = (controls: readonly AnyRule[], docs: string): string =>
  table(
    ['control', 'severity', 'resource', 'guidance', 'what must be so'],
    controls.map((control) => [
      `[${control.id}](${docs}${control.id}.md)`,
      control.severity,
      codes(typesOf(control)),
      control.guidance.join(', '),
      prose(control.title),
    ]),
  );

/** docs/controls/README.md */
export const controlsPage = (controls: readonly AnyRule[]): string =>
  page(
    GENERATED,
    '# Controls',
    'Each rule that resources are held against; ids are those of [the guidance](../coverage.md).',
    controlTable(controls, ''),
  );

/** docs/coverage.md */
export function coveragePage(controls: readonly AnyRule[]): string {
  const ids = Object.keys(GUIDANCE) as readonly GuidanceId[];
  const of = (id: GuidanceId) => controls.filter(({ guidance }) => guidance.includes(id));
  const covered = ids.filter((id) => of(id).length > 0);
  return page(
    GENERATED,
    '# Coverage of the guidance',
    `${covered.length} of ${ids.length} best practices have a control. A control rarely sees all of a practice: its page says what it does not see.`,
    table(
      ['id', 'best practice', 'controls', 'what is left to people, and why'],
      ids.map((id) => [
        id,
        prose(GUIDANCE[id]),
        of(id)
          .map((control) => `[${control.id}](controls/${control.id}.md)`)
          .join('<br>') || 'not yet',
        prose(LEFT_TO_PEOPLE[id]),
      ]),
    ),
  );
}

/** docs/permissions.md: a reviewer of a pull request sees here that the privilege grows, and for whom. */
export const permissionsPage = (controls: readonly AnyRule[]): string =>
  page(
    GENERATED,
    '# Read permissions',
    'What the evaluator may call, each action with the facts it is for and who asks for those: nothing else is allowed to it. ' +
      'A new action in this table is a new privilege. "Sweep only" actions list resources; no look at a single one makes them.',
    table(
      ['action', 'facts', 'asked for by', ''],
      permissionsOf(controls).map(({ action, demands, sweepOnly }) => [
        code(action),
        codes(demands.map(({ fact }) => fact)),
        askedBy(demands),
        sweepOnly ? 'sweep only' : '',
      ]),
    ),
  );

function askedBy(demands: readonly Demand[]): string {
  const controls = new Set(
    demands.flatMap((demand) => demand.controls.map(({ id }) => `[${id}](controls/${id}.md)`)),
  );
  const types = new Set(demands.flatMap(({ usesOf }) => usesOf));
  return [...[...controls].sort(), ...[...types].map((type) => `what ${code(type)} uses`)].join('<br>');
}

/** docs/events.md */
export const eventsPage = (controls: readonly AnyRule[]): string =>
  page(
    GENERATED,
    '# Events',
    'Which event leads to a look at which resources. What an event says is never the verdict; it says what to read again.',
    table(['event', 'source', 'looks at'], changes()),
    '## Events that behaviours are judged on',
    'What whoever acted is held against; nothing is read again, and the event itself is not kept.',
    table(['control', 'source', 'events'], judged(controls)),
    '## Events without consequence',
    'Known events that change nothing the controls judge, and why.',
    table(['event', 'source', 'why not'], ignored()),
    '## Rules',
    `The EventBridge rules derived from this, each pattern at most ${MAX_PATTERN} of the 2,048 characters allowed.`,
    table(['rule', 'events', 'characters', 'form'], rules(controls)),
  );

const changes = (): readonly (readonly string[])[] =>
  SERVICES.flatMap(({ service, triggers }) => {
    const rows = (names: 'calls' | 'native', source: string) => {
      const all = [...new Set(triggers.flatMap((trigger) => trigger[names] ?? []))].sort();
      return all.map((name) => {
        const types = triggers
          .filter((trigger) => trigger[names]?.includes(name))
          .map((trigger) => trigger.resourceType);
        return [code(name), code(source), [...new Set(types)].sort().map(code).join('<br>')];
      });
    };
    return [...rows('calls', `${service}.amazonaws.com`), ...rows('native', `aws.${service}`)];
  });

const judgedBy = (controls: readonly AnyRule[]): readonly JudgedCalls[] =>
  controls.filter(isBehaviour).flatMap(({ events }) => events);

const judged = (controls: readonly AnyRule[]): readonly (readonly string[])[] =>
  controls
    .filter(isBehaviour)
    .flatMap(({ id, events }) =>
      events.map(({ service, calls }) => [
        `[${id}](controls/${id}.md)`,
        code(`${service}.amazonaws.com`),
        codes(calls),
      ]),
    );

const ignored = (): readonly (readonly string[])[] =>
  SERVICES.flatMap(({ service, ignored: why }) =>
    Object.entries(why)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, words]) => [code(name), service, prose(words ?? '')]),
  );

const rules = (controls: readonly AnyRule[]): readonly (readonly string[])[] =>
  eventRules(judgedBy(controls)).map(({ name, pattern, reduced }) => [
    code(name),
    String(eventCount(pattern)),
    String(JSON.stringify(pattern).length),
    reduced ? 'reduced: no environment values travel' : 'whole',
  ]);

/** Names in a pattern: of calls, or else of native events. */
function eventCount({ detail, ...pattern }: ReturnType<typeof eventRules>[number]['pattern']): number {
  const calls =
    detail !== undefined && !Array.isArray(detail) && 'eventName' in detail ? detail['eventName'] : undefined;
  const names = calls ?? pattern['detail-type'];
  return Array.isArray(names) ? names.length : 0;
}
