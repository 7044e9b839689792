import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Cluster,
  ContainerImage,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { describe, expect, it } from 'vitest';
import { EcsUsageAlarms, type EcsUsageAlarmsProps } from '#constructs/usage-alarms.ts';
import control from '#controls/audit/service-usage-alarms.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { check, controlsOf } from '#monitor/check.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { readFile } from '#template/file.ts';
import { FULL_SETTINGS, found, templateOf, testApp } from './synth.ts';

type Made = Readonly<Record<string, { readonly Type: string; Properties?: Record<string, unknown> }>>;

/** A stack with a service, the alarms that `props` give, and a topic that somebody is subscribed to. */
function templateWith(
  props: (service: FargateService) => Partial<EcsUsageAlarmsProps>,
  subscribed = true,
): string {
  const stack = new Stack(testApp(), 'Shop');
  const topic = new Topic(stack, 'Ops');
  if (subscribed) topic.addSubscription(new EmailSubscription('ops@shop.example'));
  const taskDefinition = new FargateTaskDefinition(stack, 'Definition');
  taskDefinition.addContainer('app', { image: ContainerImage.fromRegistry('web') });
  const cluster = new Cluster(stack, 'Cluster') as ICluster;
  const service = new FargateService(stack, 'Web', { cluster, taskDefinition, minHealthyPercent: 100 });
  const alarms = new EcsUsageAlarms(stack, 'Alarms', { services: [service], topic, ...props(service) });
  return JSON.stringify(Template.fromStack(Stack.of(alarms)).toJSON());
}

/** The verdicts of the control on the services of a template. */
async function verdictsOn(template: string): Promise<readonly (string | readonly string[])[]> {
  const file = readFile(template);
  if ('refused' in file) throw new Error(file.refused.message);
  const verdicts: (string | readonly string[])[] = [];
  const evaluations = check({
    name: 'shop.json',
    file,
    settings: DEFAULT_SETTINGS,
    controls: controlsOf([control], DEFAULT_SETTINGS),
    store: memoryStore(),
    clock: { now: () => '2026-04-14T12:00:00.000Z' },
  });
  for await (const { status, reasons } of evaluations)
    verdicts.push(status === 'FAILED' ? reasons.map(({ code, subject }) => `${code} ${subject}`) : status);
  return verdicts;
}

/** The template with every alarm changed. */
function changed(template: string, properties: object): string {
  const parsed = JSON.parse(template) as { Resources: Made };
  for (const each of Object.values(parsed.Resources))
    if (each.Type === 'AWS::CloudWatch::Alarm') Object.assign(each.Properties ?? {}, properties);
  return JSON.stringify(parsed);
}

describe('alarms on the use of services', () => {
  const alarmed = templateWith(() => ({}));

  it('are what the control wants, seen through the template that they are synthesized to', async () => {
    expect(await verdictsOn(alarmed)).toEqual(['PASSED']);
  });

  it.each<[string, object, string | readonly string[]]>([
    ['whose actions are off', { ActionsEnabled: false }, ['actions-off cpu', 'actions-off memory']],
    ['without actions', { AlarmActions: [] }, ['no-recipient cpu', 'no-recipient memory']],
    ['on low use', { ComparisonOperator: 'LessThanThreshold' }, ['no-alarm cpu', 'no-alarm memory']],
    ['above what is ever used', { Threshold: 99 }, ['threshold-high cpu', 'threshold-high memory']],
    ['whose threshold is a parameter', { Threshold: { Ref: 'AWS::StackName' } }, 'NOT_AVAILABLE'],
    ['on a service that is a parameter', { Dimensions: { 'Fn::If': ['x', 1, 2] } }, 'NOT_AVAILABLE'],
    [
      'on another service',
      {
        Dimensions: [
          { Name: 'ClusterName', Value: 'a' },
          { Name: 'ServiceName', Value: 'b' },
        ],
      },
      'NOT_AVAILABLE',
    ],
  ])('%s', async (_name, properties, expected) => {
    expect(await verdictsOn(changed(alarmed, properties))).toEqual([expected]);
  });

  it('tell nobody while nobody is subscribed', async () => {
    const unheard = templateWith(() => ({}), false);
    expect(await verdictsOn(unheard)).toEqual([['no-recipient cpu', 'no-recipient memory']]);
  });

  it('take names and constructs, and thresholds', () => {
    const template = templateWith(() => ({ services: ['shop/api'], thresholds: { cpu: 70 } }));
    const alarms = Object.values((JSON.parse(template) as { Resources: Made }).Resources).filter(
      ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
    );
    expect(alarms.map(({ Properties }) => [Properties?.['AlarmName'], Properties?.['Threshold']])).toEqual([
      ['shop/api CPU use above 70 percent', 70],
      ['shop/api memory use above 80 percent', 80],
    ]);
  });

  it('refuse what is no service, in words', () => {
    expect(() => templateWith(() => ({ services: ['web'] }))).toThrow(
      /"web" is no service: write it as cluster\/service/,
    );
  });

  it('come with the monitor for the services that the settings name', () => {
    const settings = { ...FULL_SETTINGS, usageAlarms: { services: ['shop/web'], cpu: 75, memory: 80 } };
    const own = found(templateOf({ settings }), 'AWS::CloudWatch::Alarm', 'UsageAlarms');
    expect(own.map(({ properties }) => properties['Threshold'])).toEqual([75, 80]);
    expect(found(templateOf({ settings: FULL_SETTINGS }), 'AWS::CloudWatch::Alarm', 'UsageAlarms')).toEqual(
      [],
    );
  });
});
