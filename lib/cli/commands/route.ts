import type { Command } from '#cli/command.ts';
import { count } from '#cli/count.ts';
import { storyLines } from '#cli/events/story.ts';
import { EXIT, UsageError } from '#cli/exit-code.ts';
import { type Shape, sinkTo } from '#cli/format/sink.ts';
import { parseArn } from '#domain/arn.ts';
import type { EventHead, Routing } from '#domain/change.ts';
import { NO_HEAD } from '#domain/event.ts';
import type { Resource } from '#domain/resource.ts';
import { routeAll } from '#monitor/route.ts';
import type { StoryLine } from '#monitor/story.ts';

export const routeCommand: Command = {
  name: 'route',
  summary: 'which resources each event changed, or why it is ignored',
  usage: ['route FILE...', 'route -'],
  about: `Reads CloudTrail records, EventBridge envelopes and CloudTrail log files
({"Records": [...]}, gzip too), also wrapped by SNS or SQS: JSON, a list of them,
or JSON Lines; "-" is standard input. Nothing is looked up.

JSON, an object for each record:
{ eventId, source, name, region, account, resources: [{ type, arn }],
  behaviours, ignored: null | "why" }
What cannot be understood has its line too, "ignored": "malformed: ...", and the
command exits 64 at the end.`,
  examples: [
    'ecs-warden route events.jsonl',
    "ecs-warden route --output ndjson 123456789012_CloudTrail_eu-west-1_*.json.gz | jq 'select(.ignored == null)'",
    'aws s3 cp s3://my-trail/log.json.gz - | ecs-warden route -',
  ],
  run: async (invocation, io) => {
    if (invocation.operands.length === 0)
      throw new UsageError('route needs events: a file, or - for standard input');
    const sink = sinkTo(SHAPE, { io, ...invocation });
    const counts = { changes: 0, ignored: 0, malformed: 0 };
    for await (const line of storyLines(invocation.operands, io)) {
      for (const routing of routingsOf(line)) {
        counts[routing.kind] += 1;
        await sink.put(routing);
      }
      // Nobody reads any more; what comes is of no use to anybody.
      if (io.stdout.closed) break;
    }
    await sink.end();
    const { changes, ignored, malformed } = counts;
    const sums = [
      `${changes} changed something`,
      `${ignored} ignored`,
      ...(malformed > 0 ? [`${malformed} malformed`] : []),
    ];
    await io.stderr.write(`${count(changes + ignored + malformed, 'record')}: ${sums.join(', ')}\n`);
    return malformed > 0 ? EXIT.usage : EXIT.clean;
  },
};

/** What became of a line's records; the words of a story and its changes of the account are no records. */
function routingsOf(line: StoryLine): readonly Routing[] {
  if ('malformed' in line) return [{ kind: 'malformed', head: NO_HEAD, why: line.malformed }];
  return 'event' in line ? routeAll(line.event) : [];
}

const resourcesOf = (routing: Routing): readonly Resource[] =>
  routing.kind === 'changes' ? routing.changed.map(({ resource }) => resource) : [];

const ignoredOf = (routing: Routing): string | null => {
  if (routing.kind === 'changes') return null;
  return routing.kind === 'malformed' ? `malformed: ${routing.why}` : routing.why;
};

/** `service/shop/web`: what an ARN says besides the place, which stands in columns of its own. */
const shortName = ({ arn }: Resource): string => parseArn(arn)?.resource ?? arn;

const outcomeOf = (routing: Routing): string =>
  ignoredOf(routing) ?? resourcesOf(routing).map(shortName).join(', ');

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
    { title: 'behaviours', of: () => '' },
    { title: 'ignored', of: (routing) => ignoredOf(routing) ?? '' },
  ],
  json: (routing) => ({
    ...routing.head,
    resources: resourcesOf(routing).map(({ type, arn }) => ({ type, arn })),
    behaviours: [],
    ignored: ignoredOf(routing),
  }),
};
