import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { digestMessage } from '#monitor/telling/digest-message.ts';
import { findingMessage } from '#monitor/telling/finding-message.ts';
import { summaryMessage } from '#monitor/telling/summary-message.ts';
import { hostileDigest, hostileNews, hostileSummary } from './hostile.ts';
import { change, digestNews, findingNews, openRepository, part, summaryNews, threeFaults } from './news.ts';

type Json = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema with every field it does not name forbidden: a body must not have fields that nobody described. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, strict(each)]));
  return value['type'] === 'object' && isObject(value['properties'])
    ? { ...inner, additionalProperties: false }
    : inner;
}

function schemaOf(name: string): z.ZodType {
  const file = new URL(`../../../docs/schemas/${name}.json`, import.meta.url);
  return z.fromJSONSchema(
    strict(JSON.parse(readFileSync(file, 'utf8'))) as Parameters<typeof z.fromJSONSchema>[0],
  );
}

const finding = schemaOf('ecs-warden.finding.v1');
const digest = schemaOf('ecs-warden.digest.v1');

/** As a program gets it. */
const sent = (body: unknown): unknown => JSON.parse(JSON.stringify(body));
const faultsOf = (schema: z.ZodType, body: unknown): unknown => schema.safeParse(sent(body)).error?.issues;

describe('bodies are what the published schemas say', () => {
  test.each([
    ['one fault', openRepository],
    ['three faults', threeFaults],
    ['found by the sweep', findingNews({ changes: [] })],
    ['of a change that may not be the cause', findingNews({ changes: [change({ doubtful: true })] })],
    [
      'resolved',
      findingNews({
        parts: [
          part({ transition: 'resolved', resolution: 'DELETED', resolvedAt: '2026-04-14T14:02:08.000Z' }),
        ],
      }),
    ],
  ])('finding: %s', (_, news) => {
    expect(faultsOf(finding, findingMessage(news).body)).toBeUndefined();
  });
  test('digest and summary', () => {
    expect(faultsOf(digest, digestMessage(digestNews()).body)).toBeUndefined();
    expect(faultsOf(digest, summaryMessage(summaryNews()).body)).toBeUndefined();
  });

  test('for any news', () => {
    fc.assert(
      fc.property(hostileNews, (news) => {
        expect(faultsOf(finding, findingMessage(news).body)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(
        fc.oneof(hostileDigest.map(digestMessage), hostileSummary.map(summaryMessage)),
        ({ body }) => {
          expect(faultsOf(digest, body)).toBeUndefined();
        },
      ),
      { numRuns: 15 },
    );
  });

  test('the schema is not empty talk: a missing, a wrong and an undescribed field are found', () => {
    const { toldAt: _gone, ...without } = findingMessage(openRepository).body;
    expect(faultsOf(finding, without)).toBeDefined();
    expect(faultsOf(finding, { ...findingMessage(openRepository).body, severity: 'SEVERE' })).toBeDefined();
    expect(faultsOf(finding, { ...findingMessage(openRepository).body, secret: 'x' })).toBeDefined();
    expect(faultsOf(digest, { ...digestMessage(digestNews()).body, kind: 'finding' })).toBeDefined();
  });
});
