import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { ForwarderStack } from '#constructs/forwarder-stack.ts';
import { behaviours } from '#controls/index.ts';
import { CANARY_RULE, CANARY_TAG } from '#domain/canary.ts';
import { forwardings } from '#domain/forwarding.ts';
import { testApp } from './synth.ts';

const JUDGED = behaviours.flatMap(({ events }) => events);
const HOME = 'eu-west-1';

function forwarder(region: string, watched: readonly string[], app: App = testApp()): ForwarderStack {
  const forwarding = forwardings(HOME, watched, JUDGED).find((each) => each.region === region);
  return new ForwarderStack(app, `EcsWarden-${region}`, {
    env: { region, account: '123456789012' },
    homeRegion: HOME,
    rules: forwarding?.rules ?? [],
    name: 'ecs-warden',
    emails: ['security@shop.example'],
    enforceTls: true,
    alarms: true,
  });
}

const resources = (template: Template, type: string): readonly Readonly<Record<string, unknown>>[] =>
  Object.values(template.findResources(type)).map(
    ({ Properties }) => Properties as Readonly<Record<string, unknown>>,
  );

describe('the forwarder of us-east-1', () => {
  const template = Template.fromStack(forwarder('us-east-1', []));
  const bus = `arn:aws:events:${HOME}:123456789012:event-bus/default`;

  test('sends sign-ins and the calls of IAM to the home region’s bus, and what fails to its own queue', () => {
    const rules = resources(template, 'AWS::Events::Rule');
    expect(JSON.stringify(rules)).toContain('ConsoleLogin');
    expect(JSON.stringify(rules)).toContain('UpdateAssumeRolePolicy');
    expect(rules).toHaveLength(forwardings(HOME, [], JUDGED)[0]?.rules.length ?? 0);
    const targets = (isReduced: boolean) =>
      rules
        .filter(({ Name }) => String(Name).endsWith('-reduced') === isReduced)
        .map(({ Targets }) => Targets);
    const home = { Id: 'Home', Arn: bus, RoleArn: expect.anything() as unknown };
    const kept = { ...home, DeadLetterConfig: { Arn: expect.anything() as unknown } };
    expect(targets(false)).toEqual(targets(false).map(() => [kept]));
    expect(targets(true)).toEqual(targets(true).map(() => [home]));
  });

  test('has the rule that the canary is written on, and no calls of a region that nobody watches', () => {
    const [rule, ...others] = resources(template, 'AWS::Events::Rule').filter(
      ({ Tags }) => Tags !== undefined,
    );
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      Name: `ecs-warden-${CANARY_RULE}`,
      Tags: [{ Key: CANARY_TAG.key, Value: CANARY_TAG.value }],
      EventPattern: { source: ['aws.events'] },
    });
    expect(JSON.stringify(rule)).toContain('"TagResource"');
  });

  test('may put events on that bus, and nothing else', () => {
    const [role, ...others] = resources(template, 'AWS::IAM::Role');
    expect(others).toEqual([]);
    expect(role?.['ManagedPolicyArns']).toBeUndefined();
    expect(role?.['Policies']).toMatchObject([
      { PolicyDocument: { Statement: [{ Action: 'events:PutEvents', Effect: 'Allow', Resource: bus }] } },
    ]);
    expect(resources(template, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('tells the same people when something is not forwarded', () => {
    const [mail] = resources(template, 'AWS::SNS::Subscription');
    expect(mail).toMatchObject({ Protocol: 'email', Endpoint: 'security@shop.example' });
    const names = resources(template, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName);
    expect(names).toContain('ecs-warden LOST us-east-1: events were not forwarded');
  });
});

describe('the forwarder of a watched region', () => {
  const template = Template.fromStack(forwarder('eu-central-1', [HOME, 'eu-central-1']));

  test('keeps nothing that can hold environment values', () => {
    const rules = resources(template, 'AWS::Events::Rule');
    const careful = rules.filter((rule) =>
      /"(RunTask|RegisterTaskDefinition|PutSecretValue)"/.test(JSON.stringify(rule)),
    );
    expect(careful.length).toBeGreaterThan(0);
    for (const rule of careful) expect(JSON.stringify(rule)).not.toContain('DeadLetterConfig');
  });

  test('has no rule for IAM, whose events are not recorded there', () => {
    expect(JSON.stringify(resources(template, 'AWS::Events::Rule'))).not.toContain('aws.iam');
  });

  test('only its own rules may send to its dead-letter queue', () => {
    const policies = resources(template, 'AWS::SQS::QueuePolicy');
    const allowed = JSON.stringify(policies).split('"aws:SourceArn":').at(-1)?.split('}},')[0] ?? '';
    const whole = resources(template, 'AWS::Events::Rule').filter((rule) =>
      JSON.stringify(rule).includes('DeadLetterConfig'),
    );
    expect(allowed.match(/Fn::GetAtt/g)).toHaveLength(whole.length);
  });
});

test('nothing is found that is not acknowledged', () => {
  const app = testApp(true);
  forwarder('us-east-1', [HOME, 'us-east-1'], app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  let thrown = '';
  try {
    app.synth();
  } catch (error) {
    thrown = error instanceof Error ? error.name : String(error);
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
    readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
  };
  expect(
    report.pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName)),
  ).toEqual([]);
  expect(thrown).toBe('');
});
