import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { instanceOfKey, LARGEST_REPORT } from '#domain/docker-bench.ts';
import { toBenchInstance } from '#domain/normalise/bench-instance.ts';
import { parseBareReport, parseStoredReport } from '#domain/normalise/docker-bench.ts';
import { ENDED_S, failing, rawReport } from '../../support/docker-bench.ts';

const NOW = new Date((ENDED_S + 3600) * 1000).toISOString();
const ID = 'i-0123456789abcdef0';
const stored = (report: unknown, more: object = {}): string =>
  JSON.stringify({ schema: 1, instance: ID, report, ...more });
const read = (text: string) => parseStoredReport(text, ID, NOW);

describe('a report of Docker Bench', () => {
  it('is read: scored tests of sections 1 to 5 that warn', () => {
    const tests = [
      failing('5.10'),
      failing('5.5'),
      failing('2.2', 'Ensure it (Scored)'),
      failing('5.9', 'Ensure (Manual)'),
    ];
    expect(read(stored(rawReport(tests)))).toEqual({
      version: '1.6.0',
      endedAt: new Date(ENDED_S * 1000).toISOString(),
      warned: ['2.2', '5.5', '5.10'],
    });
  });

  test.each<[string, string, RegExp]>([
    ['cut off', stored(rawReport()).slice(0, -40), /no JSON/],
    ['larger than one may be', `${stored(rawReport())}${' '.repeat(LARGEST_REPORT)}`, /no JSON/],
    ['a list', '[]', /no JSON/],
    ['without its machine', JSON.stringify(rawReport()), /which machine/],
    ['of another machine', stored(rawReport(), { instance: 'i-0fedcba9876543210' }), /another machine/],
    ['of something else', stored({ hello: 'world' }), /no report of Docker Bench/],
    [
      'of another version',
      stored(rawReport([], { dockerbenchsecurity: '9.9.9' })),
      /version that is not known/,
    ],
    ['killed', stored(rawReport([], { end: undefined })), /broken off/],
    ['with an end that is a text', stored(rawReport([], { end: 'now' })), /broken off/],
    ['that ends before it begins', stored(rawReport([], { start: ENDED_S + 1 })), /before it begins/],
    ['of an hour from now', stored(rawReport([], { end: ENDED_S + 7200 })), /clock/],
    ['without a section', stored(rawReport([], { tests: rawReport().tests.slice(1) })), /lacks a section/],
    ['of a single check', stored(rawReport([], { tests: [failing('2.2')] })), /lacks a section/],
    ['with a result of its own', stored(rawReport([{ id: '2.2', desc: 'x', result: 'FINE' }])), /not known/],
    [
      'with a test that is none',
      stored(rawReport([{ id: '2.<b>', desc: 'x', result: 'PASS' }])),
      /not known/,
    ],
  ])('%s is refused in words', (_name, text, why) => {
    expect(read(text)).toEqual({ invalid: expect.stringMatching(why) as unknown });
  });

  it('of a clock an hour behind is only older', () => {
    expect(read(stored(rawReport([], { start: ENDED_S - 3602, end: ENDED_S - 3600 })))).toMatchObject({
      endedAt: new Date((ENDED_S - 3600) * 1000).toISOString(),
    });
  });

  it('repeats nothing of what was sent, and never throws', () => {
    const said = (text: string): string => {
      const found = read(text);
      return 'invalid' in found ? found.invalid : 'a report';
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        for (const each of [stored(value), JSON.stringify(value), text])
          expect(said(each)).toMatch(/^[a-z][a-z0-9 ,:A-Z]+$/);
      }),
    );
    expect(said(stored(rawReport()))).toBe('a report');
  });
});

const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/docker-bench/', import.meta.url));

describe.skipIf(!existsSync(SAMPLES))('reports of the tool itself', () => {
  const sample = (name: string): string => readFileSync(`${SAMPLES}${name}.json`, 'utf8');
  const later = '2027-01-01T00:00:00.000Z';

  it('a full run', () => {
    const found = parseBareReport(sample('full'), later);
    expect(found).toMatchObject({ version: '1.6.0' });
    expect('warned' in found && found.warned).toEqual([
      '1.1.1',
      '1.1.3',
      '1.1.4',
      '2.2',
      '2.9',
      '2.12',
      '2.14',
      '2.15',
      '2.16',
      '4.5',
      '5.4',
      '5.25',
      '5.26',
    ]);
  });

  it('a run on a host without containers', () => {
    expect(parseBareReport(sample('no-containers'), later)).toMatchObject({ version: '1.6.0' });
  });

  it('a run of a single check is none', () => {
    expect(parseBareReport(sample('invalid-single-check'), later)).toMatchObject({
      invalid: expect.stringMatching(/no JSON|section/) as unknown,
    });
  });
});

test.each<[string, string | undefined]>([
  [`ssm/${ID}/a/b/awsrunShellScript/runDockerBench/stdout`, ID],
  [`import/mi-0123456789abcdef0/x.json`, 'mi-0123456789abcdef0'],
  [`ssm/${ID}/a/awsrunShellScript/runDockerBench/stderr`, undefined],
  [`ssm/${ID}/runDockerBench/stdout`, undefined],
  [`other/${ID}/x.json`, undefined],
  [`import/${ID}/x.json\n`, undefined],
  [`import/i-${'0'.repeat(300)}/x.json`, undefined],
  ['', undefined],
])('the object %j is a report of %s', (key, instance) => {
  expect(instanceOfKey(key)).toBe(instance);
});

describe('a machine', () => {
  const raw = (more: object = {}) => ({ containerInstanceArn: 'arn', ec2InstanceId: ID, ...more });
  test.each<[string, object, object | undefined, string | undefined]>([
    ['of EC2', raw(), { InstanceId: ID }, undefined],
    ['that AWS operates', raw(), { Operator: { Managed: true } }, 'AWS operates them, Managed Instances'],
    [
      'with Windows',
      raw({ attributes: [{ name: 'ecs.os-type', value: 'windows' }] }),
      undefined,
      'they run Windows',
    ],
    [
      'with Bottlerocket',
      raw({ attributes: [{ name: 'bottlerocket.variant', value: 'aws-ecs-2' }] }),
      undefined,
      'they run Bottlerocket',
    ],
    ['outside of EC2', raw({ ec2InstanceId: 'mi-1' }), undefined, undefined],
  ])('%s', (_name, instance, host, exempt) => {
    expect(toBenchInstance(instance, host).exempt).toBe(exempt);
  });
});
