import { type AnyBehaviour, type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { typesOf } from '#domain/control.ts';
import { type FactName, factSpec } from '#domain/facts.ts';
import { GUIDANCE } from '#domain/guidance.ts';
import type { ResourceType } from '#domain/resource.ts';
import { eventsOf, factsReadBy } from './derived.ts';
import { code, codes, fence, page, points, prose, table } from './markdown.ts';

/** The named cases that a control is tested with, by outcome. */
export interface Situations {
  readonly passes: readonly string[];
  readonly fails: readonly { readonly name: string; readonly severity: string }[];
  readonly notApplicable: readonly string[];
  readonly notAvailable: readonly string[];
}

/** The page of a control: all that it declares and all that follows from it. */
export const controlPage = (control: AnyRule, situations?: Situations): string =>
  page(
    `# ${prose(control.title)}`,
    `${code(control.id)} · **${control.severity}** · ${codes(typesOf(control))} · version ${control.version}`,
    points(control.guidance.map((id) => `[${id}](../coverage.md): ${prose(GUIDANCE[id])}`)),
    '## Why',
    prose(control.why),
    'A reason may have a severity of its own; the finding has the highest.',
    '## When it is judged',
    points(isBehaviour(control) ? eventsJudged(control) : occasions(control)),
    '## What it reads',
    isBehaviour(control) && BEHAVIOUR_READS,
    control.facts.length > 0 && factTable(control),
    parameterLine(control),
    '## What it does not see',
    points([
      ...control.blindSpots.map(prose),
      'Checked against API models, documentation and recorded samples; not verified against a live account.',
    ]),
    '## Remediation',
    prose(control.remediation.text),
    fence(control.remediation.cli, 'sh'),
    fence(control.remediation.cloudFormation, 'yaml'),
    situations !== undefined && '## Situations',
    situations !== undefined && situationTable(situations),
    control.mappings.length > 0 && '## Other catalogues',
    points(control.mappings.map(({ framework, id }) => `${framework}: ${prose(id)}`)),
    '## References',
    points(control.references.map((url) => `<${url}>`)),
  );

/** The moments at which a resource of this type is looked at, in words. */
function occasions(control: AnyRule): readonly string[] {
  const facts = factsReadBy(control);
  const events = typesOf(control)
    .flatMap(eventsOf)
    .flatMap(({ service, calls, native }) => [
      ...(calls.length > 0 ? [`after these calls to ${service}: ${codes(calls)}`] : []),
      ...(native.length > 0 ? [`after these events of ${service}: ${codes(native)}`] : []),
    ]);
  const read = [...new Set(facts.flatMap((fact): readonly ResourceType[] => factSpec(fact).reads))];
  return [
    ...events,
    ...(facts.some((fact) => factSpec(fact).readsUsers)
      ? ['when something begins, changes or ceases to use the resource']
      : []),
    ...read.map((type) => `when an ${code(type)} that it uses changes`),
    'once more a minute after each change, and in every sweep',
  ];
}

/** The events that a behaviour is judged on, in words. */
const eventsJudged = ({ events }: AnyBehaviour): readonly string[] => [
  ...events.map(
    ({ service, calls, failed }) =>
      `on these calls to ${service}${failed ? ', attempts that failed too' : ' that succeeded'}: ${codes(calls)}`,
  ),
  'resolved as QUIET when it was not seen for `timing.quietDays`',
];

const BEHAVIOUR_READS =
  'The event alone: who acted, how, when and from where. One finding for each principal (the role, not its session) counts how often it was seen. An event older than a day when it arrives tells nobody at once.';

function factTable(control: AnyRule): string {
  const row = (fact: FactName, needed: string): readonly string[] => {
    const { actions, bulk } = factSpec(fact);
    return [code(fact), needed, codes(actions) || 'no call: from who uses it', codes(bulk) || '-'];
  };
  return table(
    ['fact', 'without it', 'read permissions of a look', 'and of a sweep'],
    [
      ...control.facts.map((fact) => row(fact, 'not judged')),
      ...(isBehaviour(control) ? [] : (control.optionalFacts ?? [])).map((fact) =>
        row(fact, 'judged as far as it goes'),
      ),
      ...(isBehaviour(control) ? [] : (control.elsewhere ?? [])).flatMap(({ resourceType, facts }) =>
        facts.map((fact) => row(fact, `not judged on ${code(resourceType)}`)),
      ),
    ],
  );
}

const parameterLine = ({ parameters }: AnyRule): string =>
  parameters.length === 0
    ? 'It has no parameters.'
    : `Parameters ([settings](../settings.md)): ${codes(parameters.map((name) => `parameters.${name}`))}.`;

const situationTable = ({ passes, fails, notApplicable, notAvailable }: Situations): string =>
  table(
    ['situation', 'verdict'],
    [
      ...fails.map(({ name, severity }) => [prose(name), `FAILED, ${severity}`]),
      ...passes.map((name) => [prose(name), 'PASSED']),
      ...notApplicable.map((name) => [prose(name), 'NOT\\_APPLICABLE']),
      ...notAvailable.map((name) => [prose(name), 'NOT\\_AVAILABLE']),
    ],
  );
