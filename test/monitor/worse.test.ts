import { describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import { type AnyControl, controlOn } from '#domain/control.ts';
import type { FactValues } from '#domain/facts.ts';
import { isUnavailable } from '#domain/reading.ts';
import { nameOf, resourceOf } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { rank } from '#domain/severity.ts';
import type { ResourceState, Route } from '#domain/state.ts';
import { untold } from '#domain/untold.ts';
import type { Cases, Given } from '../controls/cases.ts';
import { arnOf } from '../support/arns.ts';
import { NOW } from '../support/facts.ts';
import { afterLooks, afterTelling, continued, judgement, lookAt } from '../support/looks.ts';

/** A look at what a case describes, a family being in use: what nobody uses is at most LOW. */
function look(n: number, control: AnyControl, { facts, parameters, arn, now = NOW }: Given) {
  const { family } = facts;
  const used = family && !isUnavailable(family) ? { family: { ...family, usage: 'used' as const } } : {};
  const type = (arn === undefined ? undefined : resourceOf(arn)?.type) ?? control.resourceType;
  // Where it is matters to some controls; any ARN will do for the others.
  const resource = { type, arn: arn ?? arnOf(type) };
  const evaluation = controlOn(control, type).evaluate({ ...facts, ...used } as FactValues, {
    resource,
    parameters: { ...DEFAULT_SETTINGS.parameters, ...parameters },
    now,
  });
  const { id: controlId, severity, version: controlVersion } = control;
  return lookAt(n, [judgement(evaluation, { controlId, severity, controlVersion })], { resource });
}

const verdictOf = (state: ResourceState, { id }: AnyControl) => {
  const verdict = state.verdicts[id];
  if (verdict?.severity === undefined) throw new Error(`${id} does not fail on ${nameOf(state)}`);
  return { ...verdict, severity: verdict.severity };
};

/** How a failure that a change led to is told, by its severity alone. */
const routeFor = (state: ResourceState, control: AnyControl): Route => {
  const worst = rank(verdictOf(state, control).severity);
  return worst <= rank('HIGH') ? 'immediate' : worst === rank('MEDIUM') ? 'digest' : 'silent';
};

const casesOf = async (id: string): Promise<Cases> =>
  ((await import(`../controls/${id}.cases.ts`)) as { readonly default: Cases }).default;

describe.each(controls.map((control) => [control.id, control] as const))('%s', (id, control) => {
  test('failing, then worse, is told', async () => {
    const { worse } = await casesOf(id);
    if ('cannotGetWorse' in worse) return;
    const failing = afterLooks(look(1, control, worse.before));
    expect(verdictOf(failing, control).route).toBe(routeFor(failing, control));
    const told = afterTelling(failing);
    expect(untold(told)).toEqual([]);

    const after = continued(told, look(2, control, worse.after));
    const { route, fingerprint } = verdictOf(after, control);
    expect(after.pending?.transitions).toEqual([{ controlId: id, kind: 'changed' }]);
    expect(route).toBe(routeFor(after, control));
    const [part, ...others] = untold(after);
    expect(others).toEqual([]);
    // LOW is never told; it stands in the table.
    expect(part === undefined).toBe(route === 'silent');
    if (!part) return;
    // Of what was LOW nobody knows yet.
    const wasSilent = verdictOf(failing, control).route === 'silent';
    expect(part).toMatchObject({ controlId: id, route, transition: wasSilent ? 'opened' : 'worse' });
    const isMore = rank(verdictOf(after, control).severity) < rank(verdictOf(failing, control).severity);
    const isNew = fingerprint.some((each) => !verdictOf(failing, control).fingerprint.includes(each));
    expect(isMore || isNew).toBe(true);
    const known = wasSilent ? [] : verdictOf(failing, control).fingerprint;
    expect(part.newReasons).toEqual(fingerprint.filter((each) => !known.includes(each)));
  });

  test('and what only repeats is not', async () => {
    const { worse, fails } = await casesOf(id);
    const failing = 'before' in worse ? worse.before : Object.values(fails)[0];
    if (!failing) throw new Error(`${id} has no failing case`);
    const told = afterTelling(afterLooks(look(1, control, failing)));
    expect(untold(continued(told, look(2, control, failing)))).toEqual([]);
  });
});
