import { expect, test } from 'vitest';
import { readEnvironment } from '../../functions/environment.ts';

test('all that is missing is named at once', () => {
  expect(() => readEnvironment({ STATE_TABLE: 's', AWS_REGION: 'eu-west-1' })).toThrow(
    /lacks FINDINGS_TABLE, EDGES_TABLE, .*METRICS_NAMESPACE$/,
  );
});
