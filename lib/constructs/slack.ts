import { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface SlackProps {
  readonly name: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly topics: readonly Topic[];
}

/**
 * The Slack channel, by Amazon Q Developer in chat applications. It shows messages and the graphs of alarms; nobody
 * can do anything in the account from there: the guardrail allows to read metrics and no more, whatever the role says.
 */
export class Slack extends Construct {
  constructor(scope: Construct, id: string, { name, workspaceId, channelId, topics }: SlackProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const reading = new ManagedPolicy(this, 'Guardrail', {
      description: 'ecs-warden: all that the Slack channel may do',
      statements: [
        new PolicyStatement({
          actions: [
            'cloudwatch:DescribeAlarms',
            'cloudwatch:GetMetricData',
            'cloudwatch:GetMetricStatistics',
          ],
          // None of these knows a narrower resource.
          resources: ['*'],
        }),
      ],
    });
    acknowledge(reading, {
      'AwsSolutions-IAM5[Resource::*]': 'Reading metrics and alarms knows no narrower resource.',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      managedPolicies: [reading],
    });
    new CfnSlackChannelConfiguration(this, 'Channel', {
      configurationName: `${name}-${region}`,
      slackWorkspaceId: workspaceId,
      slackChannelId: channelId,
      iamRoleArn: role.roleArn,
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
      guardrailPolicies: [reading.managedPolicyArn],
      loggingLevel: 'ERROR',
      userRoleRequired: false,
    });
  }
}
