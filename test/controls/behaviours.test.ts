import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { type Act, actOf } from '#domain/act.ts';
import { type AnyBehaviour, judges } from '#domain/behaviour.ts';
import { type Evaluation, fingerprint, severityOf } from '#domain/evaluation.ts';
import { toChangeEvent } from '#domain/event.ts';
import { recognise } from '#domain/raw-event.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { isWorse } from '#domain/severity.ts';
import { unwrap } from '#monitor/envelope.ts';
import { hostileJson } from '../support/hostile-json.ts';
import { transformed } from '../support/input-transformer.ts';
import { inEventBridge } from '../support/records.ts';
import type { BehaviourCases, Seen } from './cases.ts';

const casesOf = async ({ id }: AnyBehaviour): Promise<BehaviourCases> =>
  ((await import(`./${id}.cases.ts`)) as { readonly default: BehaviourCases }).default;
const all = await Promise.all(
  behaviours.map(async (behaviour) => [behaviour.id, behaviour, await casesOf(behaviour)] as const),
);

function actIn(record: unknown): Act {
  const raw = recognise(record);
  const event = raw && toChangeEvent(raw, true);
  if (!event || typeof event === 'string') throw new Error(`no event: ${event}`);
  return actOf(event);
}

const judge = (behaviour: AnyBehaviour, seen: Seen): Evaluation | undefined => {
  const { record, parameters, facts = {}, own = [], users } = seen;
  const act = actIn(record);
  const setting = {
    parameters: { ...DEFAULT_SETTINGS.parameters, ...parameters },
    facts,
    own,
    ...(users && { users }),
  };
  return judges(behaviour, act, own) ? behaviour.evaluate(act, setting) : undefined;
};
/** Whose judged calls can hold nothing that must not be queued. */
const TRAVEL_WHOLE = ['signin', 'cloudtrail', 's3', 'kms'].map((service) => `${service}.amazonaws.com`);
const reasonsOf = (evaluation: Evaluation | undefined) =>
  evaluation?.status === 'FAILED' ? evaluation.reasons : [];

describe.each(all)('%s', (id, behaviour, cases) => {
  test.each(Object.entries(cases.passes))('passes: %s', (_name, seen) => {
    expect(judge(behaviour, seen)).toMatchObject({ status: 'PASSED' });
  });

  test.each(Object.entries(cases.fails))('fails: %s', (_name, seen) => {
    const evaluation = judge(behaviour, seen);
    expect(evaluation?.status, JSON.stringify(evaluation)).toBe('FAILED');
    const reasons = reasonsOf(evaluation);
    expect(fingerprint(reasons)).toEqual([...seen.reasons].sort());
    expect(severityOf(reasons, behaviour.severity)).toBe(seen.severity);
  });

  test.each(Object.entries(cases.notApplicable))('not applicable: %s', (_name, seen) => {
    expect(judge(behaviour, seen)).toEqual({
      status: 'NOT_APPLICABLE',
      why: expect.stringMatching(seen.why) as string,
    });
  });

  test.each(Object.entries(cases.notAvailable))('not available: %s', (_name, seen) => {
    expect(judge(behaviour, seen)).toEqual({
      status: 'NOT_AVAILABLE',
      why: expect.stringMatching(seen.why) as string,
    });
  });

  test.each(Object.entries(cases.notJudged))('not judged: %s', (_name, seen) => {
    expect(judge(behaviour, seen)).toBeUndefined();
  });

  test('has a passing, a failing and an unjudged case', () => {
    for (const group of [cases.passes, cases.fails, cases.notJudged])
      expect(Object.keys(group)).not.toEqual([]);
  });

  test('failing, then worse: there is something new to tell, or only one way to fail', () => {
    const { worse } = cases;
    const ways = Object.values(cases.fails).map((seen) =>
      fingerprint(reasonsOf(judge(behaviour, seen))).join(),
    );
    expect('cannotGetWorse' in worse ? new Set(ways).size : 1).toBe(1);
    if ('cannotGetWorse' in worse) return;
    const [before, after] = [worse.before, worse.after].map((seen) => reasonsOf(judge(behaviour, seen)));
    expect(before).not.toEqual([]);
    const known = new Set(fingerprint(before ?? []));
    const rises = isWorse(
      severityOf(after ?? [], behaviour.severity),
      severityOf(before ?? [], behaviour.severity),
    );
    expect(rises || fingerprint(after ?? []).some((each) => !known.has(each))).toBe(true);
  });

  test('says each reason in one clause, and a severity for all reasons or for none', () => {
    const failures = Object.values(cases.fails).flatMap((seen) => reasonsOf(judge(behaviour, seen)));
    for (const { code, message } of failures) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(message).toMatch(/^[a-z][^\n;!?]{10,198}[^.\n;!?]$/);
    }
    expect(new Set(failures.map(({ severity }) => severity !== undefined)).size).toBe(1);
  });

  test('is documented', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(behaviour.title).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of behaviour.blindSpots) expect(sentence).toMatch(/^[A-Z].*\.$/);
    for (const line of behaviour.remediation.cli.split('\n'))
      expect(line).toMatch(/^aws (ecs|ecr|iam|cloudtrail) /);
    expect(behaviour.remediation.cloudFormation).toMatch(/^Type: AWS::IAM::(Role|User)\n/);
    for (const url of behaviour.references) expect(url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('the reduced form is judged alike, but for values that it leaves behind', () => {
    const withValues = ['a secret by its form, whatever its name', 'variables that the record keeps back'];
    for (const group of [cases.passes, cases.fails, cases.notApplicable, cases.notAvailable])
      for (const [name, seen] of Object.entries(group)) {
        if (TRAVEL_WHOLE.includes(String(seen.record['eventSource'])) || withValues.includes(name)) continue;
        const [reduced] = unwrap(transformed(inEventBridge(seen.record)));
        const record = reduced && 'record' in reduced ? (reduced.record as Seen['record']) : {};
        expect(fingerprint(reasonsOf(judge(behaviour, { ...seen, record }))), name).toEqual(
          fingerprint(reasonsOf(judge(behaviour, seen))),
        );
      }
  });
});

test('whatever a record holds, it is judged without a throw and quotes no value of a variable', () => {
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY99';
  const identity = fc.dictionary(
    fc.constantFrom('type', 'arn', 'accountId', 'userName', 'accessKeyId', 'sessionContext', 'invokedBy'),
    fc.oneof(
      fc.constantFrom<unknown>(
        'IAMUser',
        'Root',
        'AssumedRole',
        'FederatedUser',
        'AKIAQQQQQQQQQQQQQQQQ',
        '__proto__',
      ),
      hostileJson(['sessionIssuer', 'attributes', 'mfaAuthenticated', 'arn', 'webIdFederationData']),
    ),
  );
  const names = behaviours.flatMap(({ events }) =>
    events.flatMap(({ service, calls }) => calls.map((name) => [service, name] as const)),
  );
  fc.assert(
    fc.property(
      identity,
      fc.constantFrom(...names),
      hostileJson(['containerOverrides', 'name']),
      (who, [service, name], odd) => {
        const record = {
          eventSource: `${service}.amazonaws.com`,
          eventName: name,
          eventTime: '2026-03-01T10:00:00Z',
          awsRegion: 'eu-central-1',
          recipientAccountId: '111122223333',
          userIdentity: who,
          tlsDetails: odd,
          requestParameters: {
            name: odd,
            functionName: odd,
            alarmNames: [odd],
            queueUrl: odd,
            topicArn: odd,
            overrides: {
              taskRoleArn: odd,
              containerOverrides: [{ environment: [{ name: 'X', value: secret }, odd] }, odd],
            },
          },
        };
        const act = actIn(record);
        expect(JSON.stringify(act)).not.toContain(secret);
        const own = ['arn:*'];
        for (const behaviour of behaviours) {
          if (!judges(behaviour, act, own)) continue;
          const setting = { parameters: DEFAULT_SETTINGS.parameters, facts: {}, own, users: [] };
          const evaluation = behaviour.evaluate(act, setting);
          expect(['PASSED', 'FAILED', 'NOT_APPLICABLE', 'NOT_AVAILABLE']).toContain(evaluation.status);
          expect(JSON.stringify(evaluation)).not.toContain(secret);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
