import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { EcsWarden } from '#constructs/ecs-warden.ts';
import { EMULATOR } from '#constructs/emulator.ts';
import { CONTEXT, FULL_SETTINGS, found, only, scratch, templateOf, testApp } from './synth.ts';

test('the outputs that others rely on', () => {
  const outputs = Object.keys(templateOf().findOutputs('*'));
  const contract = [
    'FindingsTableName',
    'FindingsTopicArn',
    'OpsTopicArn',
    'ChangesQueueUrl',
    'DeadLetterQueueUrl',
  ];
  expect(outputs).toEqual(expect.arrayContaining(contract));
});

describe('recipients', () => {
  const template = templateOf({ settings: FULL_SETTINGS });

  test('mail goes to both topics', () => {
    const mails = found(template, 'AWS::SNS::Subscription').map(({ properties }) => properties);
    expect(mails).toHaveLength(2);
    for (const mail of mails)
      expect(mail).toMatchObject({ Protocol: 'email', Endpoint: 'security@shop.example' });
  });

  test('the Slack channel gets both topics and may do nothing but read metrics', () => {
    const topics = ['Findings', 'Ops'].map((name) => ({
      Ref: only(template, 'AWS::SNS::Topic', `Topics${name}`).id,
    }));
    const guardrail = only(template, 'AWS::IAM::ManagedPolicy', 'Slack').id;
    expect(only(template, 'AWS::Chatbot::SlackChannelConfiguration', 'Slack').properties).toMatchObject({
      SlackWorkspaceId: 'T012ABCDEFG',
      SlackChannelId: 'C012ABCDEFG',
      SnsTopicArns: topics,
      GuardrailPolicies: [{ Ref: guardrail }],
    });
  });

  test('without recipients there are only the topics', () => {
    const none = templateOf();
    expect(found(none, 'AWS::SNS::Subscription')).toEqual([]);
    expect(found(none, 'AWS::Chatbot::SlackChannelConfiguration')).toEqual([]);
    expect(found(none, 'AWS::SNS::Topic')).toHaveLength(2);
  });
});

describe('on the emulator', () => {
  const template = templateOf({ settings: FULL_SETTINGS, ...EMULATOR });
  const types = new Set(
    Object.values(template.toJSON()['Resources'] as Record<string, { readonly Type: string }>).map(
      ({ Type }) => Type,
    ),
  );

  /** What the emulator's CloudFormation refuses, with the whole template (docs/emulator.md). */
  const REFUSED =
    /^(AWS::(CloudTrail::Trail|CloudWatch::(CompositeAlarm|AnomalyDetector)|Events::(EventBusPolicy|Archive|Connection|ApiDestination)|Chatbot::.*|SSM::(Document|Association|MaintenanceWindow)|IAM::(RolePolicy|OIDCProvider)|SNS::TopicInlinePolicy|SQS::QueueInlinePolicy|Config::.*|SecurityHub::.*|Logs::QueryDefinition)|Custom::.*|AWS::CloudFormation::CustomResource)$/;

  test('there is nothing that it refuses', () => {
    expect([...types].filter((type) => REFUSED.test(type))).toEqual([]);
  });

  test('no alarm is a calculation', () => {
    for (const { properties } of found(template, 'AWS::CloudWatch::Alarm'))
      expect(properties).not.toHaveProperty('Metrics');
  });

  test('nothing demands TLS, and nothing stays', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('SecureTransport');
    expect(JSON.stringify(template.toJSON())).not.toContain('"Retain"');
  });

  test('all else is the product: only Slack is missing', () => {
    const real = templateOf({ settings: FULL_SETTINGS });
    const missing = new Set(
      Object.values(real.toJSON()['Resources'] as Record<string, { readonly Type: string }>).map(
        ({ Type }) => Type,
      ),
    ).difference(types);
    // The policies of the queue and topic that nothing but TLS needed one for are among others of their type.
    expect([...missing].toSorted()).toEqual([
      'AWS::Chatbot::SlackChannelConfiguration',
      'AWS::IAM::ManagedPolicy',
    ]);
  });
});

describe("in somebody else's app", () => {
  test('it stands beside other resources, takes a boundary, and gives out what it has made', () => {
    const stack = new Stack(testApp(), 'Security');
    const boundary = ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'teams');
    const warden = new EcsWarden(stack, 'Warden', { permissionsBoundary: boundary, alarms: false });
    warden.findingsTopic.addSubscription(new SqsSubscription(new Queue(stack, 'Inbox')));
    const template = Template.fromStack(stack);
    expect(found(template, 'AWS::SNS::Subscription', '')).toHaveLength(0);
    template.resourceCountIs('AWS::SNS::Subscription', 1);
    const roles = found(template, 'AWS::IAM::Role');
    expect(roles).toHaveLength(7);
    for (const { properties } of roles)
      expect(JSON.stringify(properties['PermissionsBoundary'])).toContain('policy/teams');
  });

  test('two monitors of different names live in one stack', () => {
    const stack = new Stack(testApp(), 'Two');
    const [a, b] = ['a', 'b'].map((name) => new EcsWarden(stack, name, { name }));
    expect(a?.tables.state.tableName).not.toBe(b?.tables.state.tableName);
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'))).toHaveLength(8);
  });
});

describe('the app', () => {
  const synth = (settings: string | undefined, context: Readonly<Record<string, string>> = {}) => {
    const folder = scratch();
    const file = join(folder, 'config.yaml');
    if (settings !== undefined) writeFileSync(file, settings);
    const run = spawnSync(process.execPath, ['bin/app.ts'], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...CONTEXT, ...context, settings: file }),
      },
    });
    const template = () => readFileSync(join(folder, 'EcsWarden.template.json'), 'utf8');
    return { status: run.status, stderr: run.stderr, template };
  };

  test('settings reach the template', () => {
    const { status, stderr, template } = synth('recipients: { emails: [alice@shop.example] }\n');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(template()).toContain('alice@shop.example');
  });

  test.each([
    ['an unknown key', 'owner: alice\n', /config\.yaml, line 1.*owner/],
    ['a wrong type', 'digest:\n  times: nine\n', /config\.yaml, line 2, digest\.times/],
    ['no YAML', 'regions: [eu-west-1\n', /config\.yaml, line \d/],
  ])('%s ends the synth with file and line', (_, text, message) => {
    const { status, stderr } = synth(text);
    expect(status).toBe(64);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('at ');
  });

  test('a file that is named and not there is an error, not the defaults', () => {
    const { status, stderr } = synth(undefined);
    expect(status).toBe(64);
    expect(stderr).toMatch(/config\.yaml/);
  });

  test('an unknown kind of keys is refused', () => {
    expect(synth('', { keys: 'none' })).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('aws-owned'),
    });
  });
});
