import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { EMULATOR } from '#constructs/emulator.ts';
import { MonitorStack } from '#constructs/monitor-stack.ts';
import type { EcsWardenProps } from '#constructs/props.ts';
import { FULL_SETTINGS, testApp } from './synth.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What AwsSolutions, Serverless and CloudFormation's own checks find: `rule at construct`. */
function findingsOf(warden: EcsWardenProps): readonly string[] {
  const app = testApp(true);
  const { node } = new MonitorStack(app, 'EcsWarden', { warden });
  Validations.of(node.root).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  const other: string[] = [];
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name.includes('Validation')))
      other.push(`thrown: ${String(error)}`);
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  const found = report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    ),
  );
  return [...other, ...found];
}

test('Docker Bench and alarms on services bring nothing that is not acknowledged', () => {
  const settings = {
    ...FULL_SETTINGS,
    dockerBench: { targets: { bench: 'on' }, everyDays: 7 },
    usageAlarms: { services: ['shop/web'], cpu: 80, memory: 80 },
  };
  expect(findingsOf({ settings })).toEqual([]);
});

test('as it is deployed, with mail and Slack, nothing is found that is not acknowledged', () => {
  expect(findingsOf({ settings: FULL_SETTINGS })).toEqual([]);
});

test('without alarms and with keys of AWS, nothing is found either', () => {
  expect(findingsOf({ keys: 'aws-owned', alarms: false })).toEqual([]);
});

test('the checks do run: queues without TLS are found', () => {
  expect(findingsOf(EMULATOR).join()).toContain('AwsSolutions-SQS4 at EcsWarden/Warden/Lanes/Changes');
});
