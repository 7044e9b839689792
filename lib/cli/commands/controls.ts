import type { Command, Invocation } from '#cli/command.ts';
import { EXIT, UsageError } from '#cli/exit-code.ts';
import { jsonLine, jsonText } from '#cli/format/json.ts';
import { severityStyle } from '#cli/format/severity-style.ts';
import { printAll, type Shape } from '#cli/format/sink.ts';
import { visible } from '#cli/format/visible.ts';
import { controlPage } from '#cli/generate/control-page.ts';
import { factsReadBy } from '#cli/generate/derived.ts';
import { docsOf } from '#cli/generate/paths.ts';
import type { Io } from '#cli/io.ts';
import { type AnyRule, isBehaviour } from '#domain/behaviour.ts';
import { didYouMean } from '#domain/nearest.ts';

export const controlsCommand: Command = {
  name: 'controls',
  summary: 'the list of controls, or one with its docs',
  usage: ['controls', 'controls show ID'],
  about: `Every rule that resources are held against. JSON: an array of
{ id, title, guidance, severity, resourceType, facts, docs }; docs is the path of
its page. Of one control: the page, or in JSON all that it declares.`,
  examples: [
    'ecs-warden controls',
    'ecs-warden controls show task-definition-read-only-root',
    'ecs-warden controls --output json | jq -r \'.[] | select(.severity == "HIGH") | .id\'',
  ],
  run: async (invocation, io) => {
    const [first, ...rest] = invocation.operands;
    const wanted = first === 'show' || first === 'list' ? rest : invocation.operands;
    if (first === 'show' && wanted.length === 0)
      throw new UsageError('controls show needs the id of a control');
    if (first === 'list' && wanted.length > 0)
      throw new UsageError('controls list takes no id; controls show does');
    if (wanted.length === 0) await printAll(allOf(io), SHAPE, { io, ...invocation });
    else
      await show(
        wanted.map((id) => controlOf(id, allOf(io))),
        invocation,
        io,
      );
    return EXIT.clean;
  },
};

/** Controls of either kind, by id. */
const allOf = ({ adapters }: Io): readonly AnyRule[] =>
  [...adapters.controls, ...adapters.behaviours].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What the contract says of a control. */
const summaryOf = (control: AnyRule) => ({
  id: control.id,
  title: control.title,
  guidance: control.guidance,
  severity: control.severity,
  resourceType: control.resourceType,
  facts: factsReadBy(control),
  docs: docsOf(control.id),
});

const SHAPE: Shape<AnyRule> = {
  table: [
    { title: 'CONTROL', of: ({ id }) => id, keep: true },
    { title: 'SEVERITY', of: ({ severity }) => severity, style: ({ severity }) => severityStyle(severity) },
    { title: 'GUIDANCE', of: ({ guidance }) => guidance.join(' '), narrow: 'wrap' },
    { title: 'RESOURCE', of: ({ resourceType }) => resourceType.replace('AWS::', '') },
    { title: 'TITLE', of: ({ title }) => title, narrow: 'wrap' },
  ],
  csv: [
    { title: 'id', of: ({ id }) => id },
    { title: 'title', of: ({ title }) => title },
    { title: 'guidance', of: ({ guidance }) => guidance.join(' ') },
    { title: 'severity', of: ({ severity }) => severity },
    { title: 'resourceType', of: ({ resourceType }) => resourceType },
    { title: 'facts', of: (control) => factsReadBy(control).join(' ') },
    { title: 'docs', of: ({ id }) => docsOf(id) },
  ],
  json: summaryOf,
};

function controlOf(id: string, controls: readonly AnyRule[]): AnyRule {
  const control = controls.find((each) => each.id === id);
  if (control) return control;
  const guess = didYouMean(
    id,
    controls.map((each) => each.id),
  );
  throw new UsageError(
    `there is no control ${visible(id, 100)}${guess || '; ecs-warden controls lists them'}`,
  );
}

/** All that a control declares. */
function detailsOf(control: AnyRule) {
  const { version, facts, parameters, why, blindSpots, remediation, mappings, references } = control;
  return {
    ...summaryOf(control),
    version,
    requiredFacts: facts,
    optionalFacts: isBehaviour(control) ? [] : (control.optionalFacts ?? []),
    ...(!isBehaviour(control) &&
      control.elsewhere && {
        elsewhere: control.elsewhere.map(({ resourceType, facts }) => ({
          resourceType,
          requiredFacts: facts,
        })),
      }),
    ...(isBehaviour(control) && { events: control.events }),
    parameters,
    why,
    blindSpots,
    remediation,
    mappings,
    references,
  };
}

async function show(wanted: readonly AnyRule[], invocation: Invocation, io: Io): Promise<void> {
  const { format } = invocation;
  if (format === 'csv') return printAll(wanted, SHAPE, { io, ...invocation });
  const [only, ...more] = wanted.map(detailsOf);
  if (format === 'json') return io.stdout.write(`${jsonText(more.length > 0 ? [only, ...more] : only)}\n`);
  for (const control of wanted) {
    await io.stdout.write(format === 'ndjson' ? `${jsonLine(detailsOf(control))}\n` : controlPage(control));
  }
}
