import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { eventRules } from '#domain/event-rules.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { routeAll } from '#monitor/route.ts';
import { witnessOf } from '#monitor/witness.ts';
import { matches } from '../support/event-pattern.ts';
import { hostileJson } from '../support/hostile-json.ts';
import { inEventBridge, SITUATIONS } from '../support/synthetic-events.ts';

interface Sample {
  readonly id: string;
  readonly event: Readonly<Record<string, unknown>>;
}

// Recorded and documented events of many services, laid beside the checkout where there are any.
const FILE = new URL('../../../shared/samples/events.jsonl', import.meta.url);
const samples: readonly Sample[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Sample)
  : [];

const JUDGED = behaviours.flatMap(({ events }) => events);
const WITNESS = witnessOf(behaviours, DEFAULT_SETTINGS.parameters, []);

const rulesFor = (event: Readonly<Record<string, unknown>>): number =>
  eventRules(JUDGED).filter(({ pattern }) => matches(pattern, inEventBridge(event))).length;

describe.skipIf(samples.length === 0)('samples', () => {
  const routed = samples.map(({ id, event }) => ({
    id,
    routings: routeAll(event, WITNESS),
    rules: rulesFor(event),
  }));

  it('each has one routing, and none is broken', () => {
    expect(routed.filter(({ routings }) => routings.length !== 1)).toEqual([]);
    // Its publisher made up a region that no partition has.
    expect(
      routed.flatMap(({ id, routings }) =>
        routings[0]?.kind === 'malformed' ? [`${id}: ${routings[0].why}`] : [],
      ),
    ).toEqual(['cloudtrail-puteventselectors-03: it names no region']);
    expect(
      routed.flatMap(({ id, routings }) =>
        routings[0]?.kind === 'ignored' && !/\S+ \S+/.test(routings[0].why) ? [id] : [],
      ),
    ).toEqual([]);
  });

  it('each that changes a resource is brought by exactly one rule, the others by one at most', () => {
    const changes = routed.filter(({ routings }) => routings[0]?.kind === 'changes');
    expect(changes.length).toBeGreaterThanOrEqual(4);
    expect(changes.filter(({ rules }) => rules !== 1)).toEqual([]);
    expect(routed.filter(({ rules }) => rules > 1)).toEqual([]);
  });
});

const KEYS =
  'eventName eventSource eventTime awsRegion recipientAccountId requestParameters responseElements userIdentity detail detail-type source Records body Message Type Sns ecs-warden cluster service tasks resources'.split(
    ' ',
  );
const NAMES = [
  'UpdateService',
  'RunTask',
  'DeleteTaskDefinitions',
  'PutImage',
  'TagResource',
  'ecs.amazonaws.com',
  'aws.ecr',
  'reduced.v1',
];
const anything = fc.oneof(
  hostileJson(KEYS),
  fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(fc.constantFrom<unknown>(...NAMES), hostileJson(KEYS))),
  fc.string(),
);

/** A copy in which the value at one place is another, or gone. */
function mutated(value: unknown, path: readonly number[], replacement: unknown): unknown {
  if (typeof value !== 'object' || value === null) return replacement;
  const entries: [string, unknown][] = Object.entries(value);
  const [step, ...rest] = path;
  const entry = step === undefined ? undefined : entries[step % Math.max(entries.length, 1)];
  if (!entry) return replacement;
  const child = mutated(entry[1], rest, replacement);
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === entry[0] ? child : each));
  const kept = entries.filter(([key]) => key !== entry[0]);
  return Object.fromEntries(child === undefined ? kept : [...kept, [entry[0], child]]);
}

const sources = [
  ...SITUATIONS.map(({ record }) => record),
  ...SITUATIONS.map(({ record }) => inEventBridge(record)),
  ...samples.map(({ event }) => event),
];
const mutation = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(
      fc.tuple(
        fc.array(fc.nat(40), { maxLength: 5, minLength: 1 }),
        fc.oneof(fc.constant(undefined), anything),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([record, changes]) =>
    changes.reduce<unknown>((each, [path, replacement]) => mutated(each, path, replacement), record),
  );

// Any character that could break out of a line, and no more than 256 of any others.
const HEAD = /^[^\p{C}\p{Zl}\p{Zp}]{0,256}$/u;

describe('routing is total', () => {
  it('anything at all has clear outcomes and nothing is thrown', () => {
    fc.assert(
      fc.property(anything, (value) => {
        for (const routing of routeAll(value, WITNESS)) {
          expect(Object.values(routing.head).every((each) => HEAD.test(each))).toBe(true);
          const said =
            routing.kind === 'changes'
              ? routing.changed.length + routing.behaviours.length
              : routing.why.length;
          expect(said > 0 && said < 400).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('one damaged record has one routing, beside sound ones, and names only what AWS allows', () => {
    const [sound] = sources;
    fc.assert(
      fc.property(mutation, (record) => {
        fc.pre(
          typeof record === 'object' &&
            record !== null &&
            !Array.isArray(record) &&
            !('Records' in record) &&
            !('body' in record) &&
            !('Messages' in record),
        );
        fc.pre(!('Message' in record) && !('Sns' in record));
        const routings = routeAll({ Records: [sound, record, sound] }, WITNESS);
        expect(routings).toHaveLength(3);
        expect([routings[0]?.kind, routings[2]?.kind]).toEqual(['changes', 'changes']);
        for (const routing of routings) {
          if (routing.kind !== 'changes') continue;
          expect(
            routing.changed.filter(
              ({ resource }) =>
                !/^arn:[a-z0-9-]+:((ecs|ecr|kms|elasticfilesystem|iam|ec2|elasticloadbalancing|cloudtrail):[a-z0-9-]*:\d{12}:[\w./:@+=,-]+|s3:::[\w.-]+|cloudwatch:[a-z0-9-]*:\d{12}:alarm:[^\p{C}\p{Zl}\p{Zp}]{1,255}|sns:[a-z0-9-]*:\d{12}:[\w.-]+)$/u.test(
                  resource.arn,
                ),
            ),
          ).toEqual([]);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
