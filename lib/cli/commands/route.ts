import type { Command } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { storyLines } from '#cli/events/story.ts';
import { EXIT, UsageError } from '#cli/exit-code.ts';
import { type Shape, sinkTo } from '#cli/format/sink.ts';
import { readSettings } from '#cli/settings.ts';
import { statusesIn } from '#cli/statuses.ts';
import { parseArn } from '#domain/arn.ts';
import type { EventHead, Routing, Shown } from '#domain/change.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import { NO_HEAD } from '#domain/event.ts';
import { NOTHING_OWN } from '#domain/own.ts';
import type { Resource } from '#domain/resource.ts';
import { routeAll } from '#monitor/route.ts';
import type { StoryLine } from '#monitor/story.ts';
import { type Witness, witnessOf } from '#monitor/witness.ts';

export const routeCommand: Command = {
  name: 'route',
  summary: 'which resources each event changed, or why it is ignored',
  usage: ['route FILE...', 'route -'],
  about: `Reads CloudTrail records, EventBridge envelopes and CloudTrail log files
({"Records": [...]}, gzip too), also wrapped by SNS or SQS: JSON, a list of them,
or JSON Lines; "-" is standard input. Nothing is looked up.

JSON, an object for each record:
{ eventId, source, name, region, account, resources: [{ type, arn }],
  behaviours: [{ controlId, status, principal }], ignored: null | "why" }
Behaviours are those that the event shows; --status all says of each that is
judged on it what it makes of it: failed, not-available (the event alone does not
tell), not-applicable, passed.
What cannot be understood has its line too, "ignored": "malformed: ...", and the
command exits 64 at the end.`,
  examples: [
    'ecs-warden route events.jsonl',
    "ecs-warden route --output ndjson 123456789012_CloudTrail_eu-west-1_*.json.gz | jq 'select(.ignored == null)'",
    "ecs-warden route sign-ins.jsonl --status all -o ndjson | jq -c '.behaviours[]'",
    'aws s3 cp s3://my-trail/log.json.gz - | ecs-warden route -',
  ],
  run: async (invocation, io) => {
    if (invocation.operands.length === 0)
      throw new UsageError('route needs events: a file, or - for standard input');
    const { parameters } = await readSettings(invocation.config, io);
    const shown = statusesIn(invocation.status, STATUSES) ?? ['FAILED'];
    const witness = witnessOf(io.adapters.behaviours, parameters, NOTHING_OWN);
    const sink = sinkTo(SHAPE, { io, ...invocation });
    const counts = { changes: 0, ignored: 0, malformed: 0 };
    for await (const line of storyLines(invocation.operands, io)) {
      for (const routing of routingsOf(line, witness)) {
        const outcome = withOnly(routing, shown);
        counts[outcome.kind] += 1;
        await sink.put(outcome);
      }
      // Nobody reads any more; what comes is of no use to anybody.
      if (io.stdout.closed) break;
    }
    await sink.end();
    const { changes, ignored, malformed } = counts;
    const sums = [
      `${changes} changed or showed something`,
      `${ignored} ignored`,
      ...(malformed > 0 ? [`${malformed} malformed`] : []),
    ];
    await io.stderr.write(`${count(changes + ignored + malformed, 'record')}: ${sums.join(', ')}\n`);
    return malformed > 0 ? EXIT.usage : EXIT.clean;
  },
};

/** What became of a line's records; the words of a story and its changes of the account are no records. */
function routingsOf(line: StoryLine, witness: Witness): readonly Routing[] {
  if ('malformed' in line) return [{ kind: 'malformed', head: NO_HEAD, why: line.malformed }];
  return 'event' in line ? routeAll(line.event, witness) : [];
}

const STATUSES: readonly EvaluationStatus[] = ['FAILED', 'NOT_AVAILABLE', 'NOT_APPLICABLE', 'PASSED'];

/** A routing with behaviours of these statuses only; without any, and without a changed resource, it is ignored. */
function withOnly(routing: Routing, statuses: readonly EvaluationStatus[]): Routing {
  if (routing.kind !== 'changes') return routing;
  const { head, changed, behaviours } = routing;
  const shown = behaviours.filter(({ evaluation }) => statuses.includes(evaluation.status));
  if (changed.length > 0 || shown.length > 0) return { ...routing, behaviours: shown };
  const [why] = behaviours.flatMap(({ evaluation }) => ('why' in evaluation ? [evaluation.why] : []));
  return { kind: 'ignored', head, why: `shows nothing to tell of: ${why ?? 'as it should be'}` };
}

const resourcesOf = (routing: Routing): readonly Resource[] =>
  routing.kind === 'changes' ? routing.changed.map(({ resource }) => resource) : [];

const shownBy = (routing: Routing): readonly Shown[] =>
  routing.kind === 'changes' ? routing.behaviours : [];

const ignoredOf = (routing: Routing): string | null => {
  if (routing.kind === 'changes') return null;
  return routing.kind === 'malformed' ? `malformed: ${routing.why}` : routing.why;
};

/** `service/shop/web`: what an ARN says besides the place, which stands in columns of its own. */
const shortName = ({ arn }: Resource): string => parseArn(arn)?.resource ?? arn;

const sayShown = ({ controlId, evaluation: { status }, principal }: Shown): string =>
  `${controlId}${status === 'FAILED' ? '' : ` (${status})`} by ${shortName(principal)}`;

const outcomeOf = (routing: Routing): string => {
  const said = [...resourcesOf(routing).map(shortName), ...shownBy(routing).map(sayShown)];
  return ignoredOf(routing) ?? said.join(', ');
};

const head = (name: keyof EventHead) => ({ title: name, of: ({ head: each }: Routing) => each[name] });

const STYLES = { changes: 'green', ignored: 'dim', malformed: 'red' } as const;

const SHAPE: Shape<Routing> = {
  table: [
    { ...head('name'), title: 'EVENT', keep: true },
    { ...head('source'), title: 'SOURCE' },
    { ...head('account'), title: 'ACCOUNT' },
    { ...head('region'), title: 'REGION' },
    { title: 'CHANGED, OR WHY NOT', of: outcomeOf, narrow: 'wrap', style: ({ kind }) => STYLES[kind] },
  ],
  csv: [
    head('eventId'),
    head('source'),
    head('name'),
    head('region'),
    head('account'),
    {
      title: 'resources',
      of: (routing) =>
        resourcesOf(routing)
          .map(({ arn }) => arn)
          .join(' '),
    },
    {
      title: 'behaviours',
      of: (routing) =>
        shownBy(routing)
          .map(({ controlId, evaluation }) => `${controlId}:${evaluation.status}`)
          .join(' '),
    },
    { title: 'ignored', of: (routing) => ignoredOf(routing) ?? '' },
  ],
  json: (routing) => ({
    ...routing.head,
    resources: resourcesOf(routing).map(({ type, arn }) => ({ type, arn })),
    behaviours: shownBy(routing).map(({ controlId, evaluation, principal }) => ({
      controlId,
      status: evaluation.status,
      principal: principal.arn,
    })),
    ignored: ignoredOf(routing),
  }),
};
