import { describe, expect, it } from 'vitest';
import type { Routing } from '#domain/change.ts';
import { SERVICES } from '#domain/triggers/index.ts';
import { route } from '#monitor/route.ts';
import { inEventBridge, SITUATIONS } from '../support/synthetic-events.ts';

const shortly = (routing: Routing): readonly string[] =>
  routing.kind === 'changes'
    ? routing.changed.map(
        ({ resource: { type, arn } }) => `${type.split(':').at(-1)} ${arn.split(':').slice(5).join(':')}`,
      )
    : [`${routing.kind}: ${routing.why}`];

describe('which resources an event changed', () => {
  it.each(SITUATIONS)('$title', ({ record, resources }) => {
    expect(shortly(route(record))).toEqual(resources);
    expect(shortly(route(inEventBridge(record)))).toEqual(resources);
  });

  it('there is a situation for every name of every trigger', () => {
    const covered = SITUATIONS.map(({ record }) => String(record['eventName'] ?? record['detail-type']));
    const names = SERVICES.flatMap(({ triggers }) =>
      triggers.flatMap(({ calls = [], native = [] }) => [...calls, ...native]),
    );
    expect(names.filter((name) => !covered.includes(name))).toEqual([]);
  });
});
