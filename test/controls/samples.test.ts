import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { FactValues } from '#domain/facts.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { fromProperties } from '#template/task-definition.ts';
import { FAMILY, family, NOW, revision } from '../support/facts.ts';
import type { Given } from './cases.ts';

const SAMPLES = new URL('../../../shared/samples/task-definitions.jsonl', import.meta.url);

interface Sample {
  readonly id: string;
  readonly form: string;
  readonly taskDefinition: unknown;
}

const samples: readonly Sample[] = existsSync(SAMPLES)
  ? readFileSync(SAMPLES, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Sample)
  : [];

const ofFamilies = controls.filter(({ resourceType }) => resourceType === 'AWS::ECS::TaskDefinition');

describe.skipIf(samples.length === 0)('task definitions found in the wild', () => {
  const judged = samples.map(({ id, form, taskDefinition }) => {
    const description = (form === 'cloudformation-properties' ? fromProperties : toTaskDefinition)(
      taskDefinition,
    );
    const facts: Given['facts'] = {
      family: { ...family([revision(1, description)]), usage: 'unknown' },
      pullThroughCache: { unavailable: 'unsupported', what: 'files' },
      rolePolicies: {},
    };
    const verdicts = ofFamilies.map((control) => ({
      control: control.id,
      evaluation: control.evaluate(facts as FactValues, {
        resource: { type: 'AWS::ECS::TaskDefinition', arn: FAMILY },
        parameters: DEFAULT_SETTINGS.parameters,
        now: NOW,
      }),
    }));
    return { id, verdicts };
  });

  test('every one is judged by every control of families, and says why', () => {
    for (const { id, verdicts } of judged) {
      expect(verdicts, id).toHaveLength(ofFamilies.length);
      for (const { evaluation } of verdicts) {
        const words =
          'why' in evaluation
            ? [evaluation.why]
            : 'reasons' in evaluation
              ? evaluation.reasons.map(({ message }) => message)
              : ['passed'];
        expect(
          words.every((each) => each.length > 0),
          id,
        ).toBe(true);
      }
    }
  });

  test('each control finds both good and bad ones, or cannot be broken on Fargate', () => {
    const seen = (control: string) =>
      new Set(
        judged.flatMap(({ verdicts }) =>
          verdicts.filter((each) => each.control === control).map((each) => each.evaluation.status),
        ),
      );
    expect(seen('task-definition-read-only-root')).toContain('FAILED');
    expect(seen('task-definition-trusted-image')).toContain('FAILED');
    expect(seen('task-definition-privileged')).toContain('NOT_APPLICABLE');
    expect(seen('task-definition-privileged')).toContain('PASSED');
    for (const control of ['logging', 'non-root', 'host-network']) {
      expect(seen(`task-definition-${control}`), control).toContain('PASSED');
      expect(seen(`task-definition-${control}`), control).toContain('FAILED');
    }
    expect(seen('task-definition-efs-transit-encryption')).toContain('NOT_APPLICABLE');
    expect([...seen('task-definition-plaintext-secrets')]).toEqual(['PASSED']);
  });
});
