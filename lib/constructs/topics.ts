import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export const WHY_NO_REDRIVE =
  'Mail that a server took is delivered as far as SNS knows; findings stay in the table and in the next digest.';

export interface TopicsProps {
  /** Of the findings topic; absent: both topics are without a key. */
  readonly key: IKey | undefined;
  readonly emails: readonly string[];
  readonly enforceTls: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Where people are told: findings by our functions, and by alarms alone what concerns the monitor itself. The ops
 * topic has a key of its own: an alarm about the other key must still reach somebody.
 */
export class Topics extends Construct {
  readonly findings: Topic;
  readonly ops: Topic;
  readonly opsKey: Key | undefined;

  constructor(scope: Construct, id: string, { key, emails, enforceTls, removalPolicy }: TopicsProps) {
    super(scope, id);
    const common = { enforceSSL: enforceTls };
    this.findings = new Topic(this, 'FindingsTopic', {
      ...common,
      displayName: 'ecs-warden',
      ...(key && { masterKey: key }),
    });
    this.opsKey =
      key &&
      new Key(this, 'OpsKey', {
        description: 'ecs-warden: messages of alarms',
        enableKeyRotation: true,
        removalPolicy,
      });
    this.ops = new Topic(this, 'OpsTopic', {
      ...common,
      displayName: 'ecs-warden ops',
      ...(this.opsKey && { masterKey: this.opsKey }),
    });
    // Without this neither the topic nor its key lets CloudWatch in, and alarms are dropped without a word.
    this.ops.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const email of emails) {
      for (const topic of [this.findings, this.ops])
        acknowledge(topic.addSubscription(new EmailSubscription(email)), {
          'Serverless-SNSRedrivePolicy': WHY_NO_REDRIVE,
        });
    }
  }
}
